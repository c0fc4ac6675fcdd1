"""A packet of statements that no Form 5 is due: whose they are, who may sign, and the packet made from them.

A statement is signed by the person whose name it bears, or by an attorney-in-fact whom a power of that person
lets sign a Form 5. The text is attached and printed whole; what is said of it follows from its bytes alone.
"""

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from form4kit import __version__
from form4kit.context import powers_from
from form4kit.insiders.statement_text import NoStatement, StatementText, read_statement
from form4kit.power import Power
from form4kit.registry.entries import Registry
from form4kit.signoff.assemble import NotItself, append_pages, attach_files, only_what_shows
from form4kit.signoff.contents import power_as_plain
from form4kit.signoff.identity import same_person
from form4kit.signoff.objections import last_day
from form4kit.signoff.packet import versions
from form4kit.signoff.pages import Printed, printed
from form4kit.signoff.terms import FORMAT, STATEMENTS, TERMS, StatementTerms
from form4kit.storage.sealed import sealed, sha256

_TEMPLATE: Final = "statements.html.j2"
_FORM: Final = "5"
_BESIDE: Final[Mapping[str, Any]] = {"record": None, "reason": "", "passed_over": [], "filings": []}
"""What the terms of a packet of statements have of those of filings: nothing."""
_KEYS: Final = frozenset(["form4kit", "format", "signer", "versions", STATEMENTS, *_BESIDE])
_BOUND: Final = frozenset(["name", "person", "issuer", "year_end", "bytes", "sha256", "attached", "powers"])


@dataclass(frozen=True, slots=True)
class PackedStatement:
    """A statement made ready for a packet: what is bound of it, and its bytes; or why it is `refused`."""

    bound: Mapping[str, Any] = field(default_factory=dict)
    data: bytes = b""
    refused: str = ""


def pack_statement(
    file: Path, data: bytes, number: int, signer: str, registry: Registry, today: dt.date
) -> PackedStatement:
    """Make a statement ready for a packet of this signer, in which it has this number, counted from one.

    `today` is New York's day, on which a power of attorney must be in force.
    """
    try:
        read = read_statement(data)
    except NoStatement as error:
        return PackedStatement(refused=str(error))
    powers = () if same_person(signer, read.person) else powers_for(read.person, signer, registry)
    bound = {
        "name": file.name,
        **said_of(read, data),
        "attached": f"{number:03}-{file.name}",
        "powers": [power_as_plain(each) for each in powers],
    }
    why = next(_not_theirs(read, signer, powers), "")
    return PackedStatement(bound, data, why or _lapsed(read, signer, powers, today))


def said_of(read: StatementText, data: bytes) -> dict[str, Any]:
    """Return what the terms of a packet say of a statement, all of which its bytes give."""
    return {
        "person": read.person,
        "issuer": read.issuer,
        "year_end": read.year_end.isoformat(),
        "bytes": len(data),
        "sha256": sha256(data),
    }


def powers_for(person: str, signer: str, registry: Registry) -> tuple[Power, ...]:
    """Return the powers that a person of this name gave to a signer for Form 5, the grantor by that name."""
    ciks = [each.cik for key, each in registry.people.items() if same_person(registry.name_of(key), person)]
    given = [power for cik in ciks for power in registry.powers_of([cik]) or ()]
    return tuple(
        replace(each, grantor=person, attorneys=(signer,))
        for each in given
        if any(same_person(one, signer) or one == signer for one in each.attorneys)
        if not each.forms or _FORM in each.forms
    )


def _not_theirs(read: StatementText, signer: str, powers: Iterable[Power]) -> Iterator[str]:
    """Yield that a statement is not the signer's, or is said to rest on a power that does not serve."""
    own, used = same_person(signer, read.person), [*powers]
    serve = [
        same_person(each.grantor, read.person)
        and any(same_person(one, signer) or one == signer for one in each.attorneys)
        and (not each.forms or _FORM in each.forms)
        for each in used
    ]
    if not own and not any(serve):
        yield f"is of {read.person}, and no power of theirs lets {signer} sign a Form {_FORM}"
    elif (own and used) or not all(serve):
        yield "is said to rest on a power of attorney that has no part in it"


def _lapsed(read: StatementText, signer: str, powers: Sequence[Power], day: dt.date) -> str:
    """Say that no power is in force on a day; empty where one is, or where none is needed."""
    if not powers or any(in_force(each, day) for each in powers):
        return ""
    return f"no power of attorney of {read.person} for {signer} is in force on {day}"


def in_force(power: Power, day: dt.date) -> bool:
    """Tell whether a power is in force on a day."""
    first, last = power.effective or power.signed, last_day(power)
    return (first is None or first <= day) and (last is None or day <= last)


def faults_of(bound: StatementTerms, data: bytes, signer: str, day: dt.date | None) -> Iterator[str]:
    """Yield how a statement that is bound is not what it is said to be, not the signer's, or too early.

    `data` are the bytes that are attached; `day` is New York's on which it was signed, None where not known.
    """
    try:
        read = read_statement(data)
        powers = [*powers_from(bound.bound.get("powers") or ())]
    except NoStatement as error:
        yield f"{bound.name} in it {error}"
        return
    except (KeyError, TypeError, ValueError, AttributeError):
        yield f"{TERMS} in it has powers of attorney that cannot be read"
        return
    for key, value in said_of(read, data).items():
        if bound.bound.get(key) != value:
            yield f"{TERMS} says other of {bound.name} than its text gives: {key}"
    yield from (f"{bound.name} in it {clause}" for clause in _not_theirs(read, signer, powers))
    if day is None:
        return
    if day <= read.year_end:
        yield f"{bound.name} is signed on {day}, before its fiscal year was over on {read.year_end}"
    if not same_person(signer, read.person) and (why := _lapsed(read, signer, powers, day)):
        yield f"{bound.name}: {why}"


def held_in(
    statements: Iterable[StatementTerms], attachments: Mapping[str, bytes]
) -> Iterator[StatementText]:
    """Yield the statements that are attached to a packet and can be read, in its order."""
    for each in statements:
        try:
            yield read_statement(attachments.get(each.attached, b""))
        except NoStatement:
            continue


def without_power(
    read: StatementText, signer: str, names: Sequence[str], registry: Registry, day: dt.date | None
) -> str:
    """Say that nothing at hand shows that a signer may make another's statement; empty where something does.

    The packet's own word on a power is its maker's. It takes a power in the registry that is in force on the
    day of the signature, or that whoever verifies expects this very signer (`names`).
    """
    if same_person(signer, read.person) or any(same_person(signer, each) for each in names):
        return ""
    powers = powers_for(read.person, signer, registry)
    if any(day is None or in_force(each, day) for each in powers):
        return ""
    return f"is signed for {read.person} by {signer}, without a power in the registry, or --signer for them"


def statement_packet(packed: Sequence[PackedStatement], signer: str) -> bytes:
    """Return the packet of some statements, none of which was refused; the same give the same bytes."""
    terms = {
        "form4kit": __version__,
        "format": FORMAT,
        "signer": signer,
        "versions": versions(),
        **_BESIDE,
        STATEMENTS: [dict(each.bound) for each in packed],
    }
    return _assembled(terms, {str(each.bound["attached"]): each.data for each in packed})


def make_statements_again(terms: Mapping[str, Any], attachments: Mapping[str, bytes]) -> bytes:
    """Make a packet of statements again from its terms and attachments. Raises NotItself where they do not
    fit."""
    files = {name: data for name, data in attachments.items() if name != TERMS}
    try:
        if terms["filings"]:
            raise NotItself(f"{TERMS} in it binds filings and statements, which no packet does")
        if set(terms) != _KEYS or any(terms[key] != value for key, value in _BESIDE.items()):
            raise NotItself(f"{TERMS} in it says more than its pages show")
        bound = [StatementTerms(dict(each)) for each in terms[STATEMENTS]]
        if not bound:
            raise NotItself("binds no statement")
        if more := sorted(set(files) - {each.attached for each in bound}):
            raise NotItself(f"{more[0]} is attached to it, and nothing says why")
        for number, each in enumerate(bound, 1):
            if each.attached != f"{number:03}-{each.name}" or each.attached not in files:
                raise NotItself(f"{each.name} is not attached to it as {number:03}-{each.name}")
            if set(each.bound) != _BOUND:
                raise NotItself(f"{TERMS} in it says more of {each.name} than its pages show")
            for clause in faults_of(each, files[each.attached], str(terms["signer"]), None):
                raise NotItself(clause)
        return _assembled(terms, files)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        if isinstance(error, NotItself):
            raise
        raise NotItself(f"{TERMS} in it lacks what this version writes ({error})") from None


def _assembled(terms: Mapping[str, Any], files: Mapping[str, bytes]) -> bytes:
    """Print the pages, and attach the terms and the texts."""
    import pikepdf
    from pikepdf import OutlineItem

    texts = tuple(read_statement(files[each["attached"]]).text for each in terms[STATEMENTS])
    made = pikepdf.new()
    append_pages(made, printed(Printed("statements", terms, template=_TEMPLATE, texts=texts)))
    with made.open_outline() as outline:
        outline.root.clear()
        outline.root.append(OutlineItem(f"Statements: {len(texts)}", 0))
        outline.root.append(OutlineItem("Signature page", len(made.pages) - 1))
    attach_files(made, {**files, TERMS: sealed(terms)})
    only_what_shows(made)
    made.docinfo["/Title"] = f"Statements that no Form 5 is due, for {terms['signer']}"
    out = io.BytesIO()
    made.save(out, deterministic_id=True)
    return out.getvalue()
