"""What visitors see of study days: one file per kind of page."""
