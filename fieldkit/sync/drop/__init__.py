"""Places where batches are left and receipts are found."""
