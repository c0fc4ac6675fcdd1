"""What may be wrong with an index of precedents."""


class NoIndex(ValueError):
    """Say that a file is no index of precedents, or one of another version."""
