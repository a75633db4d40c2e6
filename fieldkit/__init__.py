"""FieldKit: offline interviews, sealed batches, and the municipality's Excel."""

__version__ = "0.1.0"
