"""What the submission of a built folder lacks, such as a CCC: without it nothing can be filed."""

from collections.abc import Iterator

from form4kit.folder.read import BuiltFolder
from form4kit.transmission.not_to_send import ccc_faults, sent_filing


def lacks(folder: BuiltFolder) -> Iterator[str]:
    """Yield what the submission of a built folder lacks to be filed."""
    filing = sent_filing(folder)
    if filing is None:
        yield "there is no submission.xml that EDGAR could take: build it again"
    else:
        yield from ccc_faults(filing)
