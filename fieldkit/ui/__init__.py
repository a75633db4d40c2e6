"""Qt, and only here. The window joins with the next milestone; no page exists yet."""
