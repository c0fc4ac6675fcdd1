"""A draft that amends a filing: what it changes, what is filed of it, and what later filings rest on."""
