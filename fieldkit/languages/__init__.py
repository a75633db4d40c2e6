"""Digits, direction, names of languages. No Qt."""
