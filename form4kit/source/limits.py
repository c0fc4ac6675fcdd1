"""How large a source may be. A filing has some kilobytes; what is far beyond is damaged or hostile."""

from typing import Final

LARGEST: Final = 64 * 1024 * 1024
LARGEST_FORM: Final = 4 * 1024 * 1024
"""The bytes that a draft or an ownership document may have; the largest for EDGAR has half a million."""
DEEPEST: Final = 24
"""The levels that a draft may have: a filing needs six."""
MOST_VALUES: Final = 10_000
"""The keys and values of a draft, and its carets: 60 rows have a thousand, and fills may stand beside."""
MOST_ELEMENTS: Final = 10_000
"""The elements, attributes and comments of a document, six times what 60 full rows have."""


def megabytes(size: int) -> str:
    """Say a size in words: `7 MB`."""
    return f"{size // 1024 // 1024} MB"
