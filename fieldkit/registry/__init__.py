"""The set of verified events, and what follows from it."""
