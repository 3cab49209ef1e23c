"""Links that leave the site: where they stand, whether they still work, and one replaced by another."""
