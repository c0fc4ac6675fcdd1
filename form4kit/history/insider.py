"""All forms of one insider at one issuer as one history, each row with the form on which it stands.

Amendments are replayed as the ledger replays them; a row that one corrects stands on the amendment.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from form4kit.analysis.titles import normal
from form4kit.convert import bare_cik
from form4kit.history.replay import AmendedFiling, Named, replayed
from form4kit.model import Filing, Owner, Row
from form4kit.words import listed

_MOST_NAMES: Final = 20
_ORIGINAL: Final = ", its original"
"""What is added to the name of a draft, to name the form that it amends."""


class CannotFollow(ValueError):
    """Say why filings cannot be read as the history of one insider, a sentence for each reason."""


class RowOnForm(NamedTuple):
    """A row, the filing that it stands on and the name of its file."""

    file: str
    filing: Filing
    row: Row

    @property
    def where(self) -> str:
        """The row in the form's own words: `Table I, row 2`."""
        return self.row.at().where

    @property
    def name(self) -> str:
        """File and row, to be named in a sentence."""
        return f"{self.file}, {self.where}"


@dataclass(frozen=True, slots=True)
class InsiderHistory:
    """The forms of one insider at one issuer, in order of time.

    `insider` is the owner as the latest form names them; `also` are the owners whom all forms have beside
    them. `repeats` are forms that say row by row what one of these says, each with the name of that one.
    """

    insider: Owner
    also: tuple[Owner, ...]
    issuer_cik: str
    issuer: str
    forms: tuple[Named, ...]
    filings: tuple[AmendedFiling, ...]
    repeats: tuple[tuple[Named, str], ...] = ()

    @property
    def rows(self) -> Iterator[RowOnForm]:
        """The rows as amendments leave them, in order of time."""
        forms = {each.name: each.filing for each in self.forms}
        for told in self.filings:
            restated = {each.after.path: each for each in told.corrections}
            for row in told.filing.rows:
                corrected = restated.get(row.path)
                if corrected is not None and corrected.after == row:
                    yield RowOnForm(corrected.amendment, forms[corrected.amendment], corrected.restated)
                else:
                    yield RowOnForm(told.name, told.as_filed, row)

    @property
    def names(self) -> frozenset[str]:
        """The files of the forms, but for those that repeat another."""
        return frozenset(each.name for each in self.forms)

    @property
    def cik(self) -> str:
        """The insider's CIK without its zeros; empty where no form has one."""
        return bare_cik(self.insider.cik.text)

    def owner_on(self, filing: Filing) -> Owner | None:
        """Return the insider as a form has them."""
        wanted = key_of(self.insider)
        return next((owner for owner in filing.owners if key_of(owner) == wanted), None)


def key_of(owner: Owner) -> str:
    """Return what two forms know one owner by: the CIK without its zeros, else the name."""
    return bare_cik(owner.cik.text) or normal(owner.name.text or "")


def insider_history(filings: Iterable[Named], who: str = "") -> InsiderHistory:
    """Return the history that filings tell of the insider they all share, or of the one named by `who`.

    `who` is a CIK, or words of a name; other people's forms are then left out. Raises CannotFollow.
    """
    forms = _distinct(filings)
    if who:
        forms = [each for each in forms if any(_means(owner, who) for owner in each.filing.owners)]
        if not forms:
            raise CannotFollow(f"no form here is of {who}")
    if not forms:
        raise CannotFollow("no form here")
    _one_issuer(forms)
    shared = _shared(forms, who)
    forms, repeats = _without_repeats(forms)
    history = replayed(forms)
    for told in history:
        if told.as_filed.amendment and told.as_filed.base_form != "3":
            filed = told.as_filed.original_filed.text
            which = f"the Form {told.as_filed.base_form} filed on {filed}" if filed else "a form"
            raise CannotFollow(f"{told.name} amends {which} that is not among these; add it")
    issuer = forms[-1].filing.issuer
    names = [each.filing.issuer.name.text for each in forms]
    named = [name for name in names if name]
    return InsiderHistory(
        insider=shared[0],
        also=tuple(shared[1:]),
        issuer_cik=bare_cik(issuer.cik.text),
        issuer=named[-1] if named else issuer.cik.text or "?",
        forms=tuple(forms),
        filings=tuple(history),
        repeats=repeats,
    )


def _distinct(filings: Iterable[Named]) -> list[Named]:
    """Return the filings, each with a name of its own, and the originals that drafts of amendments name."""
    taken: dict[str, int] = {}
    found: list[Named] = []
    for name, filing in filings:
        taken[name] = taken.get(name, 0) + 1
        found.append(Named(name if taken[name] == 1 else f"{name} ({taken[name]})", filing))
    originals = [
        Named(f"{name}{_ORIGINAL}", filing.context.original)
        for name, filing in found
        if filing.amendment and filing.context.original is not None
    ]
    return found + originals


def _without_repeats(forms: list[Named]) -> tuple[list[Named], tuple[tuple[Named, str], ...]]:
    """Part forms from those that say again what one says: what was built of a draft, two owners' forms."""
    first: dict[tuple[object, ...], str] = {}
    kept: list[Named] = []
    repeats: list[tuple[Named, str]] = []
    for each in forms:
        of = first.setdefault(_facts(each.filing), each.name)
        if of == each.name:
            kept.append(each)
        elif not each.name.endswith(_ORIGINAL):  # of a draft that amends a form which is here itself
            repeats.append((each, of))
    return kept, tuple(repeats)


def _facts(filing: Filing) -> tuple[object, ...]:
    rows = tuple((row.table, row.holding, *((n, f.value) for n, f in row.fields)) for row in filing.rows)
    return filing.form_type, filing.period.value, rows


def _one_issuer(forms: list[Named]) -> None:
    issuers: dict[str, str] = {}
    for _, filing in forms:
        key = bare_cik(filing.issuer.cik.text) or normal(filing.issuer.name.text or "")
        issuers[key] = filing.issuer.name.text or issuers.get(key) or filing.issuer.cik.text or "?"
    if len(issuers) > 1:
        names = [f"{name} (CIK {key})" if key.isdigit() else name for key, name in issuers.items()]
        raise CannotFollow(f"the forms are of several issuers: {listed(sorted(names), 'and')}")


def _shared(forms: list[Named], who: str) -> list[Owner]:
    """Return the owners that all forms have, as the latest that names them does; they must be as one."""
    latest: dict[str, Owner] = {}
    keys: list[set[str]] = []
    for _, filing in forms:
        for owner in filing.owners:
            key = key_of(owner)
            if key not in latest or owner.name.text:
                latest[key] = owner
        keys.append({key_of(owner) for owner in filing.owners} - {""})
    if who:
        meant = {key for key, owner in latest.items() if _means(owner, who)}
        if len(meant) > 1:
            raise CannotFollow(f"{who} may be {_names(latest, meant)}; say which by CIK")
        return [latest[key] for key in meant]
    common = set.intersection(*keys)
    if not common:
        every = _names(latest, set[str]().union(*keys)) or "nobody"
        raise CannotFollow(f"no owner is on all the forms, which are of {every}; name one by --person")
    if len({_boxes(forms, key) for key in common}) > 1:
        raise CannotFollow(
            f"{_names(latest, common)} are on all the forms, and stand differently to the issuer; "
            "name one by --person"
        )
    first = next(key_of(owner) for owner in forms[-1].filing.owners if key_of(owner) in common)
    return [latest[first], *(latest[key] for key in sorted(common - {first}))]


def _boxes(forms: list[Named], key: str) -> tuple[tuple[bool, bool], ...]:
    """Return as what an owner stands on each form: director or officer, and holder of more than 10 %."""
    return tuple(
        (bool(owner.director.value or owner.officer.value), bool(owner.ten_percent.value))
        for _, filing in forms
        for owner in filing.owners
        if key_of(owner) == key
    )


def _names(owners: Mapping[str, Owner], keys: Iterable[str]) -> str:
    named = [
        f"{owners[key].name.text} (CIK {key})" if owners[key].name.text and key.isdigit() else key
        for key in sorted(keys)
    ]
    if len(named) > _MOST_NAMES:
        named[_MOST_NAMES:] = [f"{len(named) - _MOST_NAMES} more"]
    return listed(named, "and")


def _means(owner: Owner, who: str) -> bool:
    if who.strip().isdigit():
        return bare_cik(owner.cik.text) == bare_cik(who)
    words = set(normal(who).split())
    return bool(words) and words <= set(normal(owner.name.text or "").split())
