"""What travels: sealed batches, signed envelopes, drops."""
