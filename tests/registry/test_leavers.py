"""People who have left: the boxes of their last day, and the exit box."""

import datetime as dt
from pathlib import Path

import pytest
import yaml
from commands_run import form4kit, put

CASES: list[dict[str, str]] = yaml.load(
    (Path(__file__).parents[1] / "data" / "leavers.yaml").read_text("utf-8"), yaml.BaseLoader
)
TOML = '[issuer]\nkey = "hwli"\ncik = "0001903415"\nname = "HARTWELL INSTRUMENTS INC"\nsymbol = "HWLI"\n'
ROW = (
    "{{security: Common Stock, date: {day}, code: {code}, {moved}, price: {price}, owned_after: 970,"
    " ownership: direct}}"
)


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def put_case(case: dict[str, str], more: str = "") -> str:
    until = f", to: {case['left']}" if case["left"] else ""
    put("form4kit.toml", TOML)
    put(
        "people/reyes.yaml",
        'cik: "0001903446"\nname: Reyes Antonio J\nroles:\n'
        f"  - {{from: 2021-05-12{until}, director: true}}\n"
        f"  - {{from: 2024-01-01, to: {case['left'] or '2025-12-31'}, officer: Chief Executive Officer}}\n"
        + more,
    )
    four = case["form"] == "4"
    row = ROW.format(
        day=case["day"] if four else "2026-02-20",
        code="S" if four else "W",
        moved="disposed: 10" if four else "acquired: 10",
        price="30" if four else "0",
    )
    lines = [
        f'form: "{case["form"]}"',
        "plan_10b5_1: false",
        "issuer: hwli",
        "owners: [reyes]",
        f"signatures: [{{name: /s/ Antonio J. Reyes, date: {case['filed']}}}]",
        *([] if four else [f"period: {case['day']}"]),
        *(["not_subject_to_section_16: true"] if "ticked" in case else []),
        f"non_derivative:\n  - {row}",
    ]
    return put("draft.yaml", "\n".join(lines) + "\n")


def rules_found(filed: str) -> list[str]:
    answer = form4kit("check", "draft.yaml", "--filed", filed, "--format", "json").json
    return [found["rule"] for each in answer["files"] for found in each["findings"]]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_forms_of_who_has_left(case: dict[str, str]) -> None:
    put_case(case)
    found = rules_found(case["filed"])
    known = case["director"] == "yes"
    assert ("REG02" in found, "OWN06" in found) == (not known, not known)
    assert ("OWN31" in found) == ("exit_box" in case)


def test_who_still_holds_ten_percent_is_not_asked_to_leave() -> None:
    put_case(CASES[0], more="  - {from: 2021-05-12, ten_percent: true}\n")
    assert not {"OWN31", "REG02"} & set(rules_found("2027-02-10"))


def test_the_last_role_of_another_issuer_says_nothing() -> None:
    put_case(CASES[4] | {"left": "2026-06-30, issuer: other"})
    found = rules_found("2026-09-16")
    assert "REG02" in found
    assert "OWN31" not in found


def test_days_are_those_of_the_roles() -> None:
    from form4kit.registry.leavers import last_day
    from form4kit.registry.load import registry_for

    put_case(CASES[0])
    reyes = registry_for(Path.cwd()).people["reyes"]
    assert last_day(reyes, dt.date(2026, 7, 1), "hwli") == dt.date(2026, 6, 30)
    assert last_day(reyes, dt.date(2026, 6, 30), "hwli") is None
    assert last_day(reyes, dt.date(2021, 5, 11), "hwli") is None
    assert last_day(reyes, None, "hwli") is None
