"""How large a source may be. A filing has some kilobytes; what is far beyond is damaged or hostile."""

from typing import Final

LARGEST: Final = 64 * 1024 * 1024
LARGEST_FORM: Final = 4 * 1024 * 1024
"""The bytes that a draft or an ownership document may have; the largest for EDGAR has half a million."""
DEEPEST: Final = 24
"""The levels that a draft may have: a filing needs six."""
MOST_VALUES: Final = 10_000
"""The keys and values of a draft: 60 rows have a thousand, and fills may stand beside."""
MOST_CARETS: Final = 4_000
MOST_MARKS: Final = 99
"""The carets of a draft, and those of one value: a form has 99 footnotes."""
MOST_DIRECTIVES: Final = 20
"""The lines that begin with a percent sign: a draft has none, and each costs more than the last."""
LONGEST_NAME: Final = 200
"""The characters of a key or of an element's name, which is repeated in the place of each finding."""
MOST_FINDINGS: Final = 1_000
"""The findings of one source that are told; of the others only how many there are."""
MOST_FAULTS: Final = 200
"""The errors in a draft as YAML that are told one by one."""
MOST_ELEMENTS: Final = 10_000
"""The elements, attributes and comments of a document, six times what 60 full rows have."""


def megabytes(size: int) -> str:
    """Say a size in words: `7 MB`."""
    return f"{size // 1024 // 1024} MB"
