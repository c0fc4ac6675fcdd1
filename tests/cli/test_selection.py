"""What is selected, ignored, allowed, and passed over for being in a baseline."""

import json
import re
from pathlib import Path

import pytest
from clean_filings import CLEAN, edited
from commands_run import build, check, form4kit, put

from form4kit.catalogue import faults
from form4kit.rules.rule import Rule

FILED = ("--filed", "2026-11-19")
SOUND = (CLEAN / "4.yaml").read_text()
WARNED = edited("4", {"owners[0].address.zip": "1422"})  # OWN18, practice
FORM_ERROR = edited("4", {"signatures[0].date": "2026-11-16"})  # SIG03, form
EDGAR_ERROR = edited("4", {"non_derivative[0].code": "B"})  # XSD01, edgar


def test_select_and_ignore_take_codes_and_prefixes() -> None:
    text = edited(
        "4",
        {"owners[0].address.zip": "1422", "signatures[0].date": "2026-11-16", "non_derivative[0].price": "0"},
    )
    name = put("a.yaml", text)
    everything = check(name).codes()
    assert {"OWN18", "SIG03", "COD30"} <= set(everything)
    assert check(name, "--select", "OWN18").codes() == ["OWN18"]
    assert set(check(name, "--select", "own,SIG03").codes()) == {"OWN18", "SIG03"}
    assert set(check(name, "--select", "OWN", "--select", "SIG").codes()) == {"OWN18", "SIG03"}
    assert check(name, "--ignore", "SIG").codes() == [
        code for code in everything if not code.startswith("SIG")
    ]
    assert check(name, "--select", "OWN,SIG", "--ignore", "SIG03").codes() == ["OWN18"]
    assert check(name, "--select", "OWN18").code == 0


def test_a_code_that_selects_nothing_is_an_error_of_usage() -> None:
    found = check(put("a.yaml", EDGAR_ERROR), "--select", "XDS")
    assert found.code == 2
    assert "--select XDS: there is no such rule" in found.err


def test_a_code_of_the_other_catalogue_selects_the_rule_it_has_here() -> None:
    aliased = [rule for rule in faults().values() if isinstance(rule, Rule) and rule.aliases]
    for rule in aliased:
        assert check(put("a.yaml"), "--select", rule.aliases[0]).code in (0, 1)
        assert form4kit("explain", rule.aliases[0]).out.startswith(rule.code)


def test_profiles_show_ever_more_authorities() -> None:
    edits = {
        "owners[0].address.zip": "1422",
        "signatures[0].date": "2026-11-16",
        "non_derivative[0].code": "B",
    }
    name = put("a.yaml", edited("4", edits))

    def shown(*more: str) -> set[str]:
        return {finding["authority"] for finding in check(name, *more).json["files"][0]["findings"]}

    assert shown("--profile", "edgar") == {"edgar"}
    assert shown("--profile", "form") == {"edgar", "form"}
    assert shown("--profile", "practice") == shown() == {"edgar", "form", "practice"}
    assert check(put("b.yaml", FORM_ERROR), "--profile", "edgar").code == 0


ALLOWED = edited("4", {"signatures[0].date": "2026-11-16", "allow": {"SIG03": "signed in Tokyo"}})


def test_an_allowed_finding_is_reported_as_allowed_and_does_not_fail() -> None:
    found = check(put("a.yaml", ALLOWED))
    (finding,) = [each for each in found.json["files"][0]["findings"] if each["rule"] == "SIG03"]
    assert finding["allowed"] == "signed in Tokyo"
    assert (found.code, found.json["summary"]["errors"]) == (0, 0)
    assert check("a.yaml", "--strict").code == 0
    text = form4kit("check", "a.yaml", *FILED).out
    assert "allowed SIG03" in text
    assert "Allowed: signed in Tokyo" in text
    assert "(1 allowed)" in text


def test_an_allowance_goes_into_the_manifest_with_its_reason() -> None:
    assert build(put("a.yaml", ALLOWED)).code == 0
    (allowed,) = json.loads(Path("out/a/manifest.json").read_text())["allowed"]
    assert allowed["rule"] == "SIG03"
    assert allowed["reason"] == "signed in Tokyo"
    assert allowed["where"] == "Signature 1, date"


@pytest.mark.parametrize("code", ["XSD01", "COD01", "XSD", "COD"])
def test_an_error_of_edgars_is_never_allowed_nor_built_past(code: str) -> None:
    put("a.yaml", edited("4", {"non_derivative[0].code": "B", "allow": {code: "it is fine"}}))
    for more in (
        (),
        ("--ignore", "XSD,COD,ALW"),
        ("--select", "FTN"),
        ("--profile", "edgar"),
        ("--published",),
    ):
        found = build("a.yaml", *more)
        assert found.code == 1, more
        assert "a.yaml: not built" in found.err
        assert not Path("out").exists()
    assert [f for f in check("a.yaml").json["files"][0]["findings"] if "allowed" in f] == []


def test_what_hidden_errors_stopped_a_build_is_said() -> None:
    put("a.yaml", EDGAR_ERROR)
    codes = {c for c in check("a.yaml").codes() if c not in ("ALW03",)} | {"XSD01"}
    found = build("a.yaml", "--select", "FTN")
    stopped = re.search(r"not built, for (.*)\n", found.err)
    assert stopped
    assert "XSD01" in stopped[1].split(", ")
    assert set(stopped[1].split(", ")) <= codes


def test_an_error_of_the_form_is_built_past_only_when_it_is_not_shown() -> None:
    put("a.yaml", FORM_ERROR)
    assert build("a.yaml").code == 1
    assert not Path("out").exists()
    assert build("a.yaml", "--ignore", "SIG03").code == 0
    assert Path("out/a/ownership.xml").exists()


def test_a_warning_does_not_stop_a_build_though_strict_fails() -> None:
    put("a.yaml", WARNED)
    assert build("a.yaml", "--strict").code == 1
    assert Path("out/a/ownership.xml").exists()


def test_what_keeps_a_draft_from_being_read_whole_cannot_be_allowed() -> None:
    text = edited("4", {"non_derivative[0].ownership": "X", "allow": {"DRF04": "as it is"}})
    found = check(put("a.yaml", text))
    assert {"DRF04", "ALW03"} <= set(found.codes())
    assert found.code == 1
    assert build("a.yaml", "--ignore", "DRF,ALW,XSD").code == 1
    assert not Path("out").exists()


def test_a_baseline_passes_over_what_it_holds_and_no_more() -> None:
    put("a.yaml", WARNED)
    assert check("a.yaml", "--strict", "--write-baseline", "known.json").code == 1
    assert check("a.yaml", "--strict", "--baseline", "known.json").codes() == []
    put(
        "a.yaml", "# moved\n" + edited("4", {"owners[0].address.zip": "1422", "non_derivative[0].price": "0"})
    )
    assert check("a.yaml", "--strict", "--baseline", "known.json").codes() == ["COD30"]
    assert build("a.yaml", "--strict", "--baseline", "known.json").codes() == ["COD30", "CCC01"]
