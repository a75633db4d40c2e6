"""The steps of the first run, one per file."""
