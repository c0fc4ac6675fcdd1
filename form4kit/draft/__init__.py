"""The draft language: trees of text to filings and back."""
