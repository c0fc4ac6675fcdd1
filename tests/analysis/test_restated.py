"""Which line of a form an amendment restates, and what `diff` says of the others."""

from pathlib import Path

import pytest
from commands_run import form4kit, put

HEAD = """
plan_10b5_1: {box}
issuer: {{cik: "0000046129", name: ALLIED MOTION TECHNOLOGIES INC, symbol: AMOT}}
owners: [{{cik: "0001234567", name: Federico Richard D, director: true}}]
"""
SIGNED = "signatures: [{name: /s/ Richard D. Federico, date: 2026-11-20}]\n"
SALES = [(100, "31.07", 900), (200, "31.07", 700), (300, "31.09", 400)]


def rows(*sales: tuple[int, str, int]) -> str:
    """Lines of sales of one day: how many, at what, and what was left."""
    return "non_derivative:\n" + "".join(
        "  - {security: Common Stock, date: 2026-11-18, code: S, ownership: direct,"
        f" disposed: {sold}, price: {price}, owned_after: {left}}}\n"
        for sold, price, left in sales
    )


def filed(*sales: tuple[int, str, int], box: str = "false") -> str:
    return f'form: "4"{HEAD.format(box=box)}{rows(*sales)}remarks: Sold.\n{SIGNED}'


def amendment(*sales: tuple[int, str, int]) -> str:
    return f'form: "4/A"\noriginal_filed: 2026-11-20{HEAD.format(box="false")}{rows(*sales)}{SIGNED}'


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def compared(before: str, after: str, *options: str) -> list[str]:
    put("a.yaml", before)
    put("b.yaml", after)
    lines: list[str] = form4kit("diff", "a.yaml", "b.yaml", *options).out.splitlines()
    return lines


@pytest.mark.parametrize("at", range(3))
def test_the_line_that_is_meant_is_the_one_that_goes_on_from_the_same_balance(at: int) -> None:
    sold, price, left = SALES[at]
    lines = compared(filed(*SALES), amendment((sold + 5, price, left - 5)))
    assert f"Table I, row 1, amount: {sold} became {sold + 5}" in lines
    others = [row for row in SALES if row != SALES[at]]
    assert [line for line in lines if "not repeated" in line and line.startswith("Table")] == [
        f"Table I, row {SALES.index(each) + 1}: not repeated, stands as "
        f"Common Stock S D {each[0]} on 2026-11-18 then {each[2]} owned"
        for each in others
    ]
    assert "Remarks: not repeated, stands as Sold." in lines
    assert not [line for line in lines if "taken out" in line]


def test_a_line_that_the_form_has_not_is_added() -> None:
    lines = compared(filed(*SALES[:2]), amendment(SALES[2]))
    assert "Table I, row 1: added, Common Stock S D 300 on 2026-11-18 then 400 owned" in lines


def test_the_other_way_round_nothing_is_added() -> None:
    lines = compared(amendment(SALES[1]), filed(*SALES))
    assert not [line for line in lines if ": added" in line]
    assert len([line for line in lines if "not repeated" in line and line.startswith("Table")]) == 2


def test_two_forms_of_one_kind_are_compared_as_before() -> None:
    lines = compared(filed(*SALES), filed(*SALES[:2]))
    assert lines == ["Table I, row 3: taken out, was Common Stock S D 300 on 2026-11-18 then 400 owned"]


@pytest.mark.parametrize("other", ['cik: "0000046130"', 'cik: "0001234568"'])
def test_of_another_issuer_or_person_it_is_no_amendment(other: str) -> None:
    mine = 'cik: "0000046129"' if "46130" in other else 'cik: "0001234567"'
    lines = compared(filed(*SALES), amendment(SALES[0]).replace(mine, other))
    assert [line for line in lines if "taken out" in line and line.startswith("Table")]


def test_an_untouched_tick_stands() -> None:
    lines = compared(filed(*SALES, box="true"), amendment(SALES[0]))
    assert [line for line in lines if "10b5-1" in line and "not repeated, stands as yes" in line]


def test_json_and_markdown_say_so_too() -> None:
    put("a.yaml", filed(*SALES))
    put("b.yaml", amendment((105, "31.07", 895)))
    found = form4kit("diff", "a.yaml", "b.yaml", "--format", "json").json
    assert found["summary"]["not repeated"] == 3
    assert found["summary"]["removed"] == 0
    assert "| not repeated |" in form4kit("diff", "a.yaml", "b.yaml", "--format", "markdown").out
