"""The tables of a data set, brought into the order of its filings on disk: memory stays small.

The tables are in no common order, so they are put into a private SQLite database that is removed with the
last reader. A damaged or hostile ZIP is refused in one sentence.
"""

import csv
import lzma
import sqlite3
import weakref
import zipfile
import zlib
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Final

from form4kit.lazy_re import pattern
from form4kit.source.data_set_tables import ACCESSION, NEEDED, PLAN_BOX, SUBMISSIONS
from form4kit.source.limits import LARGEST_FORM

LARGEST_SET: Final = 2 * 1024**3
"""The bytes that the tables may have unpacked; the largest quarter has some 50 MB."""
MOST_PACKED: Final = 1_000
"""The bytes that one byte of the ZIP may become: text has about five, a bomb has thousands."""
LONGEST_LINE: Final = 1024**2
MOST_ROWS: Final = 10_000
"""The rows of a filing that are read, and no more text than a form has: its size is then objected to."""
_BETWEEN = "\x1f"
_UNFIT = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NUMBER = pattern(r"\d{10}-\d{2}-\d{6}")
Cells = dict[str, str]
"""A row of a table: its cells by the names of their columns, without those that are blank."""


class BadDataSet(ValueError):
    """Say why a ZIP cannot be read as a data set, in a few words."""


def is_data_set(file: Path) -> bool:
    """Tell whether a file is a ZIP with a table of submissions in it. Raises OSError if unreadable."""
    with file.open("rb") as stream:
        if stream.read(2) != b"PK":
            return False
    try:
        with zipfile.ZipFile(file) as archive:
            return any(name.rsplit("/", 1)[-1] == SUBMISSIONS for name in archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return False


class DataSetStore:
    """The rows of a data set by filing. Raises BadDataSet, and OSError where the ZIP cannot be read."""

    def __init__(self, file: Path) -> None:
        self._database = sqlite3.connect("", check_same_thread=False, isolation_level=None)
        self._close = weakref.finalize(self, self._database.close)
        self._headers: dict[str, list[str]] = {}
        self._database.execute("CREATE TABLE line (filing TEXT, member TEXT, cells TEXT)")
        self._database.execute("BEGIN")
        try:
            with zipfile.ZipFile(file) as archive:
                for member, info in _members(archive).items():
                    self._put(member, self._lines(archive, member, info))
            self._database.execute("CREATE INDEX by_filing ON line (filing)")
            self._database.execute("COMMIT")
        except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError) as error:
            raise BadDataSet(f"the ZIP is damaged ({error})") from error
        except sqlite3.Error as error:
            raise BadDataSet(
                f"its tables find no room in the folder for temporary files ({error})"
            ) from error
        self._refuse_doubled()

    @property
    def has_plan_box(self) -> bool:
        """Whether the box of Rule 10b5-1(c) is among the columns."""
        return PLAN_BOX in self._headers[SUBMISSIONS]

    @property
    def accessions(self) -> Iterator[str]:
        """The accession numbers, in their own order, which is that of agents and their counts."""
        wanted = "SELECT filing FROM line WHERE member = ? ORDER BY filing"
        for (filing,) in self._database.execute(wanted, (SUBMISSIONS,)):
            yield filing

    def tables_of(self, accession: str) -> dict[str, list[Cells]]:
        """Return the rows of a filing by member, in the order of the tables."""
        found: dict[str, list[Cells]] = {}
        size = 0
        wanted = "SELECT member, cells FROM line WHERE filing = ? ORDER BY rowid LIMIT ?"
        for member, line in self._database.execute(wanted, (accession, MOST_ROWS)):
            size += len(line)
            if size > LARGEST_FORM + LONGEST_LINE:
                break
            cells = zip(self._headers[member], line.split(_BETWEEN), strict=True)
            found.setdefault(member, []).append({name: text for name, text in cells if text})
        return found

    def _put(self, member: str, lines: Iterator[tuple[str, str, str]]) -> None:
        self._database.executemany("INSERT INTO line VALUES (?, ?, ?)", lines)

    def _lines(
        self, archive: zipfile.ZipFile, member: str, info: zipfile.ZipInfo
    ) -> Iterator[tuple[str, str, str]]:
        with archive.open(info) as packed, TextIOWrapper(packed, "utf-8-sig", newline="") as text:
            reader = csv.reader(_bounded(text, member), delimiter="\t")
            try:
                header = next(reader, [])
                self._headers[member] = header
                _require_columns(member, header)
                place = header.index(ACCESSION)
                for row in reader:
                    if len(row) != len(header):
                        where = f"{member}, line {reader.line_num}"
                        raise BadDataSet(f"{where}: {len(row)} cells, and {len(header)} columns")
                    if not _NUMBER.fullmatch(row[place]):
                        where = f"{member}, line {reader.line_num}"
                        raise BadDataSet(f"{where}: {row[place][:25]!r} is no accession number")
                    yield row[place], member, _BETWEEN.join(row)
            except UnicodeDecodeError as error:
                raise BadDataSet(f"{member} is not in UTF-8, after line {reader.line_num}") from error
            except csv.Error as error:
                raise BadDataSet(f"{member}, line {reader.line_num}: {error}") from error

    def _refuse_doubled(self) -> None:
        wanted = "SELECT filing FROM line WHERE member = ? GROUP BY filing HAVING count(*) > 1 LIMIT 1"
        for (filing,) in self._database.execute(wanted, (SUBMISSIONS,)):
            raise BadDataSet(f"{filing} stands twice in {SUBMISSIONS}")


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the tables of a ZIP, by name; what else lies in it is not looked at. Raises BadDataSet."""
    found: dict[str, zipfile.ZipInfo] = {}
    size = 0
    for info in archive.infolist():
        name = info.filename.rsplit("/", 1)[-1]
        if name not in NEEDED:
            continue
        if name in found:
            raise BadDataSet(f"{name} is there twice")
        if info.flag_bits & 1:
            raise BadDataSet(f"{name} is encrypted")
        size += info.file_size
        if size > LARGEST_SET or info.file_size > MOST_PACKED * max(info.compress_size, 1):
            raise BadDataSet(f"{name} would unpack to {info.file_size:,} bytes")
        found[name] = info
    if missing := [name for name in NEEDED if name not in found]:
        raise BadDataSet(f"the data set lacks {', '.join(missing)}, without which no filing is whole")
    return found


def _require_columns(member: str, header: list[str]) -> None:
    if missing := [name for name in (ACCESSION, *NEEDED[member]) if name not in header]:
        raise BadDataSet(f"{member} lacks the columns {', '.join(missing)}")
    if len(set(header)) < len(header):
        raise BadDataSet(f"{member} has a column twice")


def _bounded(text: TextIOWrapper, member: str) -> Iterator[str]:
    """Yield the lines of a table without characters that no document can hold."""
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise BadDataSet(f"{member} has a line of more than {LONGEST_LINE:,} characters")
        yield _UNFIT.sub(" ", line)
