"""What the tests stand on: databases, browser, servers, and what a run may not do. Loaded by tests/conftest.py."""
