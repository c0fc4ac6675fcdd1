"""A statement is read for whose it is and of which year; what a page could show otherwise is refused."""

import datetime as dt

import pytest

from form4kit.insiders.statement import worded
from form4kit.insiders.statement_text import LARGEST, NoStatement, read_statement

DAY = dt.date(2026, 12, 31)
TEXT = worded("HARTWELL INSTRUMENTS INC", "Antonio J. Reyes", DAY, year_before=False)


def test_it_says_whose_it_is_to_whom_and_of_which_year() -> None:
    read = read_statement(TEXT.encode())
    assert (read.issuer, read.person, read.year_end) == (
        "HARTWELL INSTRUMENTS INC",
        "Antonio J. Reyes",
        DAY,
    )
    assert read.text == TEXT
    assert read.as_worded


@pytest.mark.parametrize("ends", ["crlf", "bom", "before"])
def test_what_an_editor_does_to_it_is_still_the_same_statement(ends: str) -> None:
    changed = {
        "crlf": TEXT.replace("\n", "\r\n").encode(),
        "bom": b"\xef\xbb\xbf" + TEXT.encode(),
        "before": worded("HARTWELL INSTRUMENTS INC", "Antonio J. Reyes", DAY, year_before=True).encode(),
    }[ends]
    assert read_statement(changed).as_worded


@pytest.mark.parametrize("said", ["I have not reported", "I have reported, as far as I recall,"])
def test_other_words_are_read_and_told_from_form4kits(said: str) -> None:
    read = read_statement(TEXT.replace("I have reported", said).encode())
    assert read.person == "Antonio J. Reyes"
    assert not read.as_worded


HOSTILE = {
    "a bell": (TEXT.replace("Name", "\aName").encode(), "holds U+0007 in line 8"),
    "a carriage return": (TEXT.replace("every", "every\r").encode(), "holds U+000D in line 5"),
    "a form feed": (TEXT.replace("every", "\f").encode(), "holds U+000C in line 4"),
    "a line separator": (TEXT.replace("every", "\u2028").encode(), "holds U+2028"),
    "a nought": (TEXT.replace("every", "\0").encode(), "holds U+0000"),
    "a sign that turns the text": (TEXT.replace("every", "\u202eevery").encode(), "holds U+202E in line 4"),
    "an isolate": (TEXT.replace("every", "\u2066every").encode(), "holds U+2066"),
    "nothing that is seen": (TEXT.replace("every", "ev\u200bery").encode(), "holds U+200B"),
    "bytes of another encoding": (TEXT.replace("every", "\xe9very").encode("cp1252"), "is not UTF-8: byte"),
    "ten megabytes": (TEXT.encode() + b" " * 10_000_000, f"has more than {LARGEST} bytes"),
    "pages of blank lines": (TEXT.encode() + b"\n" * 200, "has more than 120 lines"),
    "no person": (TEXT.replace("Name:", "Mame:").encode(), "does not say whose it is"),
    "no name": (TEXT.replace("Antonio J. Reyes", "").encode(), "does not say whose it is"),
    "two people": (TEXT.encode() + b"\xc2\xa0NAME : Karin Lindqvist\n", "names 2 people"),
    "two years": (TEXT.encode() + b"fiscal year ended June 30, 2026\n", "names several fiscal years"),
    "no year": (TEXT.replace("December 31", "Smarch 31").encode(), "does not name its fiscal year"),
    "no day": (TEXT.replace("December 31", "February 31").encode(), "which is no day"),
    "no issuer": (TEXT.replace("To ", "").encode(), "does not begin with the issuer"),
    "no text": (b"", "does not begin with the issuer"),
}


@pytest.mark.parametrize("kind", sorted(HOSTILE))
def test_what_cannot_be_signed_as_it_reads_is_refused_in_a_line(kind: str) -> None:
    data, said = HOSTILE[kind]
    with pytest.raises(NoStatement) as error:
        read_statement(data)
    assert said in str(error.value)
    assert str(error.value).isprintable()
