"""Everything that happens to a seat: the verbs under the lock of the day, their letters, and what is kept of people."""
