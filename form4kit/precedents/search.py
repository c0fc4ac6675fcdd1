"""Search the index: by words, and by how like the row is on which a wording stood.

Where few wordings match, FTS5 ranks them all (BM25); where very many do, the most used of them are
looked at and ranked here, so that a search takes as long for a small archive as for a large one.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Final

from form4kit.lazy_re import pattern
from form4kit.precedents.index import code_tag, opened, rule_tag

MOST: Final = 100
"""As many are shown at most."""
_RANKED: Final = 4_000
"""From how many matches on not all of them are ranked."""
_LOOKED_AT: Final = 400
_WORD = pattern(r"[^\W_]+")
_MOST_WORDS: Final = 12
_STEPS: Final = 50_000_000
"""Instructions of SQLite after which a search is given up: a damaged index must not hang anybody."""
_COLUMNS: Final = (
    "uses, w.text, kind, code, w.title, field, form, plan, issuer, accession, date, codes, rules"
)
_RANK_ALL: Final = (
    f"SELECT -bm25(search, 1.0, 0.5, 0.0), {_COLUMNS} FROM search JOIN wordings w ON w.rowid = search.rowid"  # noqa: S608 - no value of a user is in it
    " WHERE search MATCH ? ORDER BY search.rank LIMIT ?"
)
_MOST_USED: Final = (
    f"SELECT 0.0, {_COLUMNS} FROM (SELECT rowid AS id FROM search WHERE search MATCH ? LIMIT ?)"  # noqa: S608 - as above
    " JOIN wordings w ON w.rowid = id"
)


@dataclass(frozen=True, slots=True)
class LikeWording:
    """What is looked for: words, and the row for which: code, title, plan box, form, field.

    Only `code` and `rule` leave anything out; the rest ranks what is more like it higher.
    """

    words: str
    code: str = ""
    rule: str = ""
    title: str = ""
    form: str = ""
    plan: bool | None = None
    most: int = 10


@dataclass(frozen=True, slots=True)
class Precedent:
    """A wording that others filed, and one filing that has it. `uses` counts all that fold together."""

    text: str
    kind: str
    uses: int
    code: str
    title: str
    field: str
    form: str
    plan: bool | None
    issuer: str
    accession: str
    date: str
    codes: tuple[str, ...]
    rules: tuple[str, ...]

    @property
    def others(self) -> int:
        """How many more filings have it, numbers and dates aside."""
        return self.uses - 1


def search(index: Path, wanted: LikeWording) -> tuple[Precedent, ...]:
    """Return what was filed in such words, the fittest first.

    Where no wording has all the words, those that have the rarest of them are returned. Raises OSError, and
    NoIndex where the file is none.
    """
    words = list(dict.fromkeys(_WORD.findall(wanted.words.casefold())))[:_MOST_WORDS]
    with opened(index) as database:
        steps = [0]

        def enough() -> bool:
            steps[0] += 1
            return steps[0] > _STEPS // 10_000

        database.set_progress_handler(enough, 10_000)
        rarity = _rarity(database, words)
        found = _matching(database, words, wanted, rarity)
        if not found and len(words) > 1:
            known = sorted((each for each in words if rarity[each]), key=lambda each: rarity[each])
            for kept in range(len(known) - 1, 0, -1):
                if found := _matching(database, known[:kept], wanted, rarity):
                    break
    ranked = sorted(found, key=lambda each: -_fitness(each[1], each[0], wanted))
    return tuple(each for _, each in ranked[: min(max(wanted.most, 1), MOST)])


def _rarity(database: sqlite3.Connection, words: Sequence[str]) -> dict[str, int]:
    """Return in how many wordings each word stands."""
    asked = "SELECT wordings FROM words WHERE word = ?"
    return {each: (database.execute(asked, (each,)).fetchone() or (0,))[0] for each in words}


def _matching(
    database: sqlite3.Connection, words: Sequence[str], wanted: LikeWording, rarity: dict[str, int]
) -> list[tuple[float, Precedent]]:
    """Return wordings that have all the words, each with how well they fit: higher is better."""
    query = " AND ".join(_terms(words, wanted))
    if not query:
        return []
    few = min((rarity[each] for each in words), default=_RANKED) < _RANKED
    rows = database.execute(_RANK_ALL if few else _MOST_USED, (query, _LOOKED_AT))
    return [(row[0], _precedent(row[1:])) for row in rows]


def _terms(words: Sequence[str], wanted: LikeWording) -> Iterator[str]:
    if wanted.code:
        yield f'tags : "{_plain(code_tag(wanted.code))}"'
    if wanted.rule:
        yield f'tags : "{_plain(rule_tag(wanted.rule))}"'
    yield from (f'text : "{each}"' for each in words)


def _plain(tag: str) -> str:
    return "".join(_WORD.findall(tag)) or "none"


def _precedent(row: Sequence[object]) -> Precedent:
    uses, text, kind, code, title, field, form, plan, issuer, accession, date, codes, rules = row
    return Precedent(
        text=str(text),
        kind=str(kind),
        uses=int(str(uses)),
        code=str(code),
        title=str(title),
        field=str(field),
        form=str(form),
        plan=None if plan is None else bool(plan),
        issuer=str(issuer),
        accession=str(accession),
        date=str(date),
        codes=_tagged(str(codes), "code"),
        rules=_tagged(str(rules), "rule"),
    )


def _tagged(tags: str, kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.removeprefix(kind).upper() for each in tags.split()))


def _fitness(found: Precedent, rank: float, wanted: LikeWording) -> float:
    """Say how well a wording fits: its words, the row it stood on, and how many others use it."""
    titles = set(_WORD.findall(wanted.title.casefold()))
    shared = titles & set(_WORD.findall(found.title.casefold()))
    like = 2.0 * len(shared) / len(titles) if titles else 0.0
    like += 1.5 if wanted.form and wanted.form[:1] == found.form[:1] else 0.0
    like += 1.0 if wanted.plan is not None and wanted.plan == found.plan else 0.0
    like += 0.5 if wanted.code and wanted.code.casefold() == found.code.casefold() else 0.0
    return rank + like + log(found.uses)
