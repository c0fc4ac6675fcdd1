"""What filed documents say of their owners, and files of `people/` made of it."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from form4kit.convert import bare_cik
from form4kit.lazy_re import pattern
from form4kit.model import Address, Filing, Owner
from form4kit.words import scalar

Boxes = dict[str, str]
"""A relationship as a draft writes it: `director: true`, `officer: Chief Financial Officer`."""

_ENTITY = pattern(
    r"\b(?:LLC|L\.?L\.?C|LLP|L\.?P|LTD|INC|CORP|CO|PLC|TRUST|FUND|PARTNERS|PARTNERSHIP|FOUNDATION|HOLDINGS"
    r"|CAPITAL|VENTURES|MANAGEMENT|GROUP|ESTATE)\b",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    ["al", "da", "de", "del", "den", "der", "di", "du", "el", "la", "le", "st", "ten", "ter", "van", "von"]
)
_NOT_IN_KEY = pattern(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Seen:
    """An owner as one document has them; `day` is its period, and `begins` says that it is a Form 3.

    `address` are the lines of a draft's address; none where the document gives none.
    """

    source: str
    cik: str
    name: str
    issuer: str
    address: tuple[str, ...]
    boxes: Boxes
    day: dt.date | None
    begins: bool


def seen_in(filing: Filing, source: str) -> list[Seen]:
    """Return the owners of a filing that have a CIK; `source` is what to call the document."""
    signed = [each.date.value for each in filing.signatures if each.date.value]
    day = filing.period.value or max(signed, default=None)
    return [
        Seen(
            source=source,
            cik=(owner.cik.text or "").strip(),
            name=owner.name.value or "",
            issuer=(filing.issuer.cik.text or "").strip(),
            address=tuple(_address(owner.address)) if owner.address else (),
            boxes=_boxes(owner),
            day=day,
            begins=filing.form_type == "3",
        )
        for owner in filing.owners
        if (owner.cik.text or "").strip()
    ]


def key_of(name: str, cik: str, taken: Iterable[str]) -> str:
    """Return a key for a person: the surname, which EDGAR puts first, or more where that is taken."""
    words = [word for word in _NOT_IN_KEY.sub(" ", name.lower().replace("'", "")).split() if word]
    if not words:
        return bare_cik(cik)
    surname = 1
    while surname < len(words) and words[surname - 1] in _PARTICLES:
        surname += 1
    first = len(words) if _ENTITY.search(name) else surname
    for count in range(first, len(words) + 1):
        key = "-".join(words[:count])
        if key not in taken:
            return key
    return f"{'-'.join(words)}-{bare_cik(cik)}"


def person_file(seen: list[Seen], issuers: Mapping[str, str]) -> str:
    """Write the file of a person that the registry does not have, from documents in order of their day.

    `issuers` are the companies' keys by CIK without leading zeros, where the registry has several.
    """
    last = seen[-1]
    name, address = last.name, last.address
    for each in reversed(seen):
        name, address = name or each.name, address or each.address
    documents = len({each.source for each in seen})
    told = f"{documents} documents, the last {last.source}" if documents > 1 else last.source
    lines = [f"# As filed in {told}. Check the days of the roles.", f'cik: "{last.cik}"']
    lines += [f"name: {scalar(name)}"] if name else []
    lines += address_lines(address)
    roles: list[str] = []
    for issuer in dict.fromkeys(each.issuer for each in seen):
        there = [each for each in seen if each.issuer == issuer]
        roles += _roles(there, issuers.get(bare_cik(issuer)))
    lines += ["roles:", *roles] if roles else []
    return "\n".join(lines) + "\n"


def address_lines(address: tuple[str, ...]) -> list[str]:
    """Return an address as lines of a person's file."""
    return ["address:", *(f"  {line}" for line in address)] if address else []


def role_lines(boxes: Boxes, *, since: str = "", until: str = "", issuer: str | None = None) -> list[str]:
    """Return a role as lines of a list, its dash at the margin."""
    keys = [*([f"from: {since}"] if since else []), *([f"to: {until}"] if until else [])]
    keys += [f"issuer: {scalar(issuer)}"] if issuer else []
    keys += [
        f"{name}: {scalar(text, number=True) if text != 'true' else text}" for name, text in boxes.items()
    ]
    return [f"{'- ' if n == 0 else '  '}{key}" for n, key in enumerate(keys)]


def _roles(seen: list[Seen], issuer: str | None) -> Iterator[str]:
    """Write the roles at an issuer one after another; one ends the day before the next is seen."""
    steps: list[Seen] = []
    for each in seen:
        if each.boxes and (not steps or steps[-1].boxes != each.boxes):
            steps.append(each)
    for number, step in enumerate(steps):
        following = steps[number + 1].day if number + 1 < len(steps) else None
        since = f"{step.day}" if step.day and (number or step.begins) else ""
        until = f"{following - dt.timedelta(days=1)}" if following else ""
        yield from (f"  {line}" for line in role_lines(step.boxes, since=since, until=until, issuer=issuer))


def _boxes(owner: Owner) -> Boxes:
    boxes: Boxes = {}
    for name, text in (("director", None), ("officer", owner.officer_title), ("ten_percent", None)):
        if getattr(owner, name).value:
            boxes[name] = (text.value if text else None) or "true"
    if owner.other.value:
        boxes["other"] = owner.other_text.value or "true"
    return boxes


def _address(address: Address) -> Iterator[str]:
    streets = [found.text for found in (address.street1, address.street2) if found.text]
    if len(streets) > 1:
        yield f"street: [{', '.join(scalar(street, flow=True) for street in streets)}]"
    elif streets:
        yield f"street: {scalar(streets[0])}"
    for name in ("city", "territory", "state", "country", "zip"):
        found = getattr(address, name)
        if found.text:
            yield f"{name}: {scalar(found.text)}"
    if address.non_us.value:
        yield "non_us: true"
