"""A review is of bytes: the code over them, the lines that bind each other, and which approvals count."""

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest
from review_kit import (
    NOW,
    PREPARER,
    REVIEWER,
    answered,
    asked,
    built_again,
    folder_in,
    reply,
    say,
    state,
)
from signing_kit import PASSWORD, pkcs12

from form4kit.folder.read import read_built
from form4kit.registry.entries import EMPTY
from form4kit.registry.review_policy import ReviewPolicy
from form4kit.signoff.review import Judging, review_state, same_but_signature
from form4kit.signoff.review_answer import write_answer
from form4kit.signoff.review_code import (
    LETTERS,
    NoCode,
    code_of,
    is_whole,
    read_code,
    reviewed_hashes,
    short_code,
)
from form4kit.signoff.review_key import sign_bytes, signer_of
from form4kit.signoff.review_lines import BrokenReview, read_lines
from form4kit.signoff.review_names import is_same_hand, unfit
from form4kit.signoff.review_words import headline
from form4kit.storage.chained import START, chained_line


def test_a_code_has_130_bits_of_the_hashes_and_is_read_as_it_is_typed(tmp_path: Path) -> None:
    folder = read_built(folder_in(tmp_path), "gift")
    hashes = reviewed_hashes(folder)
    assert sorted(hashes) == ["ownership.xml", "proof.pdf"]
    code = code_of(hashes)
    bare = code.replace("-", "")
    assert len(bare) == 26 and {*bare} <= {*LETTERS} and not {*LETTERS} & {*"ILOU"}
    assert [len(each) for each in code.split("-")] == [4, 4, 4, 4, 4, 4, 2]
    assert read_code(code.lower().replace("-", " ").replace("1", "l").replace("0", "o")) == code
    assert is_whole(code) and not is_whole(short_code(code)) and code.startswith(short_code(code))
    assert [read_code(each) for each in ("", "but not", "ÀÀÀÀ", "4F2U")] == ["", "", "", ""]
    for name in hashes:
        assert code_of(hashes | {name: "0" * 64}) != code
    assert code_of(hashes | {"poa.txt": "0" * 64}) != code


@pytest.mark.parametrize("name", ["ownership.xml", "proof.pdf"])
def test_what_is_not_as_the_manifest_binds_it_has_no_code(tmp_path: Path, name: str) -> None:
    place = folder_in(tmp_path)
    (place / name).write_bytes((place / name).read_bytes() + b" ")
    with pytest.raises(NoCode, match=f"{name} is not what the manifest binds"):
        reviewed_hashes(read_built(place, "gift"))
    (place / name).unlink()
    assert f"{name} is missing" in say(place, "approve", by=REVIEWER)[0]


def test_an_approval_falls_with_the_bytes_and_stands_with_a_new_submission(tmp_path: Path) -> None:
    place = folder_in(tmp_path)
    assert headline(state(place), NOW) == "Nobody has looked at this yet."
    asked(place)
    assert "waiting for J. Moreau" in headline(state(place), NOW)
    assert say(place, "approve", by=REVIEWER) == []
    assert "Reviewed: approved at 4:48 p.m., on this computer, by J. Moreau as typed." in headline(
        state(place), NOW
    )
    (place / "submission.xml").write_bytes(b"another CCC")
    assert state(place).reviewed
    built_again(place, "By Reyes Family Trust", "By Reyes Trust")
    found = state(place)
    assert not found.reviewed and (place / "review.jsonl").is_file()
    assert "Approved at 4:48 p.m. Changed since: " in headline(found, NOW)
    assert "The approval no longer counts." in headline(found, NOW)
    built_again(place, "By Reyes Trust", "By Reyes Family Trust")
    assert state(place).reviewed


def _edited(lines: list[dict[str, object]], at: int, **more: object) -> bytes:
    """Change a line and chain all of them anew, as whoever may write the file can."""
    written, previous = b"", START
    for number, line in enumerate(lines, 1):
        entry = {**line, **(more if number == at else {}), "number": number, "previous": previous}
        data = chained_line(entry)
        previous = json.loads(data)["hash"]
        written += data
    return written


def test_lines_that_were_changed_or_cut_are_seen(tmp_path: Path) -> None:
    place = folder_in(tmp_path)
    asked(place)
    assert say(place, "comment", by=REVIEWER, text="The price is the bid.", place="non_derivative:0:7") == []
    assert say(place, "reject", by=REVIEWER, text="The price.") == []
    data = (place / "review.jsonl").read_bytes()
    lines = data.splitlines(keepends=True)
    broken = {
        "changed": data.replace(b"is the bid", b"is right"),
        "cut at the end": data[:-1],
        "one left out": lines[0] + lines[2],
        "turned round": lines[1] + lines[0] + lines[2],
        "no JSON": data + b"{}\n" + b"x\n",
        "deep": b"[" * 100_000 + b"\n",
        "of no kind": _edited([json.loads(each) for each in lines], 2, kind="blessed"),
        "another form": _edited([json.loads(each) for each in lines], 1, document=""),
        "another hash": _edited([json.loads(each) for each in lines], 1, hashes={}),
        "another code": _edited(
            [json.loads(each) for each in lines], 1, code="-".join(["0000"] * 6 + ["00"])
        ),
        "a bomb": _edited([json.loads(each) for each in lines], 1, document="eJzt" + "A" * 4_000_000),
    }
    for what, forged in broken.items():
        with pytest.raises(BrokenReview):
            read_lines(forged)
        found = review_state(read_built(place, "gift"), Judging(ReviewPolicy(), EMPTY, NOW), forged)
        assert found.broken and not found.reviewed, what
    assert [each["kind"] for each in read_lines(data)] == ["asked", "comment", "rejected"]


def test_lines_that_are_made_to_hurt_are_read_in_time(tmp_path: Path) -> None:
    place = folder_in(tmp_path, "[review]\nsignature_after = true\n")
    asked(place)
    first = json.loads((place / "review.jsonl").read_bytes())
    more = {"kind": "comment", "way": "here", "by": REVIEWER, "code": first["code"], "at": first["at"]}
    answer = {"kind": "approved", "way": "key", "answer": {"signature": "A" * 1000}}
    lines = [
        first,
        *[{**more, "text": "x", "place": "issuer", "where": "Issuer"}] * 1500,
        *[{**more, **answer}] * 1500,
    ]
    lines += [{**more, "kind": "settled", "comment": number} for number in range(2, 1502)]
    (place / "review.jsonl").write_bytes(_edited(lines, 0))
    start = time.process_time()
    found = state(place)
    assert not found.broken and not found.reviewed and len(found.comments) == 1500
    assert time.process_time() - start < 5


SAME = [
    "S. Lee",
    "s lee",
    "Lee, S.",
    "Lee S",
    "Ms. S. Lee",
    "S Lee Jr",
    "Ｓ. Ｌｅｅ",
    "Ѕ. Ӏее",
    "S. Léé",
    "Sam Lee",
]
SAME += ["S. Lee (reviewer)", "S. Q. Lee", "S.Lee", "S. L e e"]
OTHERS = ["J. Moreau", "S. Leeds", "T. Lee", "S. Moreau"]


def test_the_one_who_prepared_is_known_under_any_spelling() -> None:
    assert [each for each in SAME if not is_same_hand(each, PREPARER)] == []
    assert [each for each in OTHERS if is_same_hand(each, PREPARER)] == []
    assert [bool(unfit(each)) for each in ("", "Lee", "S. L\u0435e", "S. Lee\u200b", "J. Moreau")] == [
        *[True] * 4,
        False,
    ]


@pytest.mark.parametrize("name", SAME)
def test_the_one_who_prepared_may_not_approve(tmp_path: Path, name: str) -> None:
    place = folder_in(tmp_path)
    assert "prepared this. A second person approves." in say(place, "approve", by=name)[0]
    assert not (place / "review.jsonl").exists()


def test_an_approval_over_an_open_comment_or_a_rejection_is_none(tmp_path: Path) -> None:
    place = folder_in(tmp_path)
    assert say(place, "comment", by=REVIEWER, text="Is row 1 right?", place="non_derivative:0") == []
    assert say(place, "approve", by=REVIEWER) == ["1 comment open: Table I, row 1: Is row 1 right?"]
    assert say(place, "reply", by=PREPARER, comment=1, text="It is.") == []
    assert say(place, "reply", by=PREPARER, comment=1, text="Twice.") == ["comment 1 is closed already"]
    assert say(place, "approve", by=REVIEWER) == []
    assert say(place, "reject", by="A. Okoye", text="The date.") == []
    assert not state(place).reviewed
    assert headline(state(place), NOW) == "A. Okoye: The date."
    assert say(place, "approve", by=REVIEWER) == []
    assert not state(place).reviewed  # another's rejection stands
    assert say(place, "approve", by="Okoye A.") == []
    assert state(place).reviewed
    assert say(place, "comment", by=PREPARER, text="Wait.") == []
    assert not state(place).reviewed
    assert say(place, "settle", by=PREPARER, comment=state(place).open[0].line["number"]) == []
    assert state(place).reviewed


def test_with_reviewers_named_nobody_else_approves(tmp_path: Path) -> None:
    place = folder_in(
        tmp_path, '[review]\nrequired = true\nreviewers = ["J. Moreau <j.moreau@example.com>"]\n'
    )
    assert "is no reviewer of form4kit.toml, which names J. Moreau" in say(place, "approve", by="A. Okoye")[0]
    assert "is no reviewer" in say(place, "ask", by=PREPARER, reviewer="A. Okoye")[0]
    assert say(place, "approve", by="Moreau J.") == []
    assert state(place).reviewed


def test_only_a_pinned_key_counts_where_the_policy_says_so(tmp_path: Path) -> None:
    key = pkcs12(tmp_path / "key.p12", name=REVIEWER)
    other = pkcs12(tmp_path / "other.p12", name=REVIEWER)
    from form4kit.signoff.keys import load_key

    loaded, forged = (load_key(each.read_bytes(), PASSWORD, _real_now()) for each in (key, other))
    pinned = f'{{name = "J. Moreau", certificate_sha256 = "{loaded.fingerprint}"}}'
    policy = f'[review]\nneeds = "key"\nreviewers = [{pinned}]\n'
    place = folder_in(tmp_path / "in", policy)
    asked(place)
    told = "only a reply signed with a key counts here ([review] needs)"
    assert say(place, "approve", by=REVIEWER) == [told]
    assert answered(place, write_answer(reply(place))) == [told]
    assert "is not the one that form4kit.toml pins to J. Moreau" in answered(place, _at_now(place, forged))[0]
    signed = _at_now(place, loaded)
    changed = signed.replace(b'"verdict": "approve"', b'"verdict": "comment"')
    assert "its seal does not fit" in answered(place, changed)[0]
    assert _deed(place, signed) == []
    found = state_at(place)
    assert found.reviewed and found.approval is not None and found.approval["way"] == "key"
    # who may write the file may chain it anew, and still makes no signature
    lines = [json.loads(each) for each in (place / "review.jsonl").read_bytes().splitlines()]
    moved = {**lines[-1], "answer": {**lines[-1]["answer"], "reason": "x"}}
    for forgery in (moved, {**lines[-1], "by": "A. Okoye"}, {**lines[-1], "answer": {}}):
        (place / "review.jsonl").write_bytes(_edited([*lines[:-1], forgery], 0))
        assert not state_at(place).reviewed
    # a line cut before the asking, all chained anew: the answer names the line that it follows
    assert (
        "review.jsonl was cut or written anew"
        in answered(place, write_answer(reply(place, head="1" * 64)))[0]
    )


def _real_now():  # type: ignore[no-untyped-def]
    import datetime as dt

    return dt.datetime.now(dt.UTC)


def _at_now(place: Path, key: object) -> bytes:
    return write_answer(replace(reply(place), at=_real_now().isoformat()), key)  # type: ignore[arg-type]


def _deed(place: Path, data: bytes) -> list[str]:
    from form4kit.steps.review import AnswerFile

    return say(place, "answer", now=_real_now(), file=AnswerFile("answer.json", data))


def state_at(place: Path):  # type: ignore[no-untyped-def]
    from form4kit.steps.review import state_of

    return state_of(place, _real_now())


def test_a_signature_is_over_all_that_is_said(tmp_path: Path) -> None:
    from form4kit.signoff.keys import load_key
    from form4kit.signoff.review_key import BadSignature

    key = load_key(pkcs12(tmp_path / "key.p12", name=REVIEWER).read_bytes(), PASSWORD, _real_now())
    signature = sign_bytes(b"said", key)
    assert signer_of(b"said", signature).name == REVIEWER
    for data, given in ((b"sa1d", signature), (b"said", signature[:-8]), (b"said", ""), (b"said", "AAAA")):
        with pytest.raises(BadSignature):
            signer_of(data, given)


def test_with_signature_after_an_approval_stands_where_but_the_signature_changed(tmp_path: Path) -> None:
    place = folder_in(tmp_path, "[review]\nsignature_after = true\n")
    asked(place)
    assert say(place, "approve", by=REVIEWER) == []
    before = (place / "ownership.xml").read_bytes()
    built_again(place, "/s/ Antonio J. Reyes", "/s/ Antonio Reyes")
    found = state(place)
    assert found.reviewed and found.after_signature
    assert "Nothing but the signature changed since." in headline(found, NOW)
    after = (place / "ownership.xml").read_bytes()
    assert same_but_signature(before, after)
    assert not same_but_signature(before, after.replace(b">25000<", b">25001<"))
    built_again(place, "By Reyes Family Trust", "By Reyes Trust")
    assert not state(place).reviewed
    (tmp_path / "form4kit.toml").write_text("")
    built_again(place, "By Reyes Trust", "By Reyes Family Trust")
    assert not state(place).reviewed
