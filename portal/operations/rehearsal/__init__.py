"""A rehearsal of the hour in which a study day opens: a crowd at the door of a copy, with processes that are killed meanwhile."""
