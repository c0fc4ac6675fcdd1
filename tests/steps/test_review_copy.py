"""A review PDF on the reviewer's machine: what it is of, and the answer file that is made of it."""

import io
from pathlib import Path

import pikepdf
import pytest
from review_kit import NOW, PREPARER, REVIEWER, answered, folder_in, say, state
from signing_kit import PASSWORD, pkcs12

from form4kit.signoff.review_answer import PlacedComment, read_answer
from form4kit.signoff.review_notes import TERMS_OF_REVIEW, NotAReview
from form4kit.steps.review_copy import CopyAnswers, ReviewCopy, carry_out, plan, read_copy
from form4kit.steps.sign_answers import KeyFile


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return folder_in(tmp_path / "theirs")


def _copy(place: Path, tmp_path: Path) -> ReviewCopy:
    pdf = tmp_path / "mine" / "gift.pdf"
    assert say(place, "ask", by=PREPARER, reviewer=REVIEWER, out=pdf) == []
    return read_copy(pdf, pdf.read_bytes())


def _words(copy: ReviewCopy, **said: object) -> list[str]:
    answers = CopyAnswers(**{"by": REVIEWER, "code": copy.code, **said})  # type: ignore[arg-type]
    return [each.words for each in plan(copy, answers, NOW).refusals]


def test_an_answer_is_made_beside_the_pdf_and_taken_where_it_was_asked(place: Path, tmp_path: Path) -> None:
    copy = _copy(place, tmp_path)
    assert copy.code == state(place).code and copy.name == "gift"
    note = PlacedComment("Is this right?", "non_derivative:0:7")
    assert _words(copy, verdict="approve", by="Lee S.") == ["S. Lee prepared this. A second person approves."]
    assert "would stand in the way" in _words(copy, verdict="approve", comments=(note,))[0]
    assert _words(copy, verdict="reject") == ["a rejection says why"]
    assert _words(copy, verdict="comment") == ["there is no comment"]
    assert _words(copy, verdict="") != [] and _words(copy, verdict="approve", by="Moreau") != []
    assert _words(copy, verdict="approve", code="") != []
    nowhere = PlacedComment("x", "non_derivative:9:9")
    assert _words(copy, verdict="comment", comments=(nowhere,)) == ["a comment is on no place of this form"]
    told = CopyAnswers(by=REVIEWER, verdict="comment", comments=(note,), code=copy.code)
    first = carry_out(plan(copy, told, NOW), copy, told, NOW)
    assert first == tmp_path / "mine" / f"gift.{copy.code}.answer.json"
    assert answered(place, first.read_bytes(), first.name) == []
    assert state(place).open[0].line["where"] == "Table I, row 1, price"
    assert say(place, "settle", by=PREPARER, comment=2) == []
    key = KeyFile("key.p12", pkcs12(tmp_path / "key.p12", name=REVIEWER).read_bytes(), PASSWORD)
    assert PASSWORD not in repr(key)
    wrong = KeyFile("key.p12", key.data, "wrong")
    assert _words(copy, verdict="approve", key=wrong) == ["key.p12: the password is wrong"]


def test_a_signed_answer_is_read_back(place: Path, tmp_path: Path) -> None:
    import datetime as dt

    now = dt.datetime.now(dt.UTC)
    copy = _copy(place, tmp_path)
    key = KeyFile("key.p12", pkcs12(tmp_path / "key.p12", name=REVIEWER).read_bytes(), PASSWORD)
    told = CopyAnswers(by=REVIEWER, verdict="approve", code=copy.code, key=key)
    file = carry_out(plan(copy, told, now), copy, told, now)
    assert read_answer(file.read_bytes()).signature
    assert PASSWORD.encode() not in file.read_bytes()
    again = carry_out(plan(copy, told, now), copy, told, now)
    assert again.name.endswith(".answer-2.json")


def test_a_pdf_that_carries_another_form_is_none(place: Path, tmp_path: Path) -> None:
    copy = _copy(place, tmp_path)
    with pikepdf.open(copy.file) as pdf:
        other = pdf.attachments["ownership.xml"].get_file().read_bytes().replace(b"25000", b"25001")
        del pdf.attachments["ownership.xml"]
        pdf.attachments["ownership.xml"] = other
        out = io.BytesIO()
        pdf.save(out)
        del pdf.attachments[TERMS_OF_REVIEW]
        bare = io.BytesIO()
        pdf.save(bare)
    with pytest.raises(NotAReview, match="another form than its code is over"):
        read_copy(copy.file, out.getvalue())
    for data in (bare.getvalue(), b"%PDF-1.7", b"", (place / "proof.pdf").read_bytes()):
        with pytest.raises(NotAReview):
            read_copy(copy.file, data)
