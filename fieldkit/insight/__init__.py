"""Indicators, the Integration Monitor Index and survey statistics. Empty until that milestone."""
