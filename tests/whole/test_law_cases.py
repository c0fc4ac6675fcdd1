"""Weekly situations of a practitioner, each a draft with what the law makes of it.

Findings, rows, texts and due days. The cases are data beside the project, `shared/cases/law`:
`NAME.expect.json` says what is wanted of `NAME.yaml`.
"""

import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from commands_run import form4kit

from form4kit.edgar.read import read_document
from form4kit.model import Filing, Row

CASES = sorted((Path(__file__).parents[3] / "shared" / "cases" / "law").glob("*.expect.json"))
NAMES = [case.name.removesuffix(".expect.json") for case in CASES]


def fits(wanted: str | dict[str, str], finding: dict[str, Any]) -> bool:
    """Tell whether a finding is what a case asks for: a code, CODE:severity, or patterns by key."""
    if isinstance(wanted, str):
        code, _, severity = wanted.partition(":")
        return finding["rule"] == code and severity in ("", finding["severity"])
    about = {**finding, "about": f"{finding['message']} {finding.get('hint', '')}"}
    return all(re.search(text, str(about.get(key, "")), re.IGNORECASE) for key, text in wanted.items())


def amount(text: object) -> str:
    return "-" if text in (None, "-") else format(Decimal(str(text)).normalize(), "f")


def transaction(row: Row) -> list[str | None]:
    return [
        "II" if row.table == "derivative" else "I",
        row.code.value,
        str(row.date.value),
        row.acquired_disposed.value,
        amount(row.shares.value),
        amount(row.price.value),
        amount(row.owned_after.value),
        row.nature.value or "direct",
    ]


def holding(row: Row) -> list[str | None]:
    return [row.security.value, amount(row.owned_after.value), row.nature.value or "direct"]


def built(draft: Path, filed: list[str], out: Path) -> Filing:
    assert form4kit("build", draft, "--only", "xml", "--out", out, *filed).code == 0
    (document,) = out.rglob("ownership.xml")
    filing, findings = read_document(document.read_bytes())
    assert filing is not None, findings
    return filing


def judge_findings(want: dict[str, Any], findings: list[dict[str, Any]]) -> None:
    for each in want.get("must", []):
        assert any(fits(each, finding) for finding in findings), (each, findings)
    for each in want.get("must_not", []):
        assert not [finding for finding in findings if fits(each, finding)], each


def judge_form(want: dict[str, Any], filing: Filing) -> None:
    if "rows" in want:
        told = [[*row[:4], *map(amount, row[4:7]), row[7]] for row in want["rows"]]
        assert [transaction(row) for row in filing.rows if not row.holding] == told
    if "holdings" in want:
        told = [[title, amount(number), nature] for title, number, nature in want["holdings"]]
        assert [holding(row) for row in filing.rows if row.holding] == told
    texts = want.get("texts", {})
    for each in texts.get("must", []):
        assert re.search(each, filing.prose, re.IGNORECASE), filing.prose
    for each in texts.get("must_not", []):
        assert not re.search(each, filing.prose, re.IGNORECASE), filing.prose


@pytest.mark.parametrize("name", NAMES)
def test_the_law_makes_of_it_what_it_should(name: str, tmp_path: Path) -> None:
    folder = CASES[0].parent
    want = json.loads((folder / f"{name}.expect.json").read_text("utf-8"))
    if "due" in want:
        done = form4kit("due", *want["due"])
        assert done.code == want.get("exit", 0), done.err
        assert re.search(want.get("first", ""), (done.out.strip() or done.err.strip()).splitlines()[0])
        answer = form4kit("due", *want["due"], "--format", "json").json if "json" in want else {}
        assert want.get("json", {}).items() <= answer.items()
        return
    draft = folder / name / "draft.yaml" if (folder / name).is_dir() else folder / f"{name}.yaml"
    filed = ["--filed", want["filed"]] if "filed" in want else []
    checked = form4kit("check", draft, "--format", "json", *filed, *want.get("args", []))
    findings = [finding for file in checked.json["files"] for finding in file["findings"]]
    judge_findings(want.get("findings", {}), findings)
    counts = Counter(finding["rule"] for finding in findings)
    assert {code: counts[code] for code in want.get("counts", {})} == want.get("counts", {})
    if {"rows", "holdings", "texts"} & set(want):
        judge_form(want, built(draft, filed, tmp_path))
