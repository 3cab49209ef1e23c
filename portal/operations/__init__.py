"""Commands that keep the house running, and its demo content."""
