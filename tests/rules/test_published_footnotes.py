"""Rules on footnotes and plans on published filings: how often they speak, and which faults they find."""

import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from clean_filings import filing_of

from form4kit.analysis.plan_passages import BOX_SINCE
from form4kit.edgar.read import read_document
from form4kit.findings import Finding
from form4kit.model import ABSENT, Field, Filing, Footnote, Mark, Row
from form4kit.rules.engine import catalogue
from form4kit.rules.footnotes.averaged_prices import averaged_rows
from form4kit.rules.rule import Bad, Good, source_of

_MOST = {
    **dict.fromkeys(["FTN20", "PLN07", "PLN09"], 1),
    **dict.fromkeys(["FTN16", "PLN04"], 2),
    **dict.fromkeys(["FTN13", "PLN06"], 3),
    "FTN11": 25,
    "FTN14": 6,
    "FTN15": 5,
    "FTN19": 13,
}
RULES = [rule for rule in catalogue() if rule.code[:3] in ("FTN", "PLN")]


@cache
def _filings(folder: Path) -> tuple[Filing, ...]:
    found = []
    for path in sorted((folder / "filings").glob("*.xml")):
        filing, _ = read_document(path.read_bytes())
        assert filing is not None
        signed = max(each.date.value for each in filing.signatures if each.date.value)
        found.append(replace(filing, context=replace(filing.context, filed=signed)))
    return tuple(found)


def _judged(filing: Filing, *codes: str) -> list[Finding]:
    form, source, day = filing.base_form, source_of(filing), filing.filed
    return [
        finding
        for rule in RULES
        if (not codes or rule.code in codes) and rule.applies(form, source, day)
        for finding in rule.findings(filing)
    ]


def _rewritten(filing: Filing, pattern: str, text: str) -> Filing:
    """Return a filing with a pattern replaced in all its footnotes, and without remarks."""

    def note(each: Footnote) -> Footnote:
        new = re.sub(pattern, text, " ".join((each.text.text or "").split()))
        return replace(each, text=replace(each.text, text=new, value=new))

    return replace(filing, footnotes=tuple(note(each) for each in filing.footnotes), remarks=ABSENT)


def _with_row(filing: Filing, row: Row) -> Filing:
    table, index = row.path
    rows = list(getattr(filing, str(table)))
    rows[int(index)] = row
    return replace(filing, **{str(table): tuple(rows)})


def test_accepted_filings_have_no_edgar_error_and_few_findings(shared: Path) -> None:
    counts: Counter[str] = Counter()
    for filing in _filings(shared):
        findings = _judged(filing)
        assert not [each for each in findings if each.authority == "edgar"]
        counts.update({each.rule for each in findings})
    assert {code: count for code, count in counts.items() if count > _MOST.get(code, 0)} == {}


def test_faulty_references_are_found_where_they_stand(shared: Path) -> None:
    for filing in _filings(shared):
        row = next((row for row in filing.rows if any(row.marks)), None)
        if row is None:
            continue
        name, found = next((name, found) for name, found in row.fields if found.marks)
        mark = replace(found.marks[0], line=found.marks[0].line + 1)
        twice = _with_row(filing, replace(row, **{name: replace(found, marks=(found.marks[0], mark))}))
        (finding,) = _judged(twice, "FTN05")
        assert (finding.place.path, finding.place.line) == ((*row.path, name), mark.line)

        lost = Mark("F98", 7, 3)
        dangling = _with_row(filing, replace(row, **{name: replace(found, marks=(*found.marks, lost))}))
        (finding,) = _judged(dangling, "FTN03")
        assert (finding.place.path, finding.place.line, finding.place.column) == ((*row.path, name), 7, 3)

        unused = replace(filing.footnotes[0], path=("footnotes", "F97"), name="F97", id="F97")
        (finding,) = _judged(replace(filing, footnotes=(*filing.footnotes, unused)), "FTN04")
        assert finding.place.where == "Footnote F97"

        doubled = replace(filing, footnotes=(*filing.footnotes, filing.footnotes[0]))
        assert len(_judged(doubled, "FTN02")) == 1


def test_faulty_averages_are_found(shared: Path) -> None:
    seen = 0
    for filing in _filings(shared):
        for each in averaged_rows(filing)[:1]:
            if each.range is None or _judged(filing, "FTN14", "FTN15", "FTN16"):
                continue
            seen += 1
            prices = each.range[1]
            dear = prices.high + Decimal("0.5")
            price = replace(each.row.price, text=str(dear), value=dear)
            (finding,) = _judged(_with_row(filing, replace(each.row, price=price)), "FTN16")
            assert finding.place == each.row.at("price")
            assert str(prices) in finding.message

            wide = _rewritten(filing, re.escape(str(prices.second)), str(prices.second + 2))
            assert any("spread" in found.message for found in _judged(wide, "FTN15"))

            bare = _rewritten(filing, r"\$[\d.,]+\d[^\d$]{1,60}?\$[\d.,]+\d", "")
            assert any("range of prices" in found.message for found in _judged(bare, "FTN14"))
    assert seen > 50


def test_missing_adoption_dates_are_found(shared: Path) -> None:
    ticked = [f for f in _filings(shared) if f.plan_10b5_1.value and str(f.filed) >= BOX_SINCE]
    dated = [f for f in ticked if not _judged(f, "FTN19") and not _judged(f, "PLN06")]
    assert len(dated) > 40
    for filing in dated:
        (finding,) = _judged(_rewritten(filing, r"(?:\d\d?/){2}\d{4}|\d{4}", ""), "FTN19")
        assert (finding.severity, finding.place.where) == ("error", "Rule 10b5-1(c) box")


@pytest.mark.parametrize("form", ["3", "4", "4/A", "5"])
def test_nothing_raises_on_an_empty_filing(form: str) -> None:
    blank = Filing(form=Field(form, form, (), 1, 1))
    rows = tuple(
        Row(path=("derivative", n), line=1, column=1, table="derivative", holding=bool(n)) for n in range(2)
    )
    for filing in (blank, replace(blank, derivative=rows)):
        for rule in RULES:
            list(rule.findings(filing))


def test_misspelt_name_gets_a_hint() -> None:
    misspelt = filing_of(Bad({"non_derivative[0].price": "31.07 ^Awrd"}, at=""))
    (finding,) = _judged(misspelt, "FTN03")
    assert finding.hint == "Did you mean ^award?"
    line, column = finding.place.line, finding.place.column
    unknown = filing_of(Good({"non_derivative[0].price": "31.07 ^F7"}))
    (finding,) = _judged(unknown, "FTN03")
    assert finding.hint.endswith("one of those defined: award.")
    assert (finding.place.line, finding.place.column) == (line, column)


def test_messages_show_what_was_read() -> None:
    note = (
        "Weighted average price. Sold at prices from $118.05 to $119.36. Details will be provided on request."
    )
    filing = filing_of(Good({"non_derivative[0].price": "118.50 ^avg", "footnotes.avg": note}))
    (finding,) = _judged(filing, "FTN15")
    assert finding.message == "read range 118.05-119.36, spread 1.31 (Table I, row 1)"
