"""What is told before a filing goes live, and the word that has to be typed for it."""

import unicodedata
from collections.abc import Iterator

from form4kit.edgar.submission import read_submission
from form4kit.folder.read import BuiltFolder
from form4kit.model import Filing, Row
from form4kit.source import xml_tree
from form4kit.storage.names import SUBMISSION
from form4kit.transmission.handoff import Handoff
from form4kit.transmission.handoff_words import moment
from form4kit.words import counted

_PARTICLES = frozenset(
    ["al", "bin", "da", "dal", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "la", "las"]
    + ["le", "los", "mac", "o", "saint", "san", "santa", "st", "st.", "ten", "ter", "van", "von", "zu", "zur"]
)
"""What begins a last name, and goes with the word after it."""


def words_to_type(sheet: Handoff) -> tuple[str, ...]:
    """Return what may be typed to file: the first owner's last name, or the first word of an entity's.

    EDGAR's names begin with the last name. Where it begins with a particle, `De La Cruz`, all of it may be
    typed, or its first word. An owner without a name is told by the CIK.
    """
    owner = sheet.owners[0] if sheet.owners else None
    if owner is None:
        return ()
    words = owner.name.replace(",", " ").split()
    if not words:
        return (owner.cik,)
    last = [words[0]]
    while len(last) < len(words) - 1 and last[-1].casefold() in _PARTICLES:
        last.append(words[len(last)])
    return tuple(dict.fromkeys([" ".join(last), words[0]]))


def is_typed(text: str, sheet: Handoff) -> bool:
    """Tell whether what was typed is what had to be; capitals do not count."""
    return _plain(text) in {_plain(each) for each in words_to_type(sheet)} - {""}


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def summary(folder: BuiltFolder, sheet: Handoff, test: str, to: str) -> list[str]:
    """Return the lines that tell what would stand on the public record, read from what would be sent."""
    root, _ = xml_tree.parse(folder.files.get(SUBMISSION, b""))
    sent = read_submission(root)[0] if root is not None else None
    symbol = f" ({sheet.symbol})" if sheet.symbol else ""
    lines = [f"LIVE, public within seconds, never to be taken back: Form {sheet.form}"]
    lines += [f"  owner   {each.name or 'without a name'}, CIK {each.cik}" for each in sheet.owners]
    lines.append(f"  issuer  {sheet.issuer or 'without a name'}{symbol}, CIK {sheet.issuer_cik}")
    lines.append(f"  period  {sheet.period}")
    lines += [f"  {line}" for line in _rows(sent)] if sent else []
    for each in sent.signatures if sent else ():
        lines.append(f"  signed  {each.name.text or ''}, {each.date.text or ''}")
    lines += [f"  with    {one.name}, {one.type}, {one.size:,} bytes" for one in sheet.documents]
    lines.append(f"  due     {_due(sheet)}")
    lines += [f"  TEST    {test}, accepted", f"  sent to {to}"]
    return lines


def _due(sheet: Handoff) -> str:
    """Say when it is due, and how late it is; not how long is left, which is another each minute."""
    if sheet.due is None:
        return sheet.no_deadline or "not known"
    late = f", LATE by {counted(sheet.late, 'business day')}" if sheet.late else ""
    return f"{moment(sheet.due.due)}{late}; dated {sheet.filed} if EDGAR gets it now"


def _rows(filing: Filing) -> Iterator[str]:
    for row in filing.rows:
        if not row.holding:
            yield f"{_table(row)}, row {row.number}: {_happened(row)}"
    if filing.holdings:
        yield f"and {counted(len(filing.holdings), 'holding')}"


def _table(row: Row) -> str:
    return "Table II" if row.table == "derivative" else "Table I"


def _happened(row: Row) -> str:
    parts = [
        row.date.text,
        row.code.text,
        row.shares.text or row.total_value.text,
        row.acquired_disposed.text,
    ]
    parts += [f"at {row.price.text}" if row.price.text else "", row.security.text]
    after = row.owned_after.text or row.value_owned_after.text
    parts.append(f"leaves {after}" if after else "")
    return ", ".join(each for each in parts if each)
