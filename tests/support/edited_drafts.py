"""Drafts in an editor: a text with a cursor in it, judged where it would stand."""

import datetime as dt
from pathlib import Path

from form4kit.editor.judged_draft import JudgedDraft, judge
from form4kit.editor.text import DraftText, Range, normal
from form4kit.outcome import Options

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
BROKEN = sorted((ROOT / "tests" / "broken").glob("*.yaml"))
FILED = Options(filed=dt.date(2026, 11, 19))
ROWS = """\
form: "4"
plan_10b5_1: false
issuer: {cik: "0000046129", name: ALLIED MOTION TECHNOLOGIES INC, symbol: AMOT}
owners:
  - cik: "0001234567"
    name: Federico Richard D
    address: {street: 495 COMMERCE DRIVE, city: AMHERST, state: NY, zip: "14228"}
    director: true
non_derivative:
  - security: Common Stock
    date: 2026-11-18
    code: S  # on the market
    disposed: 500 ^lot
    price: 31.07
    owned_after: 40971
    ownership: direct
footnotes:
  lot: One of several lots.
signatures:
  - {name: /s/ Richard D. Federico, date: 2026-11-19}
"""
EVENTS = """\
form: "4"
plan_10b5_1: false
issuer: {cik: "0000046129", symbol: AMOT}
owners:
  - {cik: "0001234567", name: Federico Richard D, director: true}
positions:
  common: {security: Common Stock, held: 41471}
  rsu-25: {security: Restricted Stock Units, derivative: true, held: 3000, underlying: Common Stock,
    exercisable: ^vesting, expires: ^vesting}
events:
  - vest: {from: rsu-25, to: common, date: 2026-11-18, shares: 1000, withheld: 412, price: 88.10}
  - sale: {from: common, date: 2026-11-19, fills: [[300, 31.07 ], [200, 31.09]]}
footnotes:
  vesting: The units vest in three equal annual installments from November 18, 2026. They do not expire.
signatures:
  - {name: /s/ Richard D. Federico, date: 2026-11-19}
"""
TOML = """\
[issuer]
key = "allied"
cik = "0000046129"
name = "ALLIED MOTION TECHNOLOGIES INC"
symbol = "AMOT"

[people.federico]
cik = "0001234567"
name = "Federico Richard D"
director = true

[footnotes]
own = "Held in {count:text} lots."
"""


def desk(text: str, path: Path | None = None) -> JudgedDraft:
    return judge(text, path, options=FILED)


def pointed(text: str, words: str, shift: int = 0, nth: int = 0) -> tuple[int, int]:
    """Return the line and column of words in a text, `shift` characters on."""
    offset = -1
    for _ in range(nth + 1):
        offset = text.index(words, offset + 1)
    return DraftText(text).point(offset + shift)


def shown(text: str, range: Range | None) -> str:
    """Return what stands in a range."""
    assert range is not None
    found = DraftText(normal(text))
    return found.content[found.offset(*range[:2]) : found.offset(*range[2:])]


def repository(folder: Path) -> Path:
    (folder / "form4kit.toml").write_text(TOML)
    return folder / "november" / "draft.yaml"


# ------------------------------------------------------------ names

NOTED = """\
non_derivative:
  - price: 12 ^a ^b
    date: "2026-11-18 ^a"
    owned_after: '3 ^vesting(first=2026-01-01, parts=2) ^a'
    nature: By Trust ^ab
    security: Stock ^^a
events:
  - sale: {from: common, shares: 3 ^a, price: ^b}
  - vest: {from: units, to: "common"}
positions:
  common: {security: Common Stock ^a, held: 3}
  'units': {security: Units}
footnotes:
  a: The letter ^a stands for itself here.
  "b": Another.
remarks: See ^a.
"""
PIECES = ["{", "}", "[", "]", ":", " ", "\n", "\t", '"', "'", "^", "#", "- ", "|", ">", "&a", "*a", "!x"]
PIECES += [
    "\ud800",
    "\u2028",
    "\x00",
    "😀",
    "\r\n",
    "^vesting(",
    "---\n",
    "...\n",
    "%",
    "<<: ",
    "\ufeff",
    "? ",
]
FROM_NOWHERE = """\
form: "4"
plan_10b5_1: false
issuer: allied
owners: [federico]
positions: {common: {security: Common Stock, held: "9,000"}}
events:
  - sale: {from: , date: 2024-11-18, shares: 300, price: 31.07}
signatures:
  - {name: /s/ Richard D. Federico, date: 2024-11-19}
"""
"""A sale whose position is still to be said, at the end of `from: `."""
