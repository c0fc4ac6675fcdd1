"""Make filings of the examples in rules: a clean filing with edits."""

import copy
import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from form4kit.draft.read import read_draft
from form4kit.draft.read_facts import with_facts
from form4kit.edgar.read import read_document
from form4kit.edgar.submission import read_submission, write_submission
from form4kit.edgar.write import write
from form4kit.law.trading_plans import PeriodicReport, TradingPlan
from form4kit.model import Context, Filing
from form4kit.power import Power
from form4kit.registry.entry_reader import EntryReader
from form4kit.registry.read_plans import read_plans
from form4kit.rules.rule import Good
from form4kit.source.xml_tree import parse
from form4kit.source.yaml_tree import compose

CLEAN = Path(__file__).parents[1] / "clean"
FILED = {
    "3": "2026-11-19",
    "4": "2026-11-19",
    "4-option": "2026-11-19",
    "4A": "2026-11-30",
    "5": "2026-02-10",
}
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_FACTS = frozenset(
    [
        *("filed", "instant", "foreign_private", "fiscal_year_end", "published", "submission", "files"),
        *("powers", "plans", "reports", "approvals", "cover", "left"),
    ]
)
_CCC = "abcd123$"


@lru_cache
def clean(name: str) -> Any:
    """Return a clean draft as plain strings, lists and mappings."""
    return yaml.load((CLEAN / f"{name}.yaml").read_text(), Loader=yaml.BaseLoader)


def edited(name: str, edits: Mapping[str, object]) -> str:
    """Return a clean draft with edits, as the text of a draft."""
    draft = copy.deepcopy(clean(name))
    for path, value in edits.items():
        if path not in _FACTS:
            _set(draft, [key or int(index) for key, index in _STEP.findall(path)], value)
    return yaml.dump(draft, allow_unicode=True, sort_keys=False, width=10_000)


def _set(tree: Any, steps: list[str | int], value: object) -> None:
    for step in steps[:-1]:
        tree = tree.setdefault(step, {}) if isinstance(step, str) else tree[step]
    last = steps[-1]
    if value is None:
        del tree[last]
    elif isinstance(last, int) and last == len(tree):
        tree.append(copy.deepcopy(value))
    else:
        tree[last] = copy.deepcopy(value)


def filing_of(example: Good) -> Filing:
    """Return the filing that an example of a rule describes."""
    edits = dict(example.edits)
    filing = _filing(example.on, edits)
    if edits.get("submission"):
        filing = _submitted(filing, example)
    elif example.xml or edits.get("published"):
        published = bool(edits.get("published"))
        document = write(filing, published=published, ccc={} if published else _cccs(filing)).text
        read, findings = read_document(_substituted(document, example).encode())
        assert read is not None, findings
        filing = read
    earlier = tuple(_filing(example.on, dict(each)) for each in example.earlier)
    original = None if example.original is None else _filing(example.on, dict(example.original))
    return replace(filing, context=replace(_context(example.on, edits), earlier=earlier, original=original))


def _submitted(filing: Filing, example: Good) -> Filing:
    """Return the filing as read from the file to submit; the example's substitutions are made there."""
    document = write(filing, ccc=_cccs(filing)).data
    text = write_submission(filing, document, live=example.edits["submission"] == "LIVE")
    root, findings = parse(_substituted(text, example).encode())
    assert root is not None, findings
    read, _, findings = read_submission(root)
    assert read is not None, findings
    return read


def _substituted(text: str, example: Good) -> str:
    for old, new in example.xml:
        assert old in text, f"{old!r} does not stand in the document"
        text = text.replace(old, new, 1)
    return text


def _cccs(filing: Filing) -> dict[str, str]:
    return {(owner.cik.text or "").lstrip("0"): _CCC for owner in filing.owners}


def _with_files(filing: Filing, files: object) -> Filing:
    """Return a draft with its exhibits read: `files` maps file names to what the files hold."""
    if not isinstance(files, Mapping) or filing.submission is None:
        return filing
    documents = tuple(
        replace(each, content=str(files[each.file.text]).encode()) if each.file.text in files else each
        for each in filing.submission.documents
    )
    return replace(filing, submission=replace(filing.submission, documents=documents))


def _filing(on: str, edits: Mapping[str, object]) -> Filing:
    root, findings = compose(edited(on, edits))
    assert root is not None, findings
    filing, findings = read_draft(root)
    assert not findings, findings
    return replace(_with_files(filing, edits.get("files")), context=_context(on, edits))


def _context(on: str, edits: Mapping[str, object]) -> Context:
    filed = str(edits.get("filed", FILED.get(on, "2026-11-19")))
    instant = edits.get("instant")
    private = edits.get("foreign_private")
    year_end = edits.get("fiscal_year_end")
    kept = {key: json.loads(json.dumps(edits[key])) for key in ("approvals", "cover") if key in edits}
    root, _ = compose(yaml.safe_dump(kept))
    facts = with_facts(Filing(), root, []).context if root is not None else Context()
    return Context(
        filed=dt.date.fromisoformat(filed),
        instant=dt.datetime.fromisoformat(str(instant)) if instant else None,
        foreign_private=None if private is None else bool(private),
        fiscal_year_end=str(year_end) if year_end else None,
        powers=_powers(edits.get("powers")),
        plans=_plans(edits.get("plans")),
        reports=_reports(edits.get("reports")),
        approvals=facts.approvals,
        cover=facts.cover,
        left=dt.date.fromisoformat(str(edits["left"])) if "left" in edits else None,
    )


def _plans(given: object) -> tuple[TradingPlan, ...] | None:
    """Return the plans of an example, as a person's file has them, of the owner of the clean filings."""
    if given is None:
        return None
    person, findings = compose(yaml.safe_dump({"cik": "0001234567", "plans": _without_none(given)}))
    assert person is not None, findings
    reader = EntryReader("example", "people")
    plans = read_plans(reader, person)
    assert not reader.problems, reader.problems
    return plans


def _without_none(given: object) -> object:
    """Return plain values without the keys whose value is None."""
    plain = json.loads(json.dumps(given))
    return [{key: value for key, value in each.items() if value is not None} for each in plain]


def _reports(given: object) -> tuple[PeriodicReport, ...]:
    """Return the periodic reports of an example: the day of filing by the last day of the period."""
    days = given if isinstance(given, Mapping) else {}
    date = dt.date.fromisoformat
    return tuple(PeriodicReport(date(period), "10-Q", date(str(filed))) for period, filed in days.items())


def _powers(given: object) -> tuple[Power, ...] | None:
    """Return the powers of attorney of an example: mappings whose days are written as text."""
    if not isinstance(given, list | tuple):
        return None
    days = ("signed", "effective", "expires", "revoked")
    return tuple(
        Power(**{k: dt.date.fromisoformat(v) if k in days else v for k, v in each.items()}) for each in given
    )
