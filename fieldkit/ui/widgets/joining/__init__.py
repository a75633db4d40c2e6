"""The steps of joining a deployment and of approving who joins, one per file."""
