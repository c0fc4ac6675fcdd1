"""Each footnote with the row it stands on, and the rules that would object without it."""

from pathlib import Path

from clean_filings import CLEAN, edited

from form4kit.outcome import Options
from form4kit.pipeline import run_bytes
from form4kit.precedents.wordings import FOOTNOTE, REMARKS, Wording, wordings_of

RANGE = (
    "The price is a weighted average of trades at $70.00 to $70.90. The reporting person undertakes to"
    " provide to the issuer, any security holder of the issuer, or the SEC staff, upon request, full"
    " information on the number of shares sold at each price."
)


def of(text: str) -> tuple[Wording, ...]:
    outcome = run_bytes(text.encode(), "a.yaml", Path(), Options(only_read=True))
    return wordings_of(outcome)


def test_a_footnote_stands_with_its_row_and_the_remarks_with_none() -> None:
    draft = edited(
        "4",
        {
            "non_derivative[0].price": "70.4512 ^range",
            "footnotes.range": RANGE,
            "remarks": "The  power of attorney\nis attached.",
        },
    )
    found = {each.kind: each for each in of(draft) if each.text == RANGE or each.kind == REMARKS}
    note = found[FOOTNOTE]
    assert (note.text, note.field, note.form, note.accession) == (RANGE, "price", "4", "a.yaml")
    assert note.code
    assert note.title
    assert found[REMARKS].text == "The power of attorney is attached."
    assert (found[REMARKS].code, found[REMARKS].title, found[REMARKS].rules) == ("", "", ())


def test_a_rule_that_objects_without_the_wording_is_answered_by_it() -> None:
    whole = edited("4", {"non_derivative[0].price": "70.4512 ^range", "footnotes.range": RANGE})
    assert "FTN14" in next(each for each in of(whole) if each.text == RANGE).rules
    half = RANGE.partition(" The reporting")[0]
    unanswered = edited("4", {"non_derivative[0].price": "70.4512 ^range", "footnotes.range": half})
    assert "FTN14" not in next(each for each in of(unanswered) if each.text == half).rules


def test_what_holds_no_filing_has_no_wording() -> None:
    assert wordings_of(run_bytes(b"<html/>", "a.xml", Path(), Options(only_read=True))) == ()
    assert CLEAN.is_dir()
