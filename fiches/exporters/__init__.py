"""A fiche that readers take with them: one file for each format; the frozen fiche in, bytes out."""
