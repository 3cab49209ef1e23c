"""What a page costs, beside a bare and a lean one, measured in one run: `make bench`."""
