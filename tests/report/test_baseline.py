"""A baseline: it keeps what it passes over, and holds a week later."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from clean_filings import edited, filing_of
from commands_run import form4kit, put

from form4kit.findings import Finding
from form4kit.report.baseline import Baseline, write_baseline
from form4kit.report.counts import FileReport
from form4kit.rules.engine import catalogue, judge
from form4kit.rules.rule import Bad, Rule

BASELINE = "known.json"
LATE = {"signatures[0].date": "2026-11-20", "non_derivative[0].date": "2026-11-10"}


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Run in an empty folder."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    (tmp_path / "form4kit.toml").write_text("")
    monkeypatch.chdir(tmp_path)


def entries() -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(Path(BASELINE).read_text())["findings"]
    return found


def test_one_written_again_keeps_what_it_passes_over() -> None:
    put("a.yaml", edited("4", {"owners[0].address.zip": "1422"}))
    one = form4kit("check", "a.yaml", "--filed", "2026-11-19", "--write-baseline", BASELINE)
    assert one.err == f"{BASELINE}: 1 finding to pass over\n"
    two = form4kit(
        "check", "a.yaml", "--filed", "2026-11-19", "--baseline", BASELINE, "--write-baseline", BASELINE
    )
    assert two.out.endswith("1 file: nothing to object to\n")
    assert two.err == f"{BASELINE}: 1 finding to pass over\n"
    assert [each["rule"] for each in entries()] == ["OWN18"]


def test_one_file_for_both_need_not_be_there_yet() -> None:
    put("a.yaml", edited("4", {"owners[0].address.zip": "1422"}))
    run = form4kit(
        "check", "a.yaml", "--filed", "2026-11-19", "--baseline", BASELINE, "--write-baseline", BASELINE
    )
    assert (run.code, len(entries())) == (0, 1)
    assert form4kit("check", "a.yaml", "--baseline", "other.json", "--write-baseline", BASELINE).code == 2


def test_what_is_mended_leaves_it_and_what_is_new_comes_in() -> None:
    put("a.yaml", edited("4", {"owners[0].address.zip": "1422"}))
    form4kit("check", "a.yaml", "--filed", "2026-11-19", "--write-baseline", BASELINE)
    put("a.yaml", edited("4", {"signatures[0].date": "2026-11-16"}))
    form4kit("check", "a.yaml", "--filed", "2026-11-19", "--baseline", BASELINE, "--write-baseline", BASELINE)
    assert [each["rule"] for each in entries()] == ["SIG03"]


@pytest.mark.parametrize("options", [(), ("--select", "SIG"), ("--ignore", "OWN"), ("--profile", "edgar")])
def test_a_run_that_looks_at_less_drops_nothing(options: tuple[str, ...]) -> None:
    put("a.yaml", edited("4", {"owners[0].address.zip": "1422"}))
    put("b.yaml", edited("4", {"owners[0].address.zip": "1422"}))
    put("gone.yaml", edited("4", {"owners[0].address.zip": "1422"}))
    form4kit("check", ".", "--filed", "2026-11-19", "--write-baseline", BASELINE)
    Path("gone.yaml").unlink()
    both = ("--baseline", BASELINE, "--write-baseline", BASELINE)
    form4kit("check", "a.yaml", "--filed", "2026-11-19", *both, *options)
    assert [each["path"] for each in entries()] == ["a.yaml", "b.yaml"]


@pytest.mark.parametrize("day", ["2026-11-20", "2026-11-27", "2026-12-24", "2027-03-31", "2028-01-05"])
def test_a_late_draft_stays_passed_over(day: str) -> None:
    put("a.yaml", edited("4", LATE))
    form4kit("check", "a.yaml", "--filed", "2026-11-20", "--write-baseline", BASELINE)
    assert not any("2026-11-20" in each["message"] for each in entries())
    run = form4kit("check", "a.yaml", "--filed", day, "--baseline", BASELINE, "--strict")
    assert run.code == 0
    assert run.out.endswith("1 file: nothing to object to\n")


def test_a_draft_that_was_in_time_is_late_for_all_the_baseline_says() -> None:
    put("a.yaml", edited("4", {"owners[0].address.zip": "1422"}))
    form4kit("check", "a.yaml", "--filed", "2026-11-20", "--write-baseline", BASELINE)
    run = form4kit("check", "a.yaml", "--filed", "2026-11-27", "--baseline", BASELINE, "--format", "json")
    assert "DUE01" in run.codes()


def test_a_signature_of_a_year_to_come_is_new_in_a_late_draft_too() -> None:
    put("a.yaml", edited("4", LATE))
    form4kit("check", "a.yaml", "--filed", "2026-11-20", "--write-baseline", BASELINE)
    put("a.yaml", edited("4", LATE | {"signatures[0].date": "2027-11-20"}))
    run = form4kit("check", "a.yaml", "--filed", "2026-11-27", "--baseline", BASELINE, "--format", "json")
    assert run.codes() == ["SIG10"]


def test_one_of_the_first_version_still_holds_on_its_day() -> None:
    put("a.yaml", edited("4", LATE))
    words = "was due 2026-11-13, filed 2026-11-20, 5 business days late"
    row = {"path": "a.yaml", "rule": "DUE01", "where": "Table I, row 1, date", "message": words}
    Path(BASELINE).write_text(json.dumps({"version": 1, "findings": [row]}))
    run = form4kit("check", "a.yaml", "--filed", "2026-11-20", "--baseline", BASELINE, "--format", "json")
    assert run.codes() == []


DATED = [(each, bad) for each in catalogue() for bad in each.bads if "published" not in bad.edits]


def dated(rule: Rule, bad: Bad, later: int) -> list[Finding]:
    """What a rule finds in its example that depends on the day, some days later."""
    filing = filing_of(bad)
    day = (filing.filed or dt.date(2026, 11, 19)) + dt.timedelta(later)
    context = replace(filing.context, filed=day, instant=None)
    return [each for each in judge(replace(filing, context=context)) if each.dated]


@pytest.mark.parametrize(("rule", "bad"), DATED, ids=lambda each: getattr(each, "code", ""))
def test_no_words_of_a_finding_keep_it_from_being_known_a_week_later(
    rule: Rule, bad: Bad, tmp_path: Path
) -> None:
    """Each finding that is there on both days is known on the second."""
    now = dated(rule, bad, 0)
    Path(BASELINE).write_text(write_baseline([FileReport("a.yaml", "4", tuple(now))], tmp_path))
    for days in (1, 7, 30):
        later = dated(rule, bad, days)
        spots = {(each.rule, each.place.where) for each in now}
        again = [each for each in later if (each.rule, each.place.where) in spots]
        assert not Baseline.read(tmp_path / BASELINE).sort("a.yaml", again).new
