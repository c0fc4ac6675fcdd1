"""Small repositories for the cases of tests/data/year-end.yaml: a registry, filed documents and drafts."""

import datetime as dt
from pathlib import Path
from typing import Any

import yaml

from form4kit.edgar.write import write
from form4kit.outcome import Options
from form4kit.pipeline import run_bytes

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "year-end.yaml").read_text(encoding="utf-8")
)
ISSUER = {"cik": "0001903415", "name": "HARTWELL INSTRUMENTS INC", "symbol": "HWLI"}
ADDRESS = {"street": "2200 ALAMEDA PARKWAY", "city": "SAN MATEO", "state": "CA", "zip": "94403"}
OWNER = {"cik": "0001903446", "name": "Reyes Antonio J", "address": ADDRESS}
ROLES = [{"from": dt.date(2021, 5, 12), "director": True}]


def repository(case: dict[str, Any], root: Path) -> Path:
    """Write the repository of a case below a folder, and return it."""
    facts = {"key": "hartwell", **ISSUER, "fiscal_year_end": "12-31", **case.get("issuer", {})}
    toml = [
        f"{key} = {str(value).lower() if isinstance(value, bool) else repr(value)}"
        for key, value in facts.items()
    ]
    _put(root / "form4kit.toml", "\n".join(["[issuer]", *toml]))
    person = {**OWNER, "roles": case.get("roles", ROLES), "statements": case.get("statements", [])}
    _put(root / "people" / "reyes.yaml", yaml.safe_dump(person, sort_keys=False))
    for number, form in enumerate(case.get("filed", [])):
        day = form.pop("day")
        _put(root / "filings" / f"{number}.xml", document(form, day))
        form["day"] = day
    for number, form in enumerate(case.get("drafts", [])):
        _put(root / "drafts" / f"{number}.yaml", draft(form, case.get("as_of", dt.date(2027, 1, 20))))
    return root


def _put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def draft(form: dict[str, Any], signed: dt.date) -> str:
    """Return a form of a case as the text of a draft."""
    box = {} if form["form"] == "3" else {"plan_10b5_1": False}
    who = {"issuer": ISSUER, "owners": [{**OWNER, "director": True}]}
    signature = {"signatures": [{"name": "/s/ Antonio J. Reyes", "date": signed}]}
    return yaml.safe_dump({**form, **box, **who, **signature}, sort_keys=False)


def document(form: dict[str, Any], filed: dt.date) -> str:
    """Return a form of a case as the document that EDGAR publishes."""
    text = draft(form, filed).encode()
    outcome = run_bytes(text, "x.yaml", Path("/nowhere"), Options(filed=filed, only_read=True))
    assert outcome.filing is not None and not [each for each in outcome.findings if each.blocks]
    return write(outcome.filing, published=True).text
