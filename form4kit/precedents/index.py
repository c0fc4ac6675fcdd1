"""The index: an SQLite file with the wordings, most used first, and their words in FTS5.

Ids count from the wording used most, so that a search that many wordings match may stop early. `words` holds
how many wordings have each word. The full-text table stores no text of its own.
"""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from form4kit.precedents.faults import NoIndex
from form4kit.precedents.folding import fold_key
from form4kit.precedents.wordings import Wording

APPLICATION: Final = 0x46344B50
"""`F4KP`, by which the file is known."""
VERSION: Final = 1
_LOT: Final = 2_000
_PAGES_IN_MEMORY: Final = 64 * 1024
"""KiB of the database that SQLite keeps in memory."""

_TABLES: Final = """
CREATE TABLE met (
  fold BLOB PRIMARY KEY, uses INTEGER, text TEXT, kind TEXT, code TEXT, title TEXT, field TEXT,
  form TEXT, plan INTEGER, issuer TEXT, accession TEXT, date TEXT, codes TEXT, rules TEXT
) WITHOUT ROWID;
"""
_COUNTED: Final = """
INSERT INTO met VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (fold) DO UPDATE SET uses = uses + 1,
  codes = CASE WHEN instr(codes, excluded.codes) THEN codes ELSE codes || excluded.codes END,
  rules = CASE WHEN instr(rules, excluded.rules) THEN rules ELSE rules || excluded.rules END
"""
_FINISHED: Final = """
CREATE TABLE wordings AS SELECT uses, text, kind, code, title, field, form, plan, issuer, accession, date,
  codes, rules FROM met ORDER BY uses DESC, date DESC, accession, text;
CREATE VIRTUAL TABLE search USING fts5(text, title, tags, content='', tokenize='unicode61');
INSERT INTO search (rowid, text, title, tags) SELECT rowid, text, title, codes || rules FROM wordings;
INSERT INTO search (search) VALUES ('optimize');
CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, search, col);
CREATE TABLE words (word TEXT PRIMARY KEY, wordings INTEGER) WITHOUT ROWID;
INSERT INTO words SELECT term, doc FROM terms WHERE col = 'text';
DROP TABLE met;
"""


def code_tag(code: str) -> str:
    """Return the word by which a transaction code stands in the index."""
    return f"code{code.casefold()}"


def rule_tag(rule: str) -> str:
    """Return the word by which a rule stands in the index."""
    return f"rule{rule.casefold()}"


class IndexWriter:
    """An index that is being made; it takes its name only when all is in it.

    A context manager. Raises OSError where it cannot be written.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._part = file.with_name(f".{file.name}.part")
        self._lot: list[tuple[object, ...]] = []

    def __enter__(self) -> "IndexWriter":
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self._part.unlink(missing_ok=True)
        with self._part.open("xb"):
            pass
        self._database = sqlite3.connect(self._part, isolation_level=None)
        self._database.executescript(
            f"PRAGMA application_id={APPLICATION}; PRAGMA user_version={VERSION};"
            " PRAGMA journal_mode=OFF;"
            f"PRAGMA synchronous=OFF; PRAGMA cache_size=-{_PAGES_IN_MEMORY}; {_TABLES}"
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            with contextlib.closing(self._database), as_os_errors():
                if kind is None:
                    self._flush()
                    self._database.executescript(f"{_FINISHED} VACUUM;")
            if kind is None:
                self._part.replace(self.file)
        finally:
            self._part.unlink(missing_ok=True)

    def add(self, found: Iterable[Wording]) -> None:
        """Take the wordings of one filing; those that fold together are counted, and the first is kept."""
        for each in found:
            tag = f" {code_tag(each.code)} " if each.code else " "
            rules = "".join(f" {rule_tag(rule)} " for rule in each.rules)
            self._lot.append(
                (
                    *(fold_key(each.text), each.text, each.kind, each.code, each.title, each.field),
                    *(each.form, each.plan, each.issuer, each.accession, each.date, tag, rules),
                )
            )
        if len(self._lot) >= _LOT:
            self._flush()

    def _flush(self) -> None:
        with as_os_errors():
            self._database.execute("BEGIN")
            self._database.executemany(_COUNTED, self._lot)
            self._database.execute("COMMIT")
        self._lot.clear()

    def size(self) -> int:
        """Return how many different wordings there are so far."""
        self._flush()
        return int(self._database.execute("SELECT count(*) FROM met").fetchone()[0])


@contextlib.contextmanager
def as_os_errors() -> Iterator[None]:
    """Raise what SQLite says of a disk as the OSError that it is."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OSError(str(error)) from error


@contextlib.contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """Open an index for reading alone. Raises OSError, and NoIndex where the file is none."""
    with file.open("rb"):
        pass
    try:
        database = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error as error:
        raise NoIndex(f"{file} is no index of precedents") from error
    with contextlib.closing(database):
        try:
            database.executescript(
                "PRAGMA trusted_schema=OFF; PRAGMA query_only=ON; PRAGMA cell_size_check=ON;"
            )
            (application,) = database.execute("PRAGMA application_id").fetchone()
            (version,) = database.execute("PRAGMA user_version").fetchone()
            if application != APPLICATION:
                raise NoIndex(f"{file} is no index of precedents")
            if version != VERSION:
                raise NoIndex(f"{file} was made by another version of form4kit; build it again")
            yield database
        except sqlite3.DatabaseError as error:
            raise NoIndex(f"{file} is no index of precedents, or it is damaged") from error
