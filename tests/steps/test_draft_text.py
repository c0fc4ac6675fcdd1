"""What was typed is written, merged with what another wrote, or asked about; nothing is ever overwritten."""

import datetime as dt
from pathlib import Path

import pytest

from form4kit.law.clock import NEW_YORK
from form4kit.steps import prepare
from form4kit.steps.draft_text import DELETED, TextAnswers, carry_out, plan
from form4kit.steps.preparing.case import NoDraft
from form4kit.steps.preparing.from_draft import answers_in
from form4kit.steps.preparing.plain import answers_of, plain_of
from form4kit.steps.write_planned import NoLongerPlanned

NOW = dt.datetime(2026, 11, 30, 16, 48, tzinfo=NEW_YORK)
BASE = 'form: "4"\nnon_derivative:\n  - {security: Common Stock, disposed: 500, price: 48.20}  # hers\n'


def test_what_nobody_changed_meanwhile_is_written_as_typed_with_the_file_s_own_line_ends(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + BASE.replace("\n", "\r\n").encode())
    planned = plan(file, TextAnswers(BASE.replace("500", "600"), BASE), NOW)
    assert planned.sentence == "a.yaml is written as it stands here."
    carry_out(planned)
    assert file.read_bytes() == b"\xef\xbb\xbf" + BASE.replace("500", "600").replace("\n", "\r\n").encode()
    same = plan(file, TextAnswers(BASE.replace("500", "600"), BASE.replace("500", "600")), NOW)
    assert (same.sentence, same.writes) == ("a.yaml stays as it is.", ())


def test_both_sides_are_taken_over_or_asked(tmp_path: Path) -> None:
    file, theirs = tmp_path / "a.yaml", BASE.replace("48.20", "48.02")
    file.write_text(theirs)
    planned = plan(file, TextAnswers(BASE.replace("500", "600"), BASE), NOW)
    assert planned.sentence == (
        "a.yaml was changed by another program: 2 differences taken over, 0 to be answered."
    )
    carry_out(planned)
    assert file.read_text() == theirs.replace("500", "600")
    with pytest.raises(NoLongerPlanned):
        carry_out(planned)

    file.write_text(theirs)
    mine = BASE.replace("48.20", "48.21")
    planned = plan(file, TextAnswers(mine, BASE), NOW)
    (question,) = planned.questions
    assert question.words == "Table I, row 1, price: here 48.21, there 48.02"
    assert planned.writes == ()
    settled = plan(file, TextAnswers(mine, BASE, {question.id: "mine"}), NOW)
    assert (settled.questions, settled.writes[0].after) == ((), mine.encode())
    assert settled.hash != planned.hash


def test_a_draft_that_is_gone_is_written_again_only_where_that_is_said(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    planned = plan(file, TextAnswers(BASE, BASE), NOW)
    assert [each.question for each in planned.refusals] == [DELETED]
    assert planned.refusals[0].words == "a.yaml was deleted or moved while it was open"
    carry_out(plan(file, TextAnswers(BASE, BASE, again=True), NOW))
    assert file.read_text() == BASE
    for name in ("a.mine.yaml", "a.mine-2.yaml"):
        carry_out(plan(file, TextAnswers("mine", BASE, aside=True), NOW))
        assert (tmp_path / name).read_text() == "mine"
    assert file.read_text() == BASE


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"form: \xff\xfe")
    assert plan(file, TextAnswers(BASE, BASE), NOW).refusals[0].words == "a.yaml is not UTF-8 text"


def test_prepare_keeps_the_line_ends_of_a_draft_and_what_another_wrote(tmp_path: Path) -> None:
    (tmp_path / "form4kit.toml").write_text("")
    text = (
        'form: "4"\nplan_10b5_1: false\nissuer: {cik: "0000046129", name: ALLIED MOTION, symbol: AMOT}\n'
        'owners: [{cik: "0001234567", name: Adams Jane, director: true}]\n'
        "positions: {common: {security: Common Stock, held: 1000}}\n"
        "events:\n  - sale: {from: common, date: 2026-11-25, shares: 500, price: 48.20}  # hers\n"
    )
    file = tmp_path / "a.yaml"
    file.write_bytes(("\ufeff" + text.replace("48.20", "48.02").replace("\n", "\r\n")).encode())
    told = plain_of(answers_in(text, "a.yaml").answers) | {"base": text}
    told["events"][0]["values"]["shares"] = "600"
    carry_out(prepare.plan(tmp_path, answers_of(told), NOW))
    wanted = text.replace("48.20", "48.02").replace("500", "600")
    assert file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n") == wanted
    assert file.read_bytes().count(b"\r\n") == file.read_bytes().count(b"\n")
    told["events"][0]["values"]["price"] = "48.21"
    asked = prepare.plan(tmp_path, answers_of(told), NOW)
    assert [each.words for each in asked.refusals] == ["Event 1, sale, price: here 48.21, there 48.02"]
    for data, why in ((b"", "the whole text"), (b"form: \xff", "is not text"), (b"[1]", "the whole text")):
        file.write_bytes(data)
        try:
            refusals = prepare.plan(tmp_path, answers_of(told), NOW).refusals
        except NoDraft as error:
            assert why in str(error)
        else:
            assert [each.where.lower() for each in refusals] == [why]
    file.unlink()
    gone = prepare.plan(tmp_path, answers_of(told), NOW)
    assert [each.question for each in gone.refusals] == [DELETED]
