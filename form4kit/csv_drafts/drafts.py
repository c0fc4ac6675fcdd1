"""Write a draft for each line of a table; one that does not fit is a finding, and the others are written."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from form4kit.convert import CONVERTERS, to_date, to_decimal
from form4kit.csv_drafts.cells import LineReader
from form4kit.csv_drafts.columns import SPELLINGS, bare
from form4kit.csv_drafts.csv_file import WHOLE, CsvLine, Sheet, read_sheet
from form4kit.csv_drafts.faults import IN_THE_WAY, MISSING_COLUMN, NOT_A_TABLE, UNKNOWN_COLUMN
from form4kit.csv_drafts.kinds import TABLE_KINDS, Keys, Rows, TableKind
from form4kit.draft.write import SCHEMA_LINE
from form4kit.draft.yaml_scalars import key, prose
from form4kit.draft_schema.suggest import suggest_word
from form4kit.findings import Finding, Severity
from form4kit.footnote_library.standard import standard
from form4kit.lazy_re import pattern
from form4kit.registry.entries import Registry
from form4kit.storage.repository import NAME
from form4kit.words import listed, scalar

_NUMBERS = frozenset(
    ["acquired", "disposed"]
    + [name for name, convert in CONVERTERS.items() if convert in (to_decimal, to_date)]
)
"""The keys of a row whose values stand plain, without quotes: numbers and dates."""

_STEM = pattern(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that a line of the table made: its file's stem, its text, and what the summary says of it."""

    stem: str
    text: str
    line: int
    person: str
    date: date
    rows: Rows

    @property
    def signed(self) -> bool:
        """Whether the table gave a signature."""
        return "\nsignatures:\n" in self.text


@dataclass(frozen=True, slots=True)
class Drafts:
    """What came of a table: the drafts, what was found, and how many lines it has."""

    drafts: tuple[Draft, ...]
    findings: tuple[Finding, ...]
    lines: int


def drafts_from(
    data: bytes, name: str, kind: str, registry: Registry, *, schema: str = "", taken: Collection[str] = ()
) -> Drafts:
    """Make the drafts of a table called `name`; `kind` is one of `TABLE_KINDS`.

    `schema` is where an editor finds the JSON Schema, seen from the drafts; `taken` are the stems of files
    that are there already. Never raises for what stands in the table.
    """
    table = TABLE_KINDS[kind]
    own, unfit = _own_headings(kind, registry)
    sheet, findings = read_sheet(data, table.columns, kind, own)
    findings = [*unfit, *findings]
    if sheet is None:
        return Drafts((), tuple(findings), 0)
    missing = list(_missing(sheet, table))
    if missing:
        return Drafts((), (*findings, *missing), len(sheet.lines) + sheet.refused)
    if not sheet.lines and not sheet.refused:
        findings.append(
            NOT_A_TABLE.at(WHOLE, "there is no line below the headers", "Add one for each draft.")
        )
    writer = _Writer(name, kind, registry, schema, set(taken))
    made = [writer.draft(line) for line in sheet.lines]
    found = (*registry.findings, *findings, *writer.findings)
    return Drafts(tuple(draft for draft in made if draft), found, len(sheet.lines) + sheet.refused)


def _own_headings(kind: str, registry: Registry) -> tuple[dict[str, str], list[Finding]]:
    """Return a house's own headers for a kind of table, from `[tables]`; one for no column is found."""
    own: dict[str, str] = {}
    findings: list[Finding] = []
    for heading, column in (*registry.headings.items(), *registry.headings_of.get(kind, {}).items()):
        if column in SPELLINGS:
            own[bare(heading)] = column
        else:
            message = f'{NAME}, [tables]: "{heading}" is to be {column}, and there is no such column'
            hint = suggest_word(column, list(SPELLINGS)) or f"There are {listed(list(SPELLINGS), 'and')}."
            findings.append(UNKNOWN_COLUMN.at(WHOLE, message, hint))
    return own, findings


def _missing(sheet: Sheet, table: TableKind) -> Iterator[Finding]:
    for name in table.needs:
        if name not in sheet.columns:
            hint = f"The columns needed are {listed(list(table.needs), 'and')}."
            yield MISSING_COLUMN.at(WHOLE, f"no column {name}", hint)
    for group in table.one_of:
        if not set(group) & set(sheet.columns):
            yield MISSING_COLUMN.at(WHOLE, f"no column {listed(list(group))}", "One of them is needed.")


class _Writer:
    def __init__(self, table: str, kind: str, registry: Registry, schema: str, taken: set[str]) -> None:
        self.table, self.kind, self.registry, self.schema, self.taken = table, kind, registry, schema, taken
        self.templates = {**standard(), **registry.footnotes}
        self.made: set[str] = set()
        self.findings: list[Finding] = []

    def draft(self, line: CsvLine) -> Draft | None:
        """Write the draft of one line; None where something in it is wrong."""
        reader = LineReader(line, self.registry, self.templates)
        person = reader.person()
        issuer = reader.issuer(person)
        day = reader.day("date", needed=True)
        adopted = reader.day("plan_adopted", needed=self.kind == "plan-sale")
        signed = reader.day("signed")
        rows = TABLE_KINDS[self.kind].make(reader)
        stem = self.stem(reader, person, day)
        found = dict.fromkeys(reader.findings)  # a value that is asked for twice is wrong once
        self.findings += found
        grave = any(finding.severity is Severity.ERROR for finding in found)
        if grave or person is None or issuer is None or day is None:
            return None
        self.made.add(stem)
        head = [SCHEMA_LINE.format(self.schema)] if self.schema else []
        head += [f"# {self.kind}, from {self.table}, line {line.number}", 'form: "4"']
        head += [f"plan_10b5_1: {{adopted: {adopted}}}" if adopted else "plan_10b5_1: false"]
        head += [f"issuer: {scalar(issuer)}", f"owners: [{scalar(person, flow=True)}]"]
        lines = [*head, *_tables(rows), *_end(reader, signed)]
        return Draft(stem, "\n".join(lines) + "\n", line.number, person, day, rows)

    def stem(self, reader: LineReader, person: str | None, day: date | None) -> str:
        """Name the draft's file: as the table says, or after person, day and kind."""
        own = reader.text("file").removesuffix(".yaml")
        stem = own or f"{person}-{day}-{self.kind}"
        if own and not _STEM.match(own):
            message = f'the file is called "{own}"'
            reader.object(
                IN_THE_WAY, "file", message, "Use letters, digits, dots and hyphens, and no folder."
            )
        for number in range(2, len(self.made) + 3):
            if stem not in self.made or own:
                break
            stem = f"{person}-{day}-{self.kind}-{number}"
        if stem in self.made:
            reader.object(
                IN_THE_WAY, "file", f"{stem}.yaml is the draft of a line above", "Name it otherwise."
            )
        elif stem in self.taken:
            hint = "Delete it, or write into another folder."
            reader.object(IN_THE_WAY, "file", f"{stem}.yaml is there already", hint)
        return stem


def _tables(rows: Rows) -> Iterator[str]:
    for table, members in rows.by_table.items():
        yield f"{table}:"
        for member in members:
            yield from _row(member)
    if rows.footnotes:
        yield "footnotes:"
        for name, text in rows.footnotes.items():
            yield f"  {key(name)}: {prose(text, 4)}"


def _row(keys: Keys) -> Iterator[str]:
    for number, (name, value) in enumerate(keys.items()):
        dash = "  - " if number == 0 else "    "
        if name == "ownership" and value != "direct":
            yield f"{dash}ownership: {{indirect: {scalar(value, flow=True)}}}"
        else:
            yield f"{dash}{name}: {scalar(value, number=name in _NUMBERS)}"


def _end(reader: LineReader, signed: date | None) -> Iterator[str]:
    name = reader.text("signature")
    if name:
        yield "signatures:"
        yield f"  - name: {scalar(name)}"
        yield f"    date: {signed}" if signed else "    date:"
