"""Findings as text for a person at a terminal: by file, with the source line and a caret."""

import textwrap
from collections.abc import Iterator, Sequence

from form4kit.findings import Finding, Severity
from form4kit.report.counts import Counts, FileReport, count, passed_over_words
from form4kit.report.secrets import masked, on_one_line, starred
from form4kit.source.limits import LARGEST_FORM
from form4kit.words import counted

_WIDTH = 100
PASSED_OVER = "which others may write, or which lies above the repository and the home folder"
"""Why a form4kit.toml does not hold."""
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


def as_text(files: Sequence[FileReport], *, colour: bool = False, passed_over: int = 0) -> str:
    """Report on files for reading: what is wrong, on which line, and what to do about it."""
    paint = _Paint(colour)
    lines: list[str] = []
    for judged in files:
        if judged.findings:
            lines += [*_file(judged, paint), ""]
    counts = count(files)
    passed = f"; {passed_over_words(passed_over)}" if passed_over else ""
    lines += [*_registries(counts), summary(counts, paint) + passed]
    return "\n".join(lines) + "\n"


class _Paint:
    def __init__(self, on: bool) -> None:
        self.on = on

    def __call__(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.on else text


def _file(judged: FileReport, paint: _Paint) -> Iterator[str]:
    form = f"  Form {on_one_line(judged.form)}" if judged.form else ""
    yield paint(on_one_line(judged.path) + form, "1")
    source = _lines(judged.data)
    for finding in judged.findings:
        yield ""
        yield from _finding(finding, source, paint)


def _lines(data: bytes) -> list[str]:
    """Return the lines of a source as its reader counted them, without a CCC; none of one too large."""
    if len(data) > LARGEST_FORM:
        return []
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = data.decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n")
    return starred(text).split("\n")


def _finding(finding: Finding, source: list[str], paint: _Paint) -> Iterator[str]:
    place = finding.place
    word = "allowed" if finding.allowed is not None else str(finding.severity)
    head = f"{place.line}:{place.column}"
    label = paint(f"{word} {finding.rule}", _COLOURS[finding.severity] + ";1")
    words = f"{on_one_line(place.where)}: {on_one_line(finding.message)}"
    yield f"  {head:<8} {label}  {words}"
    if place.line <= len(source):
        yield from _excerpt(source[place.line - 1], place.line, place.column, paint)
    indent = " " * 11
    if finding.hint:
        yield from _wrapped(masked(finding.hint), indent)
    if finding.allowed is not None:
        yield from _wrapped(f"Allowed: {masked(finding.allowed)}", indent)
    if finding.cites:
        yield from (paint(line, "2") for line in _wrapped("; ".join(finding.cites), indent))


def _excerpt(line: str, number: int, column: int, paint: _Paint) -> Iterator[str]:
    """Show the part of a source line that holds a column, and a caret under it."""
    if not line.strip():
        return
    start = max(0, column - 1 - _WIDTH // 2) if len(line) > _WIDTH else 0
    part = on_one_line(line[start : start + _WIDTH])
    before = on_one_line(line[start : column - 1])
    yield f"{paint(f'{number:>9} |', '2')} {part}"
    yield f"{' ' * 9} {paint('|', '2')} {' ' * len(before)}{paint('^', '1')}"


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)


def _registries(counts: Counts) -> Iterator[str]:
    """Name each form4kit.toml that holds, and say of one that does not why."""
    for path in counts.registries:
        yield f"by {on_one_line(path)}"
    for path in counts.passed_over:
        yield f"passed over: {on_one_line(path)}, {PASSED_OVER}"


def summary(counts: Counts, paint: _Paint) -> str:
    """Say in one line what was found."""
    files = counted(counts.files, "file", ",")
    found = [
        counted(number, noun, ",")
        for number, noun in (
            (counts.errors, "error"),
            (counts.warnings, "warning"),
            (counts.notes, "note"),
        )
        if number
    ]
    allowed = f" ({counts.allowed} allowed)" if counts.allowed else ""
    if not found:
        return paint(f"{files}: nothing to object to{allowed}", "32")
    return paint(f"{files}: {', '.join(found)}{allowed}", "31" if counts.errors else "33")
