"""The document engines, run in a box with limits on time, memory and size."""
