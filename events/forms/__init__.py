"""What may be filled in about study days."""
