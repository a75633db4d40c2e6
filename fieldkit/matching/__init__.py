"""Name keys and scores, pure. Empty until that milestone."""
