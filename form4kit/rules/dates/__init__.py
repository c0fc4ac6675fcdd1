"""DAT: the dates of the form."""
