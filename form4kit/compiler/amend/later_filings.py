"""Which filings after an amended one still carry the balance that was wrong."""

from collections.abc import Iterable

from form4kit.analysis.identity import ciks
from form4kit.convert import bare_cik
from form4kit.history.ledger import carried_by
from form4kit.history.replay import AmendedFiling, Named, day_of, replayed, signed, with_amendment
from form4kit.model import Filing


def still_wrong(original: Filing, amendment: Filing, filings: Iterable[Named]) -> tuple[str, ...]:
    """Return the names of the filings that go on from a balance as the original had it.

    Of the filings those count that came after the original, from one of its owners about its issuer.
    """
    after = [each for each in filings if _follows(each.filing, original)]
    filing, corrections = with_amendment(original, amendment)
    return carried_by(AmendedFiling("", original, filing, corrections), replayed(after))


def _follows(filing: Filing, original: Filing) -> bool:
    if filing.amendment and filing.period.value == original.period.value:
        return False
    same = bare_cik(filing.issuer.cik.text) == bare_cik(original.issuer.cik.text)
    of_one = bool(ciks(filing.owners) & ciks(original.owners))
    return same and of_one and (day_of(filing), signed(filing)) > (day_of(original), signed(original))
