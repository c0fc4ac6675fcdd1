"""Drafts from a table: one for each line of a CSV file, with the people of the registry."""
