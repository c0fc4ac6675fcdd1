"""Dates, and signatures of those who may sign on the day."""

import datetime as dt
from pathlib import Path

import pytest
from edited_drafts import ROWS, TOML

from form4kit.editor.completion import complete
from form4kit.editor.text import DraftText, Replacement, applied

POWER = """
[[people.federico.powers_of_attorney]]
attorneys = ["Ann Lee"]
forms = ["4"]
signed = 2026-01-05
expires = 2026-11-30
"""
SIGNED = "{name: /s/ Richard D. Federico, date: 2026-11-19}"


def offered(before: str, after: str, today: str, path: Path | None = None) -> dict[str, tuple[str, str]]:
    """Return what each completion tells, and the text after it was chosen."""
    text = before + after
    point = DraftText(text).point(len(before))
    found = complete(text, path, *point, today=dt.date.fromisoformat(today))
    return {each.label: (each.detail, applied(text, [Replacement(each.range, each.text)])) for each in found}


@pytest.mark.parametrize(
    ("today", "days"),
    [
        (
            "2026-11-18",
            {
                "2026-11-18": "Wednesday, today; a Form 4 is due Fri 2026-11-20 at 22:00",
                "2026-11-17": "Tuesday, the last trading day; a Form 4 is due Thu 2026-11-19 at 22:00",
            },
        ),
        (
            "2026-11-29",
            {
                "2026-11-27": "Friday, the last trading day; a Form 4 is due Tue 2026-12-01 at 22:00",
                "2026-11-29": "Sunday, today; a Form 4 is due Tue 2026-12-01 at 22:00",
            },
        ),
    ],
)
def test_a_trade_is_dated_today_or_on_the_last_trading_day(today: str, days: dict[str, str]) -> None:
    for head in (
        "non_derivative:\n  - date: ",
        "events:\n  - sale:\n      date: ",
        "events:\n  - sale: {date: ",
    ):
        found = offered(head, "", today)
        assert [(label, detail) for label, (detail, _) in found.items()] == list(days.items())


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("3", {"2026-11-18": "Wednesday, today; a Form 3 is due Mon 2026-11-30 at 22:00"}),
        (
            "5/A",
            {"2025-12-31": "Wednesday, the end of the fiscal year; a Form 5 is due Tue 2026-02-17 at 22:00"},
        ),
        ("4", {}),
    ],
)
def test_the_period_is_a_day_that_makes_the_form_due(form: str, told: dict[str, str]) -> None:
    found = offered(f'form: "{form}"\nperiod: ', "\n", "2026-11-18")
    assert {label: detail for label, (detail, _) in found.items()} == told


def test_the_fiscal_year_is_that_of_the_registry(tmp_path: Path) -> None:
    (tmp_path / "form4kit.toml").write_text('[issuer]\nsymbol = "AMOT"\nfiscal_year_end = "09-30"\n')
    assert [*offered('form: "5"\nperiod: ', "\n", "2026-11-18", tmp_path / "a.yaml")] == ["2026-09-30"]


def test_the_day_of_a_split_makes_nothing_due() -> None:
    found = offered("positions:\n  adjust:\n    date: ", "\n", "2026-11-18")
    assert {label: detail for label, (detail, _) in found.items()} == {"2026-11-18": "Wednesday, today"}


def test_a_signature_is_dated_today() -> None:
    assert list(offered("signatures:\n  - date: ", "", "2026-11-29")) == ["2026-11-29"]


@pytest.mark.parametrize(
    ("today", "form", "attorney"),
    [
        ("2026-11-19", "4", True),
        ("2026-12-01", "4", False),
        ("2026-01-02", "4", False),
        ("2026-11-19", "5", False),
    ],
)
def test_an_attorney_signs_only_where_a_power_fits(
    tmp_path: Path, today: str, form: str, attorney: bool
) -> None:
    (tmp_path / "form4kit.toml").write_text(TOML + POWER)
    before = ROWS.replace('form: "4"', f'form: "{form}"').replace(SIGNED, "{name: ")
    found = offered(before[:-1], "}\n", today, tmp_path / "draft.yaml")
    typed = [label for label in found if "attorney-in-fact" in label]
    assert "/s/ Richard D. Federico" in found and bool(typed) is attorney
    for label in typed:
        assert label == "/s/ Ann Lee, attorney-in-fact for Richard D. Federico"
        assert found[label][1].endswith(f'name: "{label}"}}\n')


def test_a_draft_that_cannot_be_read_has_no_signatures() -> None:
    assert offered("form: [\nsignatures:\n  - name: ", "", "2026-11-19") == {}
