"""DUE: whether the form is in time."""
