"""Our own side of the database: how writers of SQLite wait for each other."""
