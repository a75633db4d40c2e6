"""The encrypted record store of one person at one computer."""
