"""The demo content: plain data that load_demo puts into an empty database."""
