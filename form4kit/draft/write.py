"""Write a filing as a draft that a person would have written: short forms wherever they say it all."""

from collections.abc import Iterable, Iterator
from typing import Any

from form4kit.draft.references import write_marks
from form4kit.draft.yaml_scalars import key, prose
from form4kit.law.editions import TODAY
from form4kit.model import PRINTED, Address, Field, Filing, Owner, Published, Row, Submission
from form4kit.words import scalar

SCHEMA_LINE = "# yaml-language-server: $schema={}"
_FORM_FIELDS = frozenset(
    ["form_type", "swap", "timeliness", "shares", "acquired_disposed", "direct_indirect", "nature"]
)


def write_draft(filing: Filing, happened: Iterable[str] = ()) -> str:
    """Write a filing as the text of a draft; reading it back gives the same filing.

    `happened` are the lines of positions and events, to stand above the rows.
    """
    return "\n".join(_lines(filing, happened)) + "\n"


def _lines(filing: Filing, happened: Iterable[str]) -> Iterator[str]:
    yield f"form: {scalar(filing.form_type)}"
    if filing.edition != TODAY:
        yield f'edition: "{filing.edition}"'
    yield from _value("period", filing.period)
    yield from _value("original_filed", filing.original_filed)
    yield from _value("not_subject_to_section_16", filing.not_subject_to_section_16)
    yield from _value("plan_10b5_1", filing.plan_10b5_1)
    issuer = filing.issuer
    yield "issuer:"
    for name in ("cik", "name", "symbol", "foreign_symbol"):
        yield from _value(name, getattr(issuer, name), "  ")
    yield "owners:"
    for owner in filing.owners:
        yield from _item(_owner(owner))
    yield from happened
    for table in ("non_derivative", "derivative"):
        rows: tuple[Row, ...] = getattr(filing, table)
        if rows:
            yield f"{table}:"
            for row in rows:
                yield from _item(_row(row, filing.base_form))
    if filing.footnotes:
        yield "footnotes:"
        for note in filing.footnotes:
            yield f"  {key(note.name)}: {prose(note.text.text or '', 4)}"
    if filing.remarks:
        yield f"remarks: {prose(filing.remarks.text or '', 2)}"
    if filing.signatures:
        yield "signatures:"
        for signature in filing.signatures:
            lines = (*_value("name", signature.name, marks=False), *_value("date", signature.date))
            yield from _item(iter(lines))
    if filing.submission:
        yield from _submission(filing.submission)
    if filing.allow:
        yield "allow:"
        for code, reason, _ in filing.allow:
            yield f"  {key(code)}: {prose(reason, 4)}"
    if filing.as_published:
        yield from _published(filing.as_published)


def _item(lines: Iterator[str]) -> Iterator[str]:
    """Write a member of a list: a dash before its first line, blanks before the others."""
    first = next(lines, "{}")
    yield f"  - {first}"
    for line in lines:
        yield f"    {line}"


def _value(name: str, found: Field[Any], indent: str = "", marks: bool = True) -> Iterator[str]:
    if found:
        yield f"{indent}{name}: {_text(found) if marks else scalar(found.text or '')}"


def _text(found: Field[Any]) -> str:
    if isinstance(found.value, bool):
        return write_marks("true" if found.value else "false", found.names)
    return scalar(write_marks(found.text, found.names), number=found.value is not found.text)


def _owner(owner: Owner) -> Iterator[str]:
    yield from _value("cik", owner.cik)
    yield from _value("name", owner.name)
    if owner.address is not None:
        yield from _address(owner.address)
    yield from _value("director", owner.director)
    yield from _box("officer", owner.officer, "officer_title", owner.officer_title)
    yield from _value("ten_percent", owner.ten_percent)
    yield from _box("other", owner.other, "other_text", owner.other_text)


def _box(name: str, box: Field[bool], text_name: str, text: Field[str]) -> Iterator[str]:
    """Write a relationship box and its text as one where the box is ticked."""
    if box.value and text.text and text.value not in (None, "true", "false", "0", "1"):
        yield f"{name}: {scalar(text.text.replace('^', '^^'))}"
        return
    yield from _value(name, box)
    yield from _value(text_name, text)


def _address(address: Address) -> Iterator[str]:
    lines: list[str] = []
    if address.street1 or address.street2:
        streets = [address.street1.text or "", *([address.street2.text] if address.street2.text else [])]
        quoted = [scalar(text.replace("^", "^^"), flow=True) for text in streets]
        lines.append(f"  street: {quoted[0] if len(quoted) == 1 else '[' + ', '.join(quoted) + ']'}")
    for name in ("city", "territory", "state", "country", "zip", "non_us"):
        lines += _value(name, getattr(address, name), "  ")
    for name in ("state_description", "good_address"):
        lines += _value(name, getattr(address, name), "  ")
    if lines:
        yield "address:"
        yield from lines


def _row(row: Row, base: str) -> Iterator[str]:
    for name in PRINTED[row.table]:
        found: Field[Any] = getattr(row, name)
        if name in _FORM_FIELDS:
            yield from _SHORT.get(name, _nothing)(row, base)
        elif found:
            yield f"{name}: {_text(found)}"


def _nothing(_row: Row, _base: str) -> Iterator[str]:
    return iter(())


def _form_type(row: Row, base: str) -> Iterator[str]:
    found = row.form_type
    usual = "" if row.holding else "5" if base == "5" else "4"
    if (found.text or "") == usual and not found.marks:
        return
    if found.text == "5" and base == "4" and not found.marks:
        yield "early: true"
    elif found.text == "3" and row.holding and not found.marks:
        yield "late: true"
    else:
        yield from _value("form_type", found)


def _swap(row: Row, _base: str) -> Iterator[str]:
    if row.swap.value or row.swap.value is None:
        yield from _value("swap", row.swap)


def _timeliness(row: Row, base: str) -> Iterator[str]:
    found = row.timeliness
    if found.text == "L" and base == "5" and not found.marks:
        yield "late: true"
    else:
        yield from _value("timeliness", found)


def _shares(row: Row, _base: str) -> Iterator[str]:
    letter = row.acquired_disposed
    joined = {"A": "acquired", "D": "disposed"}.get(letter.text or "")
    if row.shares and joined and not letter.marks and not row.total_value:
        yield from _value(joined, row.shares)
        return
    yield from _value("shares", row.shares)
    yield from _value("acquired_disposed", letter)


def _ownership(row: Row, _base: str) -> Iterator[str]:
    letter, nature = row.direct_indirect, row.nature
    if letter.text == "D" and not nature:
        yield f"ownership: {scalar(write_marks('direct', letter.names))}"
    elif letter.text == "I" and not letter.marks and nature.text:
        yield f"ownership: {{indirect: {scalar(write_marks(nature.text, nature.names), flow=True)}}}"
    else:
        yield from _value("direct_indirect", letter)
        yield from _value("nature", nature)


_SHORT = {
    "form_type": _form_type,
    "swap": _swap,
    "timeliness": _timeliness,
    "shares": _shares,
    "direct_indirect": _ownership,
}


def _submission(submission: Submission) -> Iterator[str]:
    contact = {
        "name": submission.contact_name,
        "phone": submission.contact_phone,
        "email": submission.contact_email,
    }
    if any(contact.values()):
        yield "contact:"
        for name, found in contact.items():
            yield from _value(name, found, "  ", marks=False)
    if submission.notify:
        yield "notify:"
        for found in submission.notify:
            yield f"  - {scalar(found.text or '')}"
    if submission.documents:
        yield "exhibits:"
        for document in submission.documents:
            named = (("file", document.file), ("type", document.type), ("description", document.description))
            lines = [line for name, found in named for line in _value(name, found, marks=False)]
            yield from _item(iter(lines))


def _published(published: Published) -> Iterator[str]:
    yield "as_published:"
    for name in (
        "schema_version",
        "no_securities_owned",
        "form3_holdings_reported",
        "form4_transactions_reported",
    ):
        yield from _value(name, getattr(published, name), "  ")
