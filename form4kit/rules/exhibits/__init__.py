"""EXH: what is attached."""
