"""One file for each way to write a document; all give the same blocks. They run in a child process only."""
