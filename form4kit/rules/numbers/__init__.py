"""NUM: how numbers are written, and how large they can be."""
