"""`form4kit new KIND --person KEY --fills FILE --after FILING`: a draft with all that is known filled in."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt

if TYPE_CHECKING:
    from form4kit.model import Filing
    from form4kit.registry.entries import Registry


def new_event(kind: str, out: Path | None, person: str, fills: Path | None, after: Path | None) -> NoReturn:
    """Write the draft of an event, and copy beside it what it may not name where it lies."""
    from form4kit.cli.new_from import write_schema
    from form4kit.compiler.event_draft import EventDraft, event_draft
    from form4kit.draft.templates import schema_reference
    from form4kit.registry.load import registry_for
    from form4kit.storage.atomic import write_file

    file = out or _name(kind, person)
    if file.exists():
        opt.fail(f"{file} exists; delete it or choose another name")
    folder = file.parent
    registry = registry_for(folder)
    owner = _owner(person, registry, folder, after)
    earlier = _earlier(after) if after else None
    if earlier is not None and owner and registry.people[owner].cik not in _ciks(earlier):
        names = ", ".join(each.name.text or each.cik.text or "somebody" for each in earlier.owners)
        opt.fail(f"--after {after}: filed by {names}, not by {owner}")
    reference = schema_reference(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        known = EventDraft(
            kind=kind,
            schema=reference,
            issuer=_issuer(registry, earlier),
            owner=owner,
            earlier=earlier,
            after=_seen(after, folder, within_root=True) if after else "",
            fills=_seen(fills, folder, within_root=False) if fills else "",
            dated=fills is not None,
        )
        text = event_draft(known)
        if fills is not None and _wants_a_date(text, file):
            text = event_draft(replace(known, dated=False))
        write_file(file, text.encode("utf-8"))
        write_schema(folder, reference)
    except OSError as error:
        opt.fail(f"{error.filename or file}: {opt.reason(error)}")
    opt.say(f"{file}: fill in the blanks, then `form4kit check {file}`")
    raise typer.Exit(exits.OK)


def _name(kind: str, person: str) -> Path:
    """Return a name that no file has: beside the other drafts, where there is a folder of them."""
    folder = Path("drafts") if Path("drafts").is_dir() else Path()
    stem = "-".join(each for each in (person, kind) if each)
    names = (folder / f"{stem}{'' if n == 1 else f'-{n}'}.yaml" for n in range(1, 1000))
    return next(name for name in names if not name.exists())


def _owner(person: str, registry: "Registry", folder: Path, after: Path | None) -> str:
    """Return the registry's key of a person; empty where there is no registry to know anybody."""
    from form4kit.draft_schema.suggest import suggest_word

    if not person or person in registry.people:
        return person
    if registry.people:
        opt.fail(
            f"--person {person}: not in people/; {suggest_word(person, sorted(registry.people))}".rstrip(" ;")
        )
    instead = f"as {after} has them" if after else "left blank"
    opt.say(f"{folder}: no registry with {person} in it; owners are {instead}")
    return ""


def _ciks(filing: "Filing") -> set[str]:
    from form4kit.convert import bare_cik

    return {bare_cik(each.cik.text) for each in filing.owners}


def _issuer(registry: "Registry", earlier: "Filing | None") -> str:
    """Return the registry's key of the issuer: of the earlier filing, else the only one that there is."""
    if earlier is not None and earlier.issuer.cik.text:
        company = registry.company_of(earlier.issuer.cik.text)
        return company.key if company else ""
    return next(iter(registry.companies)) if len(registry.companies) == 1 else ""


def _earlier(after: Path) -> "Filing":
    from form4kit.outcome import Options
    from form4kit.pipeline import run
    from form4kit.source.discover import Found, find

    found = list(find([str(after)]))
    if not found or not isinstance(found[0], Found):
        opt.fail(f"--after {after}: no such file or folder, or no filing in it")
    if len(found) > 1:
        opt.fail(f"--after {after}: {len(found)} filings; name the last one")
    outcome = run(found[0], Options(only_read=True))
    if outcome.filing is None or len(outcome.held) > 1:
        opt.fail(f"--after {after}: not one filing; form4kit check says why")
    return outcome.filing


def _seen(path: Path, folder: Path, *, within_root: bool) -> str:
    """Return a path as a draft in a folder sees it; what it may not name is copied beside it.

    Earlier filings may lie anywhere in the repository, fills in the draft's folder alone.
    """
    import os

    from form4kit.source.discover import Found, find
    from form4kit.source.limits import LARGEST
    from form4kit.storage.atomic import write_file
    from form4kit.storage.regular import read_regular
    from form4kit.storage.repository import root_of

    whole, base = path.resolve(), folder.resolve()
    if whole.is_relative_to(root_of(folder) if within_root else base):
        return Path(os.path.relpath(whole, base)).as_posix()
    if whole.is_dir():  # a built folder: its document says all that is needed
        found = next(each for each in find([str(whole)]) if isinstance(each, Found) and each.file)
        whole = found.file or whole
    data = read_regular(whole, LARGEST)
    for n in range(1, 1000):
        copy = folder / (whole.name if n == 1 else f"{whole.stem}-{n}{whole.suffix}")
        if not copy.exists():
            write_file(copy, data)
            opt.say(f"{copy}: copied from {path}, which the draft cannot name where it lies")
            return copy.name
        if copy.is_file() and read_regular(copy, LARGEST + 1) == data:
            return copy.name
    raise FileExistsError(17, "there are too many files of that name", str(folder / whole.name))


def _wants_a_date(text: str, file: Path) -> bool:
    """Tell whether the fills that a draft names have no dates of their own."""
    from form4kit.events.faults import FILLS_DISAGREE
    from form4kit.outcome import Options
    from form4kit.pipeline import run_bytes

    outcome = run_bytes(text.encode("utf-8"), str(file), file.parent, Options(only_read=True))
    return any(
        each.rule == FILLS_DISAGREE.code and "without a date" in each.message for each in outcome.findings
    )
