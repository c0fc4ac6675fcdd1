"""Whether a certificate was revoked: what is embedded counts only where its issuer signed it."""

import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID
from forgery_kit import NOW, Hand, authority

pytest.importorskip("pyhanko")

from asn1crypto import x509 as asn1

from form4kit.signoff.certificates import Trusted
from form4kit.signoff.revocation import Judgement, Moment, ProofMaterial, judge_revocation

DAY = dt.timedelta(days=1)
UNCHECKED = "whether the certificate of Thomas Abel was revoked was not checked"
REVOKED = f"the certificate of Thomas Abel was revoked on {NOW - 5 * DAY:%Y-%m-%d}"


@pytest.fixture(scope="module")
def ca() -> Hand:
    return authority()


@pytest.fixture(scope="module")
def abel(ca: Hand) -> Hand:
    return ca.issue("Thomas Abel")


def plain(hand: Hand) -> asn1.Certificate:
    return asn1.Certificate.load(hand.certificate.public_bytes(Encoding.DER))


def answer(
    about: Hand,
    issuer: Hand,
    by: Hand,
    *,
    revoked: bool,
    until: dt.datetime | None = NOW + DAY,
    with_certificate: bool = False,
) -> bytes:
    """Return an OCSP answer in DER."""
    status = ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD
    builder = ocsp.OCSPResponseBuilder().add_response(
        cert=about.certificate,
        issuer=issuer.certificate,
        algorithm=hashes.SHA256(),
        cert_status=status,
        this_update=NOW - DAY,
        next_update=until,
        revocation_time=NOW - 5 * DAY if revoked else None,
        revocation_reason=x509.ReasonFlags.key_compromise if revoked else None,
    )
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, by.certificate)
    if with_certificate:
        builder = builder.certificates([by.certificate])
    return builder.sign(by.key, hashes.SHA256()).public_bytes(Encoding.DER)


def judged(abel: Hand, ca: Hand | None, *answers: bytes, moment: Moment | None = None) -> Judgement:
    embedded = ProofMaterial(answers=answers)
    issuer = plain(ca) if ca else None
    return judge_revocation(plain(abel), issuer, Trusted(), embedded, moment or Moment(NOW))


def test_an_answer_of_the_issuer_counts(ca: Hand, abel: Hand) -> None:
    assert judged(abel, ca) == Judgement((), (UNCHECKED,))
    assert judged(abel, ca, answer(abel, ca, ca, revoked=False)) == Judgement()
    assert judged(abel, ca, answer(abel, ca, ca, revoked=True)) == Judgement((REVOKED,))


def test_an_answer_of_a_responder_that_the_issuer_named_counts(ca: Hand, abel: Hand) -> None:
    for rsa_key in (False, True):
        responder = ca.issue("Responder", purposes=[ExtendedKeyUsageOID.OCSP_SIGNING], rsa_key=rsa_key)
        told = answer(abel, ca, responder, revoked=True, with_certificate=True)
        assert judged(abel, ca, told) == Judgement((REVOKED,))
        quiet = answer(abel, ca, responder, revoked=False, with_certificate=True)
        assert judged(abel, ca, quiet) == Judgement()


def test_an_answer_of_anybody_else_counts_for_nothing(ca: Hand, abel: Hand) -> None:
    """An attacker answers for the issuer, by a key that it named for nothing of the kind."""
    stranger = authority()
    plain_key = ca.issue("Ann Colleague")
    other = authority("Other").issue("Responder", purposes=[ExtendedKeyUsageOID.OCSP_SIGNING])
    responder = ca.issue("Responder", purposes=[ExtendedKeyUsageOID.OCSP_SIGNING])
    ended = ca.issue("Responder", (-90, -30), purposes=[ExtendedKeyUsageOID.OCSP_SIGNING])
    enclosed = (plain_key, other, ended)
    for by in (stranger, plain_key, other, responder, ended):
        for revoked in (False, True):
            told = answer(abel, ca, by, revoked=revoked, with_certificate=by in enclosed)
            assert judged(abel, ca, told) == Judgement((), (UNCHECKED,)), by.certificate.subject
    assert judged(abel, None, answer(abel, ca, ca, revoked=False)) == Judgement((), (UNCHECKED,))


def test_an_answer_about_another_or_none_at_all(ca: Hand, abel: Hand) -> None:
    about_another = answer(ca.issue("Ann Colleague"), ca, ca, revoked=True)
    refused = ocsp.OCSPResponseBuilder.build_unsuccessful(ocsp.OCSPResponseStatus.UNAUTHORIZED)
    for told in (about_another, refused.public_bytes(Encoding.DER), b"", b"\x30\x80", b"no answer"):
        assert judged(abel, ca, told) == Judgement((), (UNCHECKED,))
    torn = bytearray(answer(abel, ca, ca, revoked=False))
    torn[-1] ^= 1
    assert judged(abel, ca, bytes(torn)) == Judgement((), (UNCHECKED,))


def test_an_answer_holds_until_its_own_end(ca: Hand, abel: Hand) -> None:
    told = answer(abel, ca, ca, revoked=False, until=NOW + DAY)
    assert judged(abel, ca, told, moment=Moment(NOW + DAY)) == Judgement()
    assert judged(abel, ca, told, moment=Moment(NOW + 2 * DAY)) == Judgement((), (UNCHECKED,))
    endless = answer(abel, ca, ca, revoked=False, until=None)
    assert judged(abel, ca, endless, moment=Moment(NOW - DAY)) == Judgement()
    assert judged(abel, ca, endless, moment=Moment(NOW)) == Judgement((), (UNCHECKED,))


def test_one_that_was_revoked_later_held_at_a_proven_time(ca: Hand, abel: Hand) -> None:
    told, early = answer(abel, ca, ca, revoked=True), NOW - 6 * DAY
    assert judged(abel, ca, told, moment=Moment(early, True)) == Judgement((), (f"{REVOKED}, after that",))
    assert judged(abel, ca, told, moment=Moment(early)) == Judgement((REVOKED,))
    assert judged(abel, ca, told, moment=Moment(NOW - 5 * DAY, True)) == Judgement((REVOKED,))
    good = answer(abel, ca, ca, revoked=False)
    assert judged(abel, ca, good, told) == Judgement((REVOKED,)), "one that revokes is enough"
