"""What earlier drafts and filings of the repository say, to be written again: titles, typed signatures."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path as File

from form4kit.analysis.signatures import is_by_attorney, is_given_for_another, names
from form4kit.convert import bare_cik
from form4kit.editor.completion_values import REFER, Completion
from form4kit.editor.context import CursorContext
from form4kit.editor.earlier_wording import TitleOf, earlier_wording, titles_used
from form4kit.model import Filing
from form4kit.registry.entries import Registry
from form4kit.signoff.identity import is_hand_of
from form4kit.signoff.signers import signers_of
from form4kit.words import scalar


def earlier_titles(context: CursorContext, path: File | None) -> Iterator[Completion]:
    """Offer the titles of securities that earlier drafts and filings report, the one used most first."""
    if path is None or not context.path or context.path[0] not in REFER:
        return
    for of in _titles_wanted(context):
        for title in titles_used(earlier_wording(path.parent, path), of):
            text = _spelled(context, title)
            yield Completion(title, "as in earlier filings", "", text, context.range, "word")


def _titles_wanted(context: CursorContext) -> tuple[TitleOf, ...]:
    """Return which titles fit: of shares, of derivatives, or of what underlies these."""
    key, top = context.path[-1], context.path[0]
    if key == "underlying":
        return "underlying", "shares"
    if key != "security":
        return ()
    marked = context.rest.find((*context.path[:-1], "derivative")) if top == "positions" else None
    return ("derivative",) if top == "derivative" or (marked and marked.value == "true") else ("shares",)


def earlier_signatures(
    context: CursorContext, path: File | None, filing: Filing, registry: Registry, today: dt.date
) -> Iterator[Completion]:
    """Offer what was typed for the same owners before, as far as whoever signed may still sign.

    An attorney-in-fact may where a power of the registry fits this form, these owners and the day.
    """
    if path is None:
        return
    owners = {bare_cik(owner.cik.text) for owner in filing.owners} - {""}
    may = [each for each in signers_of(filing, registry, today) if each.fits]
    seen: dict[str, None] = {}
    for earlier in earlier_wording(path.parent, path):
        known = {registry.people[each].cik if each in registry.people else each for each in earlier.owners}
        for typed in earlier.signatures if owners & known else ():
            if is_by_attorney(typed):
                fits = _named(filing, typed) and any(
                    each.key != "owner" and is_hand_of(each.name, typed) for each in may
                )
            else:
                fits = _named(filing, typed) and (not is_given_for_another(typed) or known == owners)
            if fits:
                seen.setdefault(typed)
    for typed in seen:
        text = _spelled(context, typed)
        yield Completion(typed, "as in an earlier filing", "", text, context.range, "word")


def _named(filing: Filing, typed: str) -> bool:
    return any(names(typed, owner) for owner in filing.owners)


def _spelled(context: CursorContext, words: str) -> str:
    """Return words as they are written where the pointer stands; within quotes, as they are."""
    part = context.tree.find(context.path)
    return words if part is not None and part.style else scalar(words, flow=True)
