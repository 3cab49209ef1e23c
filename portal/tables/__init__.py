"""Tables in and out: CSV and XLSX as Belgian offices use them, without a cell that runs and without a file that floods us."""
