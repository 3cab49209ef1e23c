"""Sources as APA wants them, in the list and in the text: text in, text out."""
