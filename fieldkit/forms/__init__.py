"""XLSForm in, live session out."""
