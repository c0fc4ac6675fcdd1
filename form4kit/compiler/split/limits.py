"""How much EDGAR takes on one form, and when a draft has more.

EDGAR Ownership XML Technical Specification v5.5, sections 3.3 and 3.5; the schema says the same.
"""

from typing import Final

from form4kit.model import Filing

MOST_ROWS: Final = 30
"""The rows of a table, transactions and holdings together."""
MOST_OWNERS: Final = 10
MOST_FILINGS: Final = 99
"""More filings than this are no report but a slip, and are judged as they stand."""


def too_large(filing: Filing) -> bool:
    """Tell whether a draft needs several forms; a published document is what it is."""
    rows = max(len(filing.non_derivative), len(filing.derivative))
    return not filing.published and (rows > MOST_ROWS or len(filing.owners) > MOST_OWNERS)
