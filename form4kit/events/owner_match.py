"""Which reporting owner a draft means: by CIK, or by enough of the name to tell one from the others."""

from collections.abc import Iterable

from form4kit.analysis.titles import normal
from form4kit.convert import bare_cik
from form4kit.events.faults import NOT_THE_HOLDER
from form4kit.events.positions import Position
from form4kit.events.values import DraftValues
from form4kit.model import Filing, Owner
from form4kit.words import listed


def owner_meant(filing: Filing, text: str) -> int | None:
    """Return the index of the one owner that a text names; None where it is none or several."""
    found = [n for n, owner in enumerate(filing.owners) if _means(owner, text)]
    return found[0] if len(found) == 1 else None


def _means(owner: Owner, text: str) -> bool:
    cik = bare_cik(owner.cik.text)
    if text.strip().isdigit():
        return bool(cik) and bare_cik(text) == cik
    words = set(normal(text).split())
    return bool(words) and words <= set(normal(owner.name.text or "").split())


def check_owners(entry: DraftValues, filing: Filing, texts: Iterable[str]) -> None:
    """Object to the name of an owner that is none, or not one alone, of the form's."""
    for text in texts:
        if owner_meant(filing, text) is None:
            names = listed([owner.name.text or owner.cik.text or "?" for owner in filing.owners], "and")
            hint = f"The owners of this form are {names}." if names else "This form has no owners."
            entry.object(NOT_THE_HOLDER, "owner", f'"{text}" is not one of the reporting owners', hint)


def check_holder(event: DraftValues, filing: Filing, who: str, position: Position) -> None:
    """Object where the owner who acted is not one of those who hold the position."""
    acting = owner_meant(filing, who)
    holding = {owner_meant(filing, text) for text in position.holders}
    if acting is not None and holding and None not in holding and acting not in holding:
        message = f'"{position.name}" belongs to {listed(list(position.holders), "and")}, not to {who}'
        hint = "Name a position of that owner, or the owner who acted."
        event.object(NOT_THE_HOLDER, "owner", message, hint)
