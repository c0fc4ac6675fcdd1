"""EDGAR's errors lead to the rules that speak of them, and to none where no word is sure."""

import pytest

from form4kit.catalogue import faults
from form4kit.transmission.answering_rules import _BY_WORDS, _LABELS, rules_of, rules_of_all
from form4kit.transmission.receipt import EdgarError


def test_every_code_is_one_of_the_book() -> None:
    named = {
        code for codes in [*(codes for _, codes in _BY_WORDS), *_LABELS.values()] for code in codes.split()
    }
    assert len(named) > 40
    assert named - set(faults()) == set()


@pytest.mark.parametrize(
    ("text", "form", "codes"),
    [
        (
            "Reporting Owner CCC of XXXXXXXX value is inconsistent with CIK value of 0001903417.",
            None,
            ["OWN04", "CCC01"],
        ),
        ("Value for Period of Report is missing or invalid.", "4", ["DAT01", "DAT02"]),
        ("Value for Period of Report is missing or invalid.", "5/A", ["DAT01", "DAT04"]),
        ("Value for Period of Report is missing or invalid.", None, ["DAT01", "DAT02", "DAT03", "DAT04"]),
        ("The value of rptOwnerState is not one that is allowed.", "4", ["OWN15", "OWN14"]),
        ("Footnote F3 is not defined.", "4", ["FTN03"]),
        ("Footnote F3 is longer than 1,000 characters.", "4", ["FTN06"]),
        ("The footnote is wrong.", "4", ["FTN01", "FTN02", "FTN03", "FTN04", "FTN06"]),
        ("signatureDate is missing.", "4", ["DAT01"]),
        ("A signature is missing.", "4", ["SIG01", "SIG02"]),
        ("The value of testOrLive is wrong.", "4", ["SUB02"]),
        ("The notification e-mail address is wrong.", "4", []),
        ("Document 2 (poa.txt) contains a character that EDGAR does not recognize.", "4", ["EXH11"]),
        ("Document 2 (poa.txt): line 7 exceeds 80 characters.", "4", ["EXH12"]),
        ("The HTML tag <blink> in poa.htm is not supported.", "4", ["EXH14", "EXH15"]),
        ("Document poa.htm contains active content.", "4", ["EXH16"]),
        ("Document poa.htm has an external reference.", "4", ["EXH19"]),
        ("The graphic seal.gif is not referenced.", "4", ["EXH20", "EXH05"]),
        ("The submission is too large.", "4", ["XML16"]),
        ("The remarks exceed 2,000 characters.", "4", ["FTN07"]),
        ("Something nobody has heard of.", "4", []),
        ("The submission requires an existing file number", "4", []),
        ("", None, []),
    ],
)
def test_words_lead_to_rules(text: str, form: str | None, codes: list[str]) -> None:
    assert rules_of(EdgarError(text), form) == codes


def test_a_label_leads_to_a_rule_beside_the_words() -> None:
    assert rules_of(EdgarError("Odd.", "XML_SCHEMA_ERROR")) == ["XSD01"]
    assert rules_of(EdgarError("Odd.", "ANY_LABEL")) == []


def test_of_several_errors_each_code_stands_once_in_their_order() -> None:
    errors = [EdgarError("A signature."), EdgarError("The CCC is wrong."), EdgarError("No signatures.")]
    assert rules_of_all(errors) == ["SIG01", "SIG02", "OWN04", "CCC01"]
