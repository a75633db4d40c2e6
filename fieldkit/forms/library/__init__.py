"""The forms that FieldKit ships."""
