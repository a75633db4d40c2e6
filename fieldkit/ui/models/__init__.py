"""The view models: frozen plain data that a page shows. No Qt, no vault, no form engine."""
