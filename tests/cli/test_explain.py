"""What is told of a rule, and of the whole catalogue."""

from commands_run import form4kit

from form4kit.catalogue import faults


def test_explain_tells_authority_reason_and_examples() -> None:
    out = form4kit("explain", "ftn04").out
    assert out.startswith("FTN04  ")
    assert "Authority: " in out
    assert "Objects to:" in out
    assert form4kit("explain", "FTN-04").out == out
    (rule,) = form4kit("explain", "FTN04", "--format", "json").json["rules"]
    assert {"rule", "severity", "authority", "title", "reason", "cites", "bad", "good"} <= set(rule)
    unknown = form4kit("explain", "FTN99")
    assert unknown.code == 2
    assert "did you mean FTN" in unknown.err


def test_rules_lists_the_whole_catalogue() -> None:
    assert [line.split()[0] for line in form4kit("rules").out.splitlines()] == list(faults())
    assert [rule["rule"] for rule in form4kit("rules", "--format", "json").json["rules"]] == list(faults())
