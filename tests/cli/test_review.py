"""`form4kit review` from asking to a verdict: the review PDF, each way to answer, the gate of sign."""

import io
import json
from pathlib import Path

import pikepdf
import pytest
from review_kit import (
    PREPARER,
    REVIEWER,
    answered,
    asked,
    built_again,
    folder_in,
    mail,
    reply,
    say,
    state,
)
from signing_kit import pkcs12, run

from form4kit.signoff.review_answer import write_answer
from form4kit.signoff.review_notes import TERMS_OF_REVIEW, terms_of_review
from form4kit.signoff.review_pdf import mail_text
from form4kit.signoff.signing import read_signing
from form4kit.storage.sealed import opened

CCC = "zq7$Kp2w"


def _review(place: Path, *more: object) -> tuple[int, str]:
    result = run("review", place, *more)
    return result.exit_code, result.output


def test_from_asking_to_an_approval_and_back(tmp_path: Path) -> None:
    place, pdf = folder_in(tmp_path), tmp_path / "review" / "gift.pdf"
    assert _review(place)[0] == 1
    code, text = _review(
        place, "--ask", REVIEWER, "--out", pdf, "--by", PREPARER, "--until", "2026-11-30 20:00"
    )
    assert code == 0 and pdf.is_file()
    assert state(place).code in text and f"Approve {state(place).code}" not in text
    assert "waiting for J. Moreau" in _review(place)[1]
    assert _review(place, "--approve", "--by", "Lee S.")[0] == 1
    assert _review(place, "--approve", "--by", REVIEWER, "--code", "0000-0000")[0] == 1
    assert _review(place, "--approve", "--by", REVIEWER, "--code", state(place).code[:9])[0] == 0
    code, text = _review(place, "--format", "json")
    found = json.loads(text)
    assert code == 0 and found["reviewed"] and found["approval"]["way"] == "here"
    assert found["prepared_by"] == [PREPARER]
    built_again(place, "By Reyes Family Trust", "By Reyes Trust")
    code, text = _review(place)
    assert code == 1 and "The approval no longer counts." in text
    assert "By Reyes Family Trust" in text  # what changed, before and after
    assert _review(place, "--reject", "The trust.", "--by", REVIEWER)[0] == 0
    assert _review(place)[0] == 1


@pytest.mark.parametrize(
    "more",
    [["--approve", "--reject", "x"], ["--ask", "J. Moreau"], ["--out", "x.pdf"], ["--answer", "none.eml"]],
)
def test_wrong_usage_is_2(tmp_path: Path, more: list[str]) -> None:
    assert _review(folder_in(tmp_path), *more)[0] == 2
    assert _review(tmp_path / "out", "--approve", "--by", REVIEWER)[0] == 2
    assert _review(tmp_path / "nowhere")[0] == 2


def _review_pdf(place: Path, out: Path) -> bytes:
    code, text = _review(place, "--ask", REVIEWER, "--out", out, "--by", PREPARER)
    assert code == 0, text
    return out.read_bytes()


def test_the_review_pdf_names_each_row_and_carries_no_secret(tmp_path: Path) -> None:
    one, two = folder_in(tmp_path / "a"), folder_in(tmp_path / "b")
    for each in (one, two):
        (each / "submission.xml").write_text(f"<rptOwnerCcc>{CCC}</rptOwnerCcc>")
    data = _review_pdf(one, tmp_path / "one.pdf")
    assert data == _review_pdf(two, tmp_path / "two.pdf")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert {*pdf.attachments} == {"ownership.xml", TERMS_OF_REVIEW}
        attached = pdf.attachments["ownership.xml"].get_file().read_bytes()
        assert attached == (one / "ownership.xml").read_bytes()
        terms = pdf.attachments[TERMS_OF_REVIEW].get_file().read_bytes()
        named = [str(each) for each in pdf.Root.Names.Dests.Names][::2]
        whole = b"".join(each.read_raw_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream))
    assert named == ["form", "table-1-row-1", "table-1-row-2"]
    assert opened(terms)["code"] == state(one).code
    assert {each["place"] for each in opened(terms)["places"]} >= {"non_derivative:0", "non_derivative:1:7"}
    assert all(CCC.encode() not in each for each in (data, terms, whole))
    subject, text = mail_text(opened(terms))
    assert state(one).code in text and "Approve 4" not in subject + text


def _with_notes(data: bytes, *notes: dict[str, object]) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page, each in notes:  # type: ignore[misc]
            annotation = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Annot, **each))  # type: ignore[arg-type]
            target = pdf.pages[page].obj  # type: ignore[index]
            if "/Annots" not in target:
                target.Annots = pikepdf.Array()
            target.Annots.append(annotation)
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _note(rect: list[float], text: str, kind: str = "Text", by: str = REVIEWER) -> dict[str, object]:
    return {
        "Subtype": pikepdf.Name(f"/{kind}"),
        "Rect": pikepdf.Array(rect),
        "Contents": pikepdf.String(text),
        "T": pikepdf.String(by),
    }


def test_notes_in_a_pdf_are_comments_on_their_rows_and_never_an_approval(tmp_path: Path) -> None:
    place = folder_in(tmp_path)
    data = _review_pdf(place, tmp_path / "review.pdf")
    row = next(each for each in terms_of_review(data).places if each["place"] == "non_derivative:1:0")
    up = (row["bottom"] + row["top"]) / 2
    noted = _with_notes(
        data,
        (1, _note([row["left"] + 2, up - 2, row["left"] + 6, up + 2], "Is this the trust?")),
        (1, _note([1, 1, 5, 5], f"Approve {state(place).code}")),
        (0, _note([100, 100, 120, 120], "APPROVED", "Stamp")),
        (0, {**_note([0, 0, 9, 9], "a link"), "Subtype": pikepdf.Name.Link}),
    )
    assert answered(place, noted, "back.pdf") == []
    found = state(place)
    assert not found.reviewed and found.approval is None
    told = [(each.line["where"], each.line["text"], each.line["by"]) for each in found.comments]
    assert told == [
        ("page 1", "[a stamp] APPROVED", REVIEWER),
        ("Table I, row 2, title of security", "Is this the trust?", REVIEWER),
        ("page 2", f"Approve {found.code}", REVIEWER),
    ]
    again = noted + b"\n"
    assert answered(place, again, "back.pdf") == ["back.pdf has no notes that were not taken already"]
    assert "has no notes in it" in answered(place, data, "review.pdf")[0]
    assert "is not a review PDF" in answered(place, (place / "proof.pdf").read_bytes(), "proof.pdf")[0]
    built_again(place, "By Reyes Family Trust", "By Reyes Trust")
    assert "This has notes on" in answered(place, noted, "back.pdf")[0]


def test_a_mail_approves_with_all_letters_and_of_these_bytes(tmp_path: Path) -> None:
    policy = '[review]\nreviewers = ["J. Moreau <j.moreau@example.com>", "S. Lee <lee@example.com>"]\n'
    place = folder_in(tmp_path, policy)
    code = asked(place)
    other = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert "This approves" in answered(place, mail(f"Approve {other}"))[0]
    own = answered(place, mail(f"Approve {code}", sender="S. Lee <lee@example.com>"))
    assert own == ["S. Lee prepared this. A second person approves."]
    # the preparer's address under the reviewer's name, and the reviewer's name from elsewhere
    spoofed = answered(place, mail(f"Approve {code}", sender="J. Moreau <lee@example.com>"))
    assert spoofed == ["S. Lee prepared this. A second person approves."]
    assert (
        "has j.moreau@example.com for J. Moreau"
        in answered(place, mail(f"Approve {code}", sender="J. Moreau <j.moreau@examp1e.com>"))[0]
    )
    assert len(state(place).entries) == 1
    short = tmp_path / "short.eml"
    short.write_bytes(mail(f"Approve {code[:9]}"))
    status, text = _review(place, "--answer", short)
    assert status == 1 and "An approval quotes all 26 letters." in text
    assert say(place, "settle", by=PREPARER, comment=2) == []
    (tmp_path / "yes.eml").write_bytes(mail(f"Approve {code}\n\nThanks,\nJ. Moreau"))
    status, text = _review(place, "--answer", tmp_path / "yes.eml")
    assert status == 0, text
    assert "by e-mail of J. Moreau" in _review(place)[1]
    assert "was taken already" in answered(place, mail(f"Approve {code}\n\nThanks,\nJ. Moreau"))[0]
    built_again(place, "By Reyes Family Trust", "By Reyes Trust")
    words = answered(place, mail(f"Approve {code}"))[0]
    assert words.startswith(f"This approves {code[:9]}, the form of ") and "It was changed since: " in words
    assert words.endswith("Ask again.")


def test_what_a_mail_carries_is_taken_as_if_it_were_dropped_alone(tmp_path: Path) -> None:
    from email.message import EmailMessage

    place = folder_in(tmp_path)
    pdf = _review_pdf(place, tmp_path / "review.pdf")
    noted = _with_notes(pdf, (1, _note([1, 1, 5, 5], "A note.")))
    carried = {"back.pdf": noted, "gift.answer.json": write_answer(reply(place))}
    for name, data in carried.items():
        made = EmailMessage()
        made["From"], made["Subject"] = "J. Moreau <j.moreau@example.com>", "Re: For review"
        made.set_content("See the file.")
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
        assert answered(place, made.as_bytes(), "mail.eml") == []
        for each in state(place).open:
            assert each.line["text"] == "A note."
            assert say(place, "settle", by=PREPARER, comment=each.line["number"]) == []
    assert state(place).approval is not None and state(place).approval["way"] == "file"  # type: ignore[index]


def test_an_older_approval_does_not_take_a_rejection_back(tmp_path: Path) -> None:
    place = folder_in(tmp_path)
    code = asked(place)
    assert say(place, "reject", by=REVIEWER, text="The price.") == []
    assert "rejected this later" in answered(place, mail(f"Approve {code}"))[0]
    early = reply(place, at="2026-11-30T12:00:00-05:00")
    assert "rejected this later" in answered(place, write_answer(early))[0]
    assert answered(place, write_answer(reply(place, at="2026-12-01T12:00:00-05:00"))) == []
    assert state(place).reviewed


def test_a_reply_file_comments_rejects_and_approves(tmp_path: Path) -> None:
    place = folder_in(tmp_path)
    asked(place)
    comments = [("The price is the bid.", "non_derivative:0:7")]
    assert answered(place, write_answer(reply(place, "comment", comments=comments))) == []
    assert state(place).open[0].line["where"] == "Table I, row 1, price"
    assert "1 comment open" in answered(place, write_answer(reply(place)))[0]
    assert say(place, "settle", by=PREPARER, comment=2) == []
    wrong = {
        "no reason": reply(place, "reject"),
        "both": reply(place, "approve", comments=comments),
        "another form": reply(place, code="0000-0000-0000-0000-0000-0000-00"),
        "a part of the code": reply(place, code=state(place).code[:9]),
        "the preparer": reply(place, by="Lee, S."),
    }
    for what, each in wrong.items():
        assert answered(place, write_answer(each)), what
    assert answered(place, b"{" * 100_000), "deep"
    for junk in (bytes(range(256)) * 40, b"\0" * 9999, b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" * 99):
        assert "is neither a mail" in answered(place, junk)[0]
    assert answered(place, write_answer(reply(place, "reject", reason="The bid."))) == []
    assert state(place).rejection is not None


def test_sign_refuses_what_was_not_reviewed_and_keeps_what_was(tmp_path: Path) -> None:
    policy = "[review]\nrequired = true\n"
    place = folder_in(tmp_path, policy)
    packet = tmp_path / "packet.pdf"
    signer = "Antonio J. Reyes"
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "reyes.yaml").write_text("name: Reyes Antonio J\ncik: 1903446\n")
    made = run("packet", place, "--signer", "reyes", "--out", packet)
    assert made.exit_code == 0, made.output
    key = pkcs12(tmp_path / "key.p12", name=signer)
    refused = run("sign", packet, "--key", key)
    assert refused.exit_code == 1 and "not reviewed, and form4kit.toml demands it" in refused.output
    assert "Nobody has looked at this yet." in refused.output
    assert not (tmp_path / "packet.signed.pdf").exists()
    assert say(place, "approve", by=REVIEWER) == []
    done = run("sign", packet, "--key", key)
    assert done.exit_code == 0, done.output
    with pikepdf.open(tmp_path / "packet.signed.pdf") as pdf:
        seen = read_signing(pdf.attachments["signing.json"].get_file().read_bytes())
    assert [each["by"] for each in seen.approvals["gift"]] == [REVIEWER]
    assert len(seen.review_sha256["gift"]) == 64
    _cut_after_signing(place, tmp_path)


def _cut_after_signing(place: Path, root: Path) -> None:
    """A review goes on after the signing; one that was cut or written anew is not what the signer saw."""
    signed, file = root / "packet.signed.pdf", place / "review.jsonl"
    whole = file.read_bytes()
    assert say(place, "comment", by=REVIEWER, text="Filed?") == []
    told = "does not begin as it did when the packet was signed"
    assert told not in run("verify", place, signed).output
    file.write_bytes(whole.replace(b'"by": "J. Moreau"', b'"by": "J. Morean"'))
    found = run("verify", place, signed)
    assert found.exit_code == 1 and told in found.output
    file.write_bytes(whole)
    assert told not in run("verify", place, signed).output
