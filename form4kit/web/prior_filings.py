"""What the folder knows of a person: their filings in an issuer, and what these leave them holding."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from form4kit.convert import bare_cik
from form4kit.events.carried_forward import carried_balances, undeclared
from form4kit.events.row_footnotes import RowFootnotes
from form4kit.history.replay import Named
from form4kit.model import Filing
from form4kit.outcome import Options
from form4kit.pipeline import run
from form4kit.place import Place
from form4kit.source.discover import Found, find
from form4kit.source.limits import LARGEST
from form4kit.steps.file_stamp import stamp
from form4kit.words import edgar_number


@dataclass(frozen=True, slots=True)
class Held:
    """A position as earlier filings leave it, by the name that events know it by; `source` is the file."""

    name: str
    words: str
    derivative: bool
    balance: str
    source: str


def filings_in(root: Path, doubles: Collection[str] = ()) -> Iterator[Named]:
    """Yield every filing below a folder that can be read, drafts and published documents alike.

    `doubles` are files that say again what another one says, and are left out.
    """
    for found in find([str(root)]):
        if isinstance(found, Found) and found.file is not None:
            name = found.file.relative_to(root).as_posix()
            filings = () if name in doubles else _read(found, stamp(found.file))
            yield from (Named(name, filing) for filing in filings)


def of_one(filings: Iterable[Named], issuer: str, owner: str) -> list[Named]:
    """Return the filings of one owner in one issuer, by CIK without leading zeros."""
    return [
        each
        for each in filings
        if bare_cik(each.filing.issuer.cik.text) == issuer
        and owner in {bare_cik(one.cik.text) for one in each.filing.owners}
    ]


def held(filings: Iterable[Named], before: dt.date | None = None) -> list[Held]:
    """Return what a person's filings leave them holding, in the words and names of events.

    `before` leaves out the filings whose period is later: what happened then is not yet held.
    """
    past = [each for each in filings if before is None or (each.filing.period.value or dt.date.min) <= before]
    last = carried_balances(past)
    needed = {each.source for each in last}
    last = carried_balances(each for each in past if each.name in needed)
    nobody = Filing()
    positions = undeclared(last, (), RowFootnotes(nobody), Place())
    return [
        Held(
            name=position.name,
            words=position.words,
            derivative=position.derivative,
            balance=edgar_number(each.balance) if each.balance is not None else "?",
            source=each.source,
        )
        for each, position in zip(last, positions, strict=True)
    ]


@lru_cache(maxsize=8192)
def _read(found: Found, state: tuple[int, int]) -> tuple[Filing, ...]:
    """Read the filing of a file, or the several of a download; what is as it was is read once."""
    try:
        held = run(found, Options(only_read=True)).held if state[1] <= LARGEST else ()
    except OSError:
        return ()
    return tuple(each.filing for each in held if each.filing is not None)
