"""One widget per file. Like pages, they show plain data and emit intents."""
