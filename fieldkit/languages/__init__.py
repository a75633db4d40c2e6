"""Catalogues of the window's words; digits, direction, isolation, names of languages. No Qt."""
