"""Question widgets: one file per way of answering, and `registry`, which says which is for what."""
