"""Keeping order: where something is used, what deleting it would break, doubles made one, many things changed at once."""
