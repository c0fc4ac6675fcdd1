"""Which signatures go with which reporting owners: EDGAR does not tie them (specification, section 4.3.7)."""

from collections.abc import Sequence

from form4kit.analysis.signatures import names, says_for_all, words_of
from form4kit.model import Filing, Owner, Signature


def signatures_of(filing: Filing, owners: Sequence[Owner]) -> tuple[Signature, ...]:
    """Return the signatures of some of a filing's owners.

    Where there are as many signatures as owners they stand in the same order, unless the names say otherwise.
    Else a signature goes with the owners it names; one that names nobody, or speaks for all, goes with each.
    """
    signed = filing.signatures
    if len(signed) == len(filing.owners) and _in_order(filing):
        mine = {owner.path for owner in owners}
        return tuple(each for each, owner in zip(signed, filing.owners, strict=True) if owner.path in mine)
    return tuple(each for each in signed if _speaks_for(each, filing, owners))


def _in_order(filing: Filing) -> bool:
    pairs = zip(filing.signatures, filing.owners, strict=True)
    named = ((_named(each, filing.owners), owner) for each, owner in pairs)
    return all(owner in meant or not meant for meant, owner in named)


def _speaks_for(signature: Signature, filing: Filing, owners: Sequence[Owner]) -> bool:
    named = _named(signature, filing.owners)
    if not named or says_for_all(_text(signature)):
        return True
    return any(owner in named for owner in owners)


def _named(signature: Signature, owners: Sequence[Owner]) -> list[Owner]:
    """Return the owners whom a signature names: in full where it does that, since relatives share a name."""
    text = _text(signature)
    there = words_of(text)
    in_full = [owner for owner in owners if owner.name.value and words_of(owner.name.value) <= there]
    return in_full or [owner for owner in owners if owner.name.value and names(text, owner)]


def _text(signature: Signature) -> str:
    return signature.name.text or ""
