"""`form4kit amend`: from a filed document to the draft of its amendment."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from form4kit.cli import exits
from form4kit.cli import options as opt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from form4kit.model import Filing
    from form4kit.outcome import Outcome
    from form4kit.source.discover import Found


def amend(
    filed: Annotated[str, typer.Argument(metavar="FILED", help="The filing: XML, .txt, draft or folder.")],
    out: Annotated[Path, typer.Option("--out", metavar="DRAFT", help="Where the draft goes: a .yaml file.")],
    later: Annotated[
        list[str] | None,
        typer.Option("--later", metavar="PATH", help="Filings made since, or their folder; may be repeated."),
    ] = None,
) -> None:
    """Write the draft of an amendment: each line as filed, to be changed where it was wrong."""
    from form4kit.cli.new_from import write_schema
    from form4kit.draft.amendment_template import amendment_draft
    from form4kit.draft.templates import schema_reference
    from form4kit.steps.amend import day_filed
    from form4kit.storage.atomic import write_file

    if out.exists():
        opt.fail(f"{out} exists; delete it or choose another name")
    if out.suffix not in (".yaml", ".yml"):
        opt.fail(f"--out {out}: a draft is a .yaml file")
    for path in later or ():
        if not Path(path).exists():
            opt.fail(f"--later {path}: no such file or folder")
    source, outcome = _read(filed)
    if outcome.filing is None or source.file is None:  # which `_read` has said
        raise typer.Exit(exits.ERRORS_FOUND)
    day, told = day_filed(outcome)
    reference = schema_reference(out.parent)
    try:
        kept = _with_events(source, outcome, out, later or (), day, told, reference)
    except OSError as error:
        opt.fail(f"{out}: {opt.reason(error)}")
    text = kept or amendment_draft(
        outcome.filing,
        _seen_from(out.parent, filed),
        [_seen_from(out.parent, path) for path in later or ()],
        schema=reference,
        filed=day,
        told=told,
    )
    try:
        write_file(out, text.encode("utf-8"))
        write_schema(out.parent, reference)
    except OSError as error:
        opt.fail(f"{out}: {opt.reason(error)}")
    opt.say(f"{out}: change what was wrong, say why, then `form4kit check {out}`")


def _with_events(
    source: "Found", outcome: "Outcome", out: Path, later: "Sequence[str]", day: str, told: str, schema: str
) -> str:
    """Return the draft with the events of the one that is amended; empty where that has none, or rows differ.

    Where numbers come from files that may be corrected in place, what was filed is kept in `.as-filed`.
    """
    from form4kit.draft.amended_events import amended_events, reads_files
    from form4kit.draft.amendment_template import amends_lines
    from form4kit.draft.write import SCHEMA_LINE
    from form4kit.edgar.write import write
    from form4kit.source import decode, yaml_tree
    from form4kit.storage.atomic import write_file

    file, data = _written_in(source, outcome)
    content, _ = decode.decode(data)
    root = yaml_tree.compose(content)[0] if content is not None and file is not None else None
    filing: Filing | None = outcome.filing
    if root is None or file is None or filing is None or root.get("events") is None:
        return ""
    again = root.get("amends") is not None
    if again and (filing := _standing(data, file)) is None:
        return ""
    amends, frozen = source.name, None
    written = source.file is not None and source.file.suffix in (".yaml", ".yml")
    if again or (reads_files(root) and written):
        frozen = out.parent / ".as-filed" / f"{out.stem}.xml"
        amends = str(frozen)
    box = day or " # the day on which EDGAR received the filing"
    paths = [_seen_from(out.parent, path) for path in later]
    head = [
        f"{SCHEMA_LINE.format(schema)}\n",
        *amends_lines(_seen_from(out.parent, amends), paths),
        f"original_filed: {box}{f'  # {told}' if told else ''}\n",
    ]
    folder = file.parent
    copies: dict[Path, Path] = {}

    def moved(key: str, path: str) -> str:
        if key != "fills" or folder.resolve() == out.parent.resolve():
            return _seen_from(out.parent, str(folder / path))
        copies[out.parent / f"{out.stem}-{Path(path).name}"] = folder / path  # fills lie beside their draft
        return f"{out.stem}-{Path(path).name}"

    text = amended_events(data.decode("utf-8"), root, filing.base_form, head, moved)
    for copy, original in copies.items():
        if copy.exists():
            opt.fail(f"{copy} exists; delete it or choose another name")
        write_file(copy, original.read_bytes())
    if not _makes(text, out, filing):
        for copy in copies:
            copy.unlink()
        return ""
    for copy, original in copies.items():
        opt.say(f"{copy}: a copy of {original}, to be corrected here")
    if frozen is not None and again:
        opt.say(f"{frozen}: what stands as filed, of {source.name} and of what it amends")
    elif frozen is not None:
        opt.say(f"{frozen}: what was filed, so that the files that the events read may be corrected")
    if frozen is not None:
        frozen.parent.mkdir(parents=True, exist_ok=True)
        write_file(frozen, write(filing, published=True).data)
    return text


def _standing(data: bytes, file: Path) -> "Filing | None":
    """Return what stands as filed of an amendment and of what it amends; None where that cannot be told."""
    from form4kit.compiler.amend.standing import standing
    from form4kit.outcome import Options
    from form4kit.pipeline import run_bytes

    filing = run_bytes(data, str(file), file.parent, Options(only_read=True)).filing
    return None if filing is None or filing.context.original is None else standing(filing)


def _written_in(source: "Found", outcome: "Outcome") -> tuple[Path | None, bytes]:
    """Return the draft that a person wrote, with its bytes: for a built folder the one it was built from."""
    import json

    from form4kit.storage.names import MANIFEST
    from form4kit.storage.sealed import sha256

    file = source.file
    if file is None or outcome.filing is None:
        return None, b""
    manifest = file.parent / MANIFEST
    if not manifest.is_file():
        return (file, outcome.data) if outcome.filing.kind == "draft" else (None, b"")
    try:
        told = json.loads(manifest.read_bytes())["source"]
        name, known = Path(told["name"]).name, told.get("sha256")
        for folder in (Path(), *list(file.resolve().parents)[1:4]):
            draft = folder / name
            if draft.is_file() and sha256(data := draft.read_bytes()) == known:
                return draft, data
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None, b""


def _makes(text: str, out: Path, filing: "Filing") -> bool:
    """Tell whether a draft of an amendment makes the rows that were filed, before anything is corrected."""
    import re
    from collections import Counter

    from form4kit.analysis.compare import values
    from form4kit.outcome import Options
    from form4kit.pipeline import run_bytes

    alone = re.sub(r"(?m)^amends:.*\n(?:  .*\n)*", "", text).replace('/A"', '"', 1)
    made = run_bytes(alone.encode(), str(out), out.parent, Options(only_read=True)).filing
    return made is not None and Counter(map(values, made.rows)) == Counter(map(values, filing.rows))


def _read(filed: str) -> "tuple[Found, Outcome]":
    """Read the one filing at a path; end with a clear line where that is not what is there."""
    from form4kit.cli.judge_run import JudgeRun
    from form4kit.compiler.split.limits import too_large
    from form4kit.outcome import Options
    from form4kit.rules.selection import Selection
    from form4kit.source.discover import STDIN, find

    if filed == STDIN:
        opt.fail("amend wants a path: the draft must be able to find the filing again")
    run = JudgeRun(Options(only_read=True), Selection(), opt.Format.TEXT, False)
    read = list(run.outcomes(find([filed])))
    if run.unreadable:
        raise typer.Exit(exits.CANNOT_RUN)
    if len(read) != 1:
        opt.fail(f"{filed}: {len(read)} filings; name the one that is amended")
    source, outcome = read[0]
    if len(outcome.held) > 1:
        opt.fail(f"{filed}: {len(outcome.held)} filings; save the one that is amended into a file of its own")
    if outcome.filing is None or not outcome.filing.base_form or any(f.blocks for f in outcome.findings):
        run.report([run.selected(outcome)])
        opt.say(f"form4kit: {filed}: cannot be read whole, so that nothing can be said to amend it")
        raise typer.Exit(exits.ERRORS_FOUND)
    if outcome.filing.kind == "draft" and too_large(outcome.filing):
        opt.fail(f"{filed}: was filed in several parts; name the built folder of the one that is amended")
    return source, outcome


def _seen_from(folder: Path, path: str) -> str:
    """Return a path relative to a folder, with slashes; one on another drive stays whole."""
    try:
        return Path(os.path.relpath(Path(path).resolve(), folder.resolve())).as_posix()
    except ValueError:
        return Path(path).resolve().as_posix()
