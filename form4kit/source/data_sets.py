"""The SEC's quarterly Insider Transactions Data Sets as a source: a filing for each submission of the ZIP."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from form4kit.source.data_set_document import submission_of
from form4kit.source.data_set_rules import NOT_JUDGED, WITHOUT_PLAN_BOX
from form4kit.source.data_set_store import BadDataSet, DataSetStore

__all__ = ["INSIDE", "BadDataSet", "TabledFiling", "filings_in"]
INSIDE = "!/"
"""What stands between the name of an archive and the name of what lies in it."""


@dataclass(frozen=True, slots=True)
class TabledFiling:
    """A filing in a data set, by its accession number; it is put together when it is read.

    `not_judged` are the rules that the set has not all the facts for.
    """

    stem: str
    not_judged: frozenset[str]
    store: DataSetStore = field(repr=False)

    def read(self) -> bytes:
        """Return the filing as a full submission."""
        return submission_of(self.stem, self.store.tables_of(self.stem))


def filings_in(file: Path) -> Iterator[TabledFiling]:
    """Yield the filings of a data set, by accession number; the tables stay on disk.

    Raises BadDataSet where the ZIP is damaged, hostile or not whole, and OSError where it cannot be read.
    """
    store = DataSetStore(file)
    codes = frozenset(NOT_JUDGED if store.has_plan_box else NOT_JUDGED | WITHOUT_PLAN_BOX)
    for accession in store.accessions:
        yield TabledFiling(accession, codes, store)
