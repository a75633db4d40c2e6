"""Small-cell rules, pure. Empty until that milestone."""
