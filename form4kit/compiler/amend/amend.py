"""Make an amendment of a draft that says what it amends: `amends: filed/ownership.xml`."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from form4kit.analysis.running_balances import break_in_words
from form4kit.analysis.series import balance_field
from form4kit.analysis.tally import Break
from form4kit.compiler.amend.balances import broken
from form4kit.compiler.amend.faults import CARRIED_ON, LEFT_OUT, NOTHING, UNFOLLOWED, UNREADABLE
from form4kit.compiler.amend.head import with_box, with_period
from form4kit.compiler.amend.later_filings import still_wrong
from form4kit.compiler.amend.lines import changed_lines, head_changed, left_out, reduced
from form4kit.compiler.excerpt import Excerpt
from form4kit.findings import Finding, Severity
from form4kit.history.replay import Named
from form4kit.model import Filing, Row
from form4kit.place import Place
from form4kit.source.node import Node
from form4kit.words import listed

if TYPE_CHECKING:
    from form4kit.events.files import Reader

KEY: Final = "amends"
FILING: Final = "filing"
LATER: Final = "later"
"""The keys of a draft: the filing that it amends, and those that came after."""


@dataclass(frozen=True, slots=True)
class Amending:
    """What came of `amends:`: the amendment as it is filed, and the filing that it amends.

    `excerpt` is None where nothing could be compared, or nothing differs: then there is nothing to file.
    """

    findings: tuple[Finding, ...]
    original: Filing | None = None
    excerpt: Excerpt | None = None


def amend(draft: Filing, root: Node, reader: "Reader") -> Amending:
    """Compare a draft with what it amends, and keep what the instructions ask for. Never raises."""
    node = root.get(KEY)
    named = node.get(FILING) if node is not None and node.members else node
    if node is None or named is None or not named.text:
        place = Place((KEY,), node.line, node.column) if node else Place((KEY,))
        return Amending((UNREADABLE.at(place, "`amends` names no filing", "Write `amends: <path>`."),))
    place = Place((KEY,), named.line, named.column)
    original = _original(draft, named.text, reader)
    if isinstance(original, str):
        hint = "Name the filing that is amended: XML, an EDGAR .txt, a draft or a built folder."
        return Amending((UNREADABLE.at(place, original, hint),))
    draft = with_period(original, draft, root)
    changed = changed_lines(original, draft)
    attached = draft.submission is not None and draft.submission.documents
    if not changed and not attached and not head_changed(original, draft):
        message = f"nothing is amended: every line is as in {named.text}"
        hint = "Change what was wrong or add what was left out, and say why in a footnote."
        return Amending((NOTHING.at(place, message, hint),), original)
    found = reduced(original, draft, changed, place)
    found = replace(found, filing=with_box(draft, found.filing, root))
    findings = [_of_line(row, place) for row in left_out(original, draft)]
    findings += [_of_balance(each) for each in broken(original, draft, changed)]
    if not reader.nested:
        findings += _later(original, found.filing, node, reader)
    return Amending(tuple(findings), original, found)


def _original(draft: Filing, path: str, reader: "Reader") -> Filing | str:
    """Read the filing that a draft amends, or say why it cannot be that."""
    read = reader.filings(path)
    if isinstance(read, str):
        return read
    if len(read) != 1:
        return f"{path}: {len(read)} filings, and a draft amends one"
    filing = read[0][1]
    if not draft.amendment:
        return f"a Form {draft.form_type} amends nothing; write `form: {draft.base_form or '4'}/A`"
    if filing.base_form != draft.base_form:
        return f"{path} is a Form {filing.form_type}, which no {draft.form_type} amends"
    return filing


def _of_line(row: Row, place: Place) -> Finding:
    said = [row.security.text or "", row.date.text or "holding", row.code.text or "", row.shares.text or ""]
    message = f"the original's line {' '.join(filter(None, said))} is not here, and stands as it was filed"
    hint = "If it should not have been reported, say so in the remarks or in a footnote; else all is well."
    return LEFT_OUT.at(place, message, hint)


def _of_balance(found: Break) -> Finding:
    place = found.step.row.at(balance_field(found.step.row))
    hint = "Amend each line whose balance is no longer right, with a footnote; others are left out."
    return UNFOLLOWED.at(place, break_in_words(found), hint)


def _later(original: Filing, amendment: Filing, node: Node, reader: "Reader") -> Iterator[Finding]:
    """Say which of the filings named as later carry the wrong balance on."""
    named = node.get(LATER)
    paths = [] if named is None else named.items or [named]
    filings: list[Named] = []
    for path in paths:
        if not path.text:
            continue
        read = reader.filings(path.text)
        if isinstance(read, str):
            place = Place((KEY, LATER), path.line, path.column)
            hint = "Name the filings made since, or the folder that they lie in."
            yield replace(UNREADABLE.at(place, read, hint), severity=Severity.WARNING)
        else:
            filings += [Named(name, filing) for name, filing in read]
    wrong = still_wrong(original, amendment, filings)
    if wrong and named is not None:
        verb = "rest" if len(wrong) > 1 else "rests"
        message = f"{listed(list(wrong), 'and')} still {verb} on the balance that is corrected here"
        hint = "Give the right balance on the next form, with a footnote; such forms are rarely amended."
        yield CARRIED_ON.at(Place((KEY, LATER), named.line, named.column), message, hint)
