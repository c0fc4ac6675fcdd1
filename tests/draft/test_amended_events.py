"""The draft of an amendment keeps the events of the one that it amends, and what rests on them follows."""

from pathlib import Path

import pytest
from commands_run import Result, form4kit, put

HEAD = """\
form: "4"
plan_10b5_1: {box}
issuer: {{cik: "0000046129", name: ALLIED MOTION TECHNOLOGIES INC, symbol: AMOT}}
owners:
  - cik: "0001234567"
    name: Federico Richard D
    address: {{street: [495 COMMERCE DRIVE, SUITE 3], city: AMHERST, state: NY, zip: "14228"}}
    director: true
positions:
  common: {{security: Common Stock, held: 41471}}  # as on the last form
events:
"""
SIGNED = "signatures:\n  - {name: /s/ Richard D. Federico, date: 2026-11-19}\n"
SALE = "  - sale: {from: common, date: 2026-11-18, shares: 500, price: 31.07}\n"
GIFT = "  - gift: {from: common, date: 2026-11-18, shares: 100}\n"
WHY = 'remarks: "Amended to correct the number of shares, and the balances that follow."\n'
FILLS = "shares,price\n300,31.07\n200,31.09\n"
DAY = ("--filed", "2026-11-30")


def draft(*events: str, box: str = "false") -> str:
    return HEAD.format(box=box) + "".join(events) + SIGNED


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    (tmp_path / "form4kit.toml").write_text("")
    monkeypatch.chdir(tmp_path)


def amended(filed: str, *changes: tuple[str, str], out: str = "b.yaml") -> str:
    """Write the amendment of a draft, with the reason, the day of signing and some changes."""
    run = form4kit("amend", filed, "--out", out)
    assert run.code == 0, run.err
    text = Path(out).read_text()
    for old, new in (("remarks:\n", WHY), ("date: }", "date: 2026-11-30}"), *changes):
        assert old in text, text
        text = text.replace(old, new, 1)
    return put(out, text)


def clean(name: str) -> Result:
    run = form4kit("check", name, *DAY, "--format", "json")
    assert run.codes() == [], run.out
    return run


def test_positions_events_and_comments_stay() -> None:
    put("a.yaml", draft(SALE, GIFT))
    text = Path(amended("a.yaml")).read_text()
    assert SALE in text
    assert GIFT in text
    assert "held: 41471}  # as on the last form" in text
    assert "non_derivative" not in text
    assert 'form: "4/A"' in text


def test_a_corrected_number_moves_all_balances_after_it() -> None:
    put("a.yaml", draft(SALE, GIFT))
    clean(amended("a.yaml", ("shares: 500", "shares: 600")))
    lines = form4kit("diff", "a.yaml", "b.yaml").out
    assert "Table I, row 1, amount owned following: 40,971 became 40,871" in lines
    assert "Table I, row 2, amount owned following: 40,871 became 40,771" in lines
    assert form4kit("build", "b.yaml", "--out", "out", "--only", "xml", *DAY).code == 0


@pytest.mark.parametrize("out", ["b.yaml", "more/b.yaml"])
def test_a_corrected_fill_moves_average_and_balances(out: str) -> None:
    put("f.csv", FILLS)
    put("a.yaml", draft(SALE.replace("shares: 500, price: 31.07", "fills: f.csv"), GIFT))
    Path("more").mkdir()
    clean_name = amended("a.yaml", out=out)
    fills = "f.csv" if out == "b.yaml" else "more/b-f.csv"
    put(fills, FILLS.replace("300", "400"))
    clean(clean_name)
    lines = form4kit("diff", Path(out).parent / ".as-filed/b.xml", out).out
    assert "Table I, row 1, amount: 500 became 600" in lines
    assert "31.0767" in lines
    assert "Table I, row 2, amount owned following: 40,871 became 40,771" in lines


def test_of_a_built_folder_the_draft_it_was_built_from_is_found() -> None:
    put("a.yaml", draft(SALE, GIFT))
    form4kit("build", "a.yaml", "--out", "out", "--only", "xml", *DAY)
    assert SALE in Path(amended("out/a", out="b.yaml")).read_text()


def test_rows_stay_rows() -> None:
    rows = "non_derivative:\n  - {security: Common Stock, date: 2026-11-18, code: S, disposed: 500,"
    rows += " price: 31.07, owned_after: 40971, ownership: direct}\n"
    put("a.yaml", draft().replace("events:\n", "").partition("positions")[0] + rows + SIGNED)
    form4kit("amend", "a.yaml", "--out", "b.yaml")
    assert "events:" not in Path("b.yaml").read_text()


def test_the_box_of_a_plan_is_not_ticked_where_no_plan_trade_is_left() -> None:
    sale = SALE.replace("price: 31.07", "price: 31.07, plan: true")
    gift = GIFT.replace("shares: 100", "shares: 100, plan: false")
    put("a.yaml", draft(sale, gift, box="{adopted: 2026-03-02}"))
    clean(amended("a.yaml", ("shares: 100", "shares: 150")))
    assert "Rule 10b5-1(c) box: not repeated, stands as yes" in form4kit("diff", "a.yaml", "b.yaml").out


def test_where_a_plan_trade_is_left_it_is_ticked() -> None:
    sale = SALE.replace("price: 31.07", "price: 31.07, plan: true")
    put("a.yaml", draft(sale, GIFT, box="{adopted: 2026-03-02}"))
    clean(amended("a.yaml", ("shares: 500", "shares: 600")))
    assert "10b5-1(c) box" not in form4kit("diff", "a.yaml", "b.yaml").out


def test_a_line_of_the_second_day_alone_keeps_the_box_3_of_the_form() -> None:
    put("a.yaml", draft(SALE.replace("2026-11-18", "2026-11-17"), GIFT))
    clean(amended("a.yaml", ("shares: 100", "shares: 150")))
    assert "Date of earliest" not in form4kit("diff", "a.yaml", "b.yaml").out
