"""FKB1, the sealed batch: format, sealing, opening, manifest."""
