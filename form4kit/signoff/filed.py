"""Hold what EDGAR disseminated against what was to be filed: the same, but for what EDGAR itself changes.

EDGAR puts in the schema version, names and addresses of record, and boxes of its own; takes out CCCs, contact
and notification addresses, covers, correspondence and PDFs; and writes CIKs with ten digits. In exhibits the
line ends become LF, `<R>` marks blanks, and signs that it does not know `^`. How a number or a box is spelt
is no difference, nor is white space. All else is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from form4kit.analysis.compare import differences
from form4kit.edgar.exhibits import base_name
from form4kit.edgar.read import read_document
from form4kit.edgar.submission import FORMS
from form4kit.model import ABSENT, Address, Field, Filing, Footnote, Owner
from form4kit.place import in_words
from form4kit.signoff.filed_text import first_other, same_text
from form4kit.source.disseminated import MOST_DOCUMENTS, Disseminated, documents_in
from form4kit.source.full_submission import looks_like_submission

UNPUBLISHED: Final = frozenset(["COVER", "CORRESP"])
"""Types of documents that EDGAR takes and does not publish."""


class NotFromEdgar(ValueError):
    """Say why a file is no copy of a filing from EDGAR."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A document that goes with the form: its name without folders, its type, and its bytes."""

    name: str
    type: str
    content: bytes

    @property
    def published(self) -> bool:
        """Whether EDGAR publishes it: no cover, no correspondence, no PDF."""
        return self.type.upper() not in UNPUBLISHED and not self.content.lstrip().startswith(b"%PDF-")


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of it: each difference in the form's words, and remarks on what was not compared."""

    differences: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def exhibits_of(filing: Filing) -> tuple[Sent, ...]:
    """Return the documents that a filing would send beside the form; what was not read is left out."""
    documents = filing.submission.documents if filing.submission else ()
    return tuple(
        Sent(base_name(each.file.text or ""), each.type.text or "", each.content)
        for each in documents
        if each.content is not None
    )


def against_filed(form: bytes, exhibits: Iterable[Sent], downloaded: bytes) -> Compared:
    """Compare an ownership document and its exhibits with EDGAR's copy, a `.txt` or an `.xml`.

    Raises NotFromEdgar where the copy, and ValueError where the form cannot be read.
    """
    sent, _ = read_document(form)
    if sent is None:
        raise ValueError("the form cannot be read")
    if not looks_like_submission(downloaded):
        told = [*_in_form(sent, _filing(downloaded))]
        return Compared(tuple(told), ("exhibits were not compared: an .xml holds the form alone",))
    documents = [*documents_in(downloaded)]
    if len(documents) > MOST_DOCUMENTS:
        raise NotFromEdgar(f"holds more than {MOST_DOCUMENTS:,} documents")
    primary = next((each for each in documents if each.type.upper() in FORMS), None)
    if primary is None:
        raise NotFromEdgar("holds no Form 3, 4 or 5")
    found = _filing(primary.content)
    told = [*_in_form(sent, found)]
    if primary.type != (found.form.text or "").strip():
        told.append(
            f"Form type: EDGAR has it as {primary.type}, the form says {found.form.text or 'nothing'}"
        )
    told += _in_exhibits(exhibits, [each for each in documents if each is not primary])
    return Compared(tuple(told))


def _filing(data: bytes) -> Filing:
    found, findings = read_document(data.strip())
    if found is None:
        why = findings[0].message if findings else "it is no ownership document"
        raise NotFromEdgar(f"is not EDGAR's copy of a form: {why}")
    if found.as_published is None or not found.as_published.schema_version:
        raise NotFromEdgar("is not EDGAR's copy: it has no schemaVersion, which EDGAR puts in")
    return found


def _in_form(sent: Filing, found: Filing) -> Iterator[str]:
    """Yield what differs between the forms, what EDGAR itself puts in aside."""
    addressed = {_cik(owner) for owner in sent.owners if owner.address}
    before, after = (_as_sent(each, addressed) for each in (sent, found))
    told = [str(each) for each in differences(_by_id(before), _by_id(after), in_place=True)]
    told += _in_footnotes(before, after)
    if not told:  # what no row and no owner shows: order, or one of two that are alike
        told = [*_anywhere(before, after)]
    yield from told


def _as_sent(filing: Filing, addressed: set[str]) -> Filing:
    """Take out of a filing what EDGAR puts in: names, CCCs, addresses of owners who sent none."""
    owners = tuple(
        replace(
            owner,
            name=ABSENT,
            ccc=ABSENT,
            cik=_text(owner.cik, _cik(owner)),
            address=_sent_address(owner.address) if owner.address and _cik(owner) in addressed else None,
        )
        for owner in filing.owners
    )
    issuer = replace(
        filing.issuer, name=ABSENT, cik=_text(filing.issuer.cik, (filing.issuer.cik.text or "").lstrip("0"))
    )
    return replace(filing, issuer=issuer, owners=owners)


def _sent_address(address: Address) -> Address:
    return replace(address, state_description=ABSENT, good_address=ABSENT)


def _cik(owner: Owner) -> str:
    return (owner.cik.text or "").strip().lstrip("0")


def _text(field: Field[str], text: str) -> Field[str]:
    return replace(field, text=text, value=text) if field else field


def _by_id(filing: Filing) -> Filing:
    """Let footnotes say their ids, so that a reference differs where it leads to another footnote."""
    notes = tuple(replace(note, text=_text(note.text, note.id)) for note in filing.footnotes)
    return replace(filing, footnotes=notes)


def _in_footnotes(before: Filing, after: Filing) -> Iterator[str]:
    old, new = _notes(before.footnotes), _notes(after.footnotes)
    for name in dict.fromkeys([*old, *new]):
        where, one, two = in_words(("footnotes", name)), old.get(name), new.get(name)
        if one is None:
            yield f"{where}: added, {two}"
        elif two is None:
            yield f"{where}: taken out, was {one}"
        elif one != two:
            yield f"{where}: {one} became {two}"


def _notes(footnotes: tuple[Footnote, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for note in footnotes:
        text = " ".join((note.text.text or "").split())
        found[note.id] = f"{found[note.id]} / {text}" if note.id in found else text
    return found


def _anywhere(before: Filing, after: Filing) -> Iterator[str]:
    """Yield what differs place by place, for what is alike but for its order or number."""
    kinds = ("owners", "non_derivative", "derivative", "footnotes", "signatures")
    for kind in kinds:
        one, two = getattr(before, kind), getattr(after, kind)
        first, second = [_all_of(each) for each in one], [_all_of(each) for each in two]
        if len(first) != len(second):
            yield f"{in_words((kind,))}: {len(first)} became {len(second)}"
        elif first != second and all(each in second for each in first):
            yield f"{in_words((kind,))}: in another order"
        else:
            for old, new in zip(one, two, strict=True):
                yield from _other_fields(old, new)


def _other_fields(one: Any, two: Any) -> Iterator[str]:
    """Yield the fields in which two that say the same differ, as where a footnote is referred to twice."""
    names = [each.name for each in fields(two) if each.name not in ("path", "line", "column")]
    for name in names:
        old, new = getattr(one, name), getattr(two, name)
        if _all_of(old) != _all_of(new):
            told = [", ".join(each.names) or "none" if isinstance(each, Field) else "" for each in (old, new)]
            references = f", footnotes {told[0]} became {told[1]}" if told[0] != told[1] else ""
            yield f"{in_words((*two.path, name))}: not the same{references}"


def _all_of(thing: Any) -> tuple[object, ...]:
    if isinstance(thing, Field):
        value = " ".join(thing.value.split()) if isinstance(thing.value, str) else thing.value
        return (value or None, value is None and (thing.text or "").strip(), thing.names)
    if thing is None or not hasattr(thing, "path"):
        return (thing,)
    names = [each.name for each in fields(thing) if each.name not in ("path", "line", "column")]
    return tuple(_all_of(getattr(thing, name)) for name in names)


def _in_exhibits(exhibits: Iterable[Sent], found: list[Disseminated]) -> Iterator[str]:
    there = {each.name.lower(): each for each in reversed(found)}
    if len(there) != len(found):
        yield "Exhibits: two of EDGAR's have one name"
    for sent in exhibits:
        copy = there.pop(sent.name.lower(), None)
        if copy is None and sent.published:
            yield f"Exhibit {sent.name}: was sent, and EDGAR does not have it"
        elif copy is not None and copy.type.upper() != sent.type.upper():
            yield f"Exhibit {sent.name}: sent as {sent.type}, EDGAR has it as {copy.type}"
        elif copy is not None and not _same(sent.content, copy.content):
            yield f"Exhibit {sent.name}: EDGAR's text is another{first_other(sent.content, copy.content)}"
    for copy in there.values():
        yield f"Exhibit {copy.name}: EDGAR has it, and it was not sent"


def _same(sent: bytes, found: bytes) -> bool:
    return sent == found or same_text(sent, found)
