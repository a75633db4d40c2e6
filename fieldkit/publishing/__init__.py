"""From a registry revision to the workbook and the canonical CSV."""
