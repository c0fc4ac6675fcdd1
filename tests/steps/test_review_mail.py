"""What a mail says of its own: a verdict in the first line, nothing that it quotes, forwards or carries."""

import base64
import time

import pytest
from review_kit import ADDRESS, mail

from form4kit.steps.review_mail import read_mail

CODE = "4F2A-91C0-7J3K-M5NP-QRST-VWXY-Z0"

OWN = {
    "bold": f"*Approve {CODE}*\n",
    "capitals and a full stop": f"APPROVE {CODE}.\n",
    "greeting": f"Hi Sam,\n\nApprove {CODE}\n",
    "no hyphens": f"Approve {CODE.replace('-', '')}\n\nThanks,\nJ. Moreau\nGeneral Counsel\n",
    "plain": f"Approve {CODE}",
    "quoted below": f"Approve {CODE}\n\nOn Mon, Nov 30, 2026, S. Lee wrote:\n> Please review.\n",
    "typographer's hyphens": f"Approve {CODE.replace('-', '‑')}\n",
}


@pytest.mark.parametrize("name", OWN)
def test_an_approval_of_ones_own(name: str) -> None:
    for data in (mail(OWN[name]), OWN[name].encode("utf-8")):
        said = read_mail(data)
        assert (said.verdict, said.code, said.rest) == ("approve", CODE, "")
    said = read_mail(mail(OWN[name]))
    assert (said.name, said.address) == ("J. Moreau", ADDRESS)
    assert said.sent is not None and said.sent.hour == 16


def test_a_rejection_says_why() -> None:
    for text in (
        f"Reject {CODE} because the price on row 2\nis the bid.\n\nThanks",
        f"Reject {CODE}: the price on row 2 is the bid.",
        f"Reject {CODE}\nthe price on row 2 is the bid.",
    ):
        said = read_mail(mail(text))
        assert (said.verdict, said.code, said.reason) == ("reject", CODE, "the price on row 2 is the bid."), (
            text
        )
    assert read_mail(mail(f"Reject {CODE}")).verdict == "comment"


NOT = {
    "a condition": f"Approve {CODE} if the price is right",
    "asked back": f"Approve {CODE}?",
    "attribution wrapped": f"On Mon, Nov 30 at 4:11 PM S. Lee\n<lee@example.com> wrote:\nApprove {CODE}",
    "attribution": f"On Mon, Nov 30, S. Lee wrote:\nApprove {CODE}",
    "below a refusal": f"I do not agree.\nApprove {CODE}",
    "below a refusal like a greeting": f"I do not,\nApprove {CODE}",
    "forwarded": f"---------- Forwarded message ---------\nApprove {CODE}",
    "french": f"Le lun. 30 nov. 2026, S. Lee a écrit :\nApprove {CODE}",
    "german": f"Am 30.11.2026 schrieb S. Lee:\nApprove {CODE}",
    "negated": f"Do not approve {CODE}",
    "outlook": f"________________________________\nFrom: S. Lee\nSent: Monday\n\nApprove {CODE}",
    "outlook without a line": f"From: S. Lee\nSent: Monday\n\nApprove {CODE}",
    "prefixed": f"> Approve {CODE}",
    "question above": f"What is row 2?\n\nOn Mon S. Lee wrote:\n> Approve {CODE}",
    "short": "Approve 4F2A-91C0",
    "too long": f"Approve {CODE}A",
}


@pytest.mark.parametrize("name", NOT)
def test_what_is_quoted_negated_or_cut_short_is_no_approval(name: str) -> None:
    assert read_mail(mail(NOT[name])).verdict == "comment"
    pasted = read_mail(NOT[name].encode("utf-8"))
    assert pasted.verdict == "comment" or (pasted.is_mail and not pasted.address)


HTML = {
    "class": f'<div>No.</div><div class="gmail_quote">Approve {CODE}</div>',
    "first a quote": f"<blockquote>Approve {CODE}</blockquote><div>No, the price is wrong.</div>",
    "id": f'<p>See below</p><div id="divRplyFwdMsg"><p>Approve {CODE}</p></div>',
    "only a quote": f"<html><body><blockquote type=cite>Approve {CODE}</blockquote></body></html>",
    "rule": f"<p></p><hr><p>Approve {CODE}</p>",
    "yahoo": f'<div class="yahoo_quoted">Approve {CODE}</div>',
}


@pytest.mark.parametrize("name", HTML)
def test_html_that_quotes_is_no_approval(name: str) -> None:
    assert read_mail(mail(HTML[name], kind="html")).verdict == "comment"


def _parts(*parts: str, kind: str = "mixed") -> bytes:
    inside = "".join(f"--x\n{each}\n" for each in parts)
    head = f"From: J. Moreau <{ADDRESS}>\nMIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary=x\n\n"
    return f"{head}{inside}--x--\n".encode()


def test_the_mail_itself_speaks_and_no_part_that_it_carries() -> None:
    yes, no = f"Approve {CODE}", "I have a question."
    plain, html = "Content-Type: text/plain\n\n", "Content-Type: text/html\n\n"
    assert read_mail(mail(f"<p>Approve <b>{CODE}</b></p><p>Thanks</p>", kind="html")).verdict == "approve"
    assert read_mail(_parts(f"{plain}{yes}", f"{html}<p>{yes}</p>", kind="alternative")).verdict == "approve"
    coded = base64.b64encode(yes.encode("utf-16")).decode()
    more = "Content-Transfer-Encoding: base64\n"
    assert (
        read_mail(_parts(f"Content-Type: text/plain; charset=utf-16\n{more}\n{coded}")).verdict == "approve"
    )
    assert read_mail(_parts(f"Content-Type: text/plain; charset=klingon\n\n{yes}")).verdict == "approve"
    inner = f"Content-Type: message/rfc822\n\nFrom: j@x\nSubject: x\n\n{yes}"
    attached = f"Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\n{yes}"
    for carried in (inner, attached):
        assert read_mail(_parts(f"{plain}{no}", carried)).rest == no
        assert read_mail(_parts(carried)).verdict == "comment"


def test_who_sent_it_is_one_person_or_nobody() -> None:
    yes = f"Approve {CODE}"
    encoded = "=?utf-8?b?" + base64.b64encode(b"J. Moreau").decode() + f"?= <{ADDRESS}>"
    assert read_mail(mail(yes, sender=encoded)).name == "J. Moreau"
    for sender in (
        f"J. Moreau <{ADDRESS}>, S. Lee <lee@example.com>",
        "J. Moreau",
        f"J <{ADDRESS}>\r\nFrom: S <s@x.com>",
    ):
        assert read_mail(mail(yes, sender=sender)).address == ""
    assert read_mail(mail(yes, sender="=?klingon?b?AAAA?= <a@example.com>")).address in ("", "a@example.com")


def test_a_mail_that_is_made_to_hurt_is_read_in_time() -> None:
    boundaries = "".join(f"Content-Type: multipart/mixed; boundary={n}\n\n--{n}\n" for n in range(5_000))
    hurt = (
        mail("x" * 3_000_000),
        mail("> " * 1_000_000),
        mail("<a class=" * 50_000, kind="html"),
        mail("<" * 500_000, kind="html"),
        mail("on " * 300_000),
        mail("Approve " + "A-" * 300_000),
        mail("Reject " + ", " * 300_000),
        f"From: a@b.c\n{boundaries}".encode(),
        b"From: a@b.c\nContent-Type: text/plain; charset=" + b"a*0=" * 1_000_000 + b"\n\nx",
        b"From: " + b"(" * 1_000_000 + b"\n\nx",
        b"From: " + b"<a@b.c>," * 500_000 + b"\n\nx",
        b"Date: " + b"1" * 5_000_000 + b"\nFrom: a@b.c\n\nx",
    )
    for number, data in enumerate(hurt):
        start = time.process_time()
        assert read_mail(data).verdict == "comment"
        assert time.process_time() - start < 3, number
