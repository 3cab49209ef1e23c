"""The knowledge: fiches, their materials and their sources."""
