"""The editors' home: Django's admin in our look, with its menu by task."""
