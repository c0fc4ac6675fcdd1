"""A folder with one company, its people and a filed Form 4, for the tests of what is prepared in it."""

import datetime as dt
from pathlib import Path

from form4kit.edgar.write import write
from form4kit.law.clock import NEW_YORK
from form4kit.outcome import Options
from form4kit.pipeline import run_bytes

NOW = dt.datetime(2026, 11, 30, 16, 48, tzinfo=NEW_YORK)
TOML = """\
[issuer]
key = "hartwell"
cik = "0001903415"
name = "HARTWELL INSTRUMENTS INC"
symbol = "HWLI"
fiscal_year_end = "12-31"
"""
PERSON = """\
cik: "{cik}"
name: {name}
address: {{street: 2200 ALAMEDA PARKWAY, city: SAN MATEO, state: CA, zip: "94403"}}
roles:
  - {{from: 2020-01-01, {role}}}
"""
PEOPLE = {
    "reyes": ("0001903446", "Reyes Antonio J", "officer: Chief Operating Officer"),
    "okafor": ("0001903447", "Okafor Denise M", "officer: Chief Financial Officer"),
}
PLANS = """\
plans:
  - {key: spring, adopted: 2026-05-12, begins: 2026-08-11, ends: 2027-05-11, broker: Merrill, shares: 20000}
"""
FILED = """\
form: "4"
plan_10b5_1: false
issuer: {{cik: "0001903415", name: HARTWELL INSTRUMENTS INC, symbol: HWLI}}
owners:
  - {{cik: "{cik}", name: {name}, officer: Chief Operating Officer}}
non_derivative:
  - security: Common Stock
    date: 2026-08-12
    code: G
    disposed: 529
    price: 0
    owned_after: {held}
    ownership: direct
signatures:
  - {{name: /s/ Antonio J. Reyes, date: 2026-08-14}}
"""
MOCK = """\
Trade Date	B/S	Sym	Qty	Px	Ccy	Acct
11/25/2026	S	HWLI	300	47.00	USD	88123456
11/25/2026	S	HWLI	200	47.50	USD	88123456
11/25/2026	S	HWLI	150	48.20	USD	88123456
11/27/2026	S	HWLI	200	47.10	USD	88123456
11/27/2026	S	HWLI	150	47.15	USD	88123456
11/27/2026	B	HWLI	50	47.05	USD	88123456
Total			1,000
"""


def folder(root: Path, *, people: tuple[str, ...] = ("reyes",), held: int = 41_471) -> Path:
    """Make a registry of a company and people, and a filed Form 4 that leaves the first with shares."""
    (root / "people").mkdir(parents=True, exist_ok=True)
    (root / "form4kit.toml").write_text(TOML, encoding="utf-8")
    for key in people:
        cik, name, role = PEOPLE[key]
        text = PERSON.format(cik=cik, name=name, role=role) + (PLANS if key == "reyes" else "")
        (root / "people" / f"{key}.yaml").write_text(text, encoding="utf-8")
    if held:
        (root / "filed").mkdir(exist_ok=True)
        cik, name, _ = PEOPLE[people[0]]
        draft = FILED.format(cik=cik, name=name, held=held)
        (root / "filed" / "2026-08-14-reyes.xml").write_bytes(document(draft))
    return root


def document(draft: str) -> bytes:
    """Return the ownership document of a draft, as EDGAR publishes it."""
    filing = run_bytes(draft.encode(), "filed.yaml", Path(), Options(only_read=True)).filing
    assert filing is not None
    return write(filing, published=True).data


def many_rows(number: int) -> str:
    """Return a draft of so many sales, each in a row: from the thirty-first on it becomes several filings."""
    rows = "".join(
        f"  - {{security: Common Stock, date: 2026-11-25, code: S, disposed: 100, price: {10 + n}.5,"
        f" owned_after: {41_371 - 100 * n}, ownership: direct}}\n"
        for n in range(number)
    )
    head = 'form: "4"\nplan_10b5_1: false\nissuer: hartwell\nowners: [reyes]\nnon_derivative:\n'
    return f"{head}{rows}signatures:\n  - {{name: /s/ Antonio J. Reyes, date: 2026-11-27}}\n"
