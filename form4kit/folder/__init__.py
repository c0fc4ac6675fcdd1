"""A built folder: the files that a filing becomes, written and read back."""
