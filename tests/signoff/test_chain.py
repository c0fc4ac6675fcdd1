"""Whether a certificate leads to one that is trusted, and whether it is valid at an instant."""

import datetime as dt

import pytest

pytest.importorskip("pyhanko")

from asn1crypto import x509
from cryptography import x509 as made_by
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from forgery_kit import NOW, Hand, alone, authority

from form4kit.signoff.certificates import Trusted, name_in, read_pem, signs_documents, together, vouches
from form4kit.signoff.chain import judge_chain, out_of_date
from form4kit.signoff.pades import covered_by
from form4kit.signoff.revocation import Judgement, Moment, ProofMaterial

DAY, SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)
NOWHERE = "the certificate of Thomas Abel does not lead to one that is trusted"
TOO = ", whose own key may sign documents too"
ROOT = authority()
ABEL = ROOT.issue("Thomas Abel")


def of(hand: Hand) -> x509.Certificate:
    return x509.Certificate.load(hand.certificate.public_bytes(Encoding.DER))


def judged(
    hand: Hand, *trusted: Hand, when: dt.datetime = NOW, between: tuple[Hand, ...] = (), stamps: bool = False
) -> Judgement:
    kept = Trusted(tuple(of(each) for each in trusted))
    there = ProofMaterial(tuple(of(each) for each in between))
    purposes = frozenset(["time_stamping"]) if stamps else frozenset[str]()
    return judge_chain(of(hand), kept, there, Moment(when), purposes)


def test_one_below_an_authority_is_vouched_for() -> None:
    found = judged(ABEL, ROOT)
    assert found.faults == ()
    assert found.vouched == f"vouched for by Calder Signing Authority{TOO}"
    assert judged(ABEL, authority("Other"), ROOT).faults == ()
    assert judged(ABEL, authority()).faults[0].startswith(NOWHERE), "of the same name, with another key"
    assert judged(ABEL).faults == (NOWHERE,)
    assert judged(ABEL, alone("Ann Lee", certifies=False)).faults == (NOWHERE,)


def test_what_stands_between_is_found_with_what_is_trusted_or_in_the_file() -> None:
    middle = ROOT.issue("Calder Middle", ca=True)
    below = middle.issue("Thomas Abel")
    assert judged(below, ROOT).faults == (NOWHERE,)
    assert judged(below, ROOT, between=(middle,)).faults == ()
    assert judged(below, ROOT, between=(middle,)).vouched == f"vouched for by Calder Signing Authority{TOO}"
    assert judged(below, ROOT, middle).faults == ()
    assert judged(below, middle).vouched == f"vouched for by Calder Middle{TOO}"
    assert judged(ABEL.issue("Thomas Abel"), ROOT, between=(ABEL,)).faults[0].startswith(NOWHERE)


def test_an_authority_whose_key_signs_documents_too_is_told() -> None:
    own, none = alone("Ann Lee"), ROOT.issue("Calder Root", ca=True, signs=False)
    assert judged(own.issue("Thomas Abel"), own).vouched == f"vouched for by Ann Lee{TOO}"
    assert judged(none.issue("Thomas Abel"), none).vouched == "vouched for by Calder Root"


def test_a_pin_is_undone_by_its_own_dates_alone() -> None:
    assert judged(ABEL, ABEL).faults == ()
    assert judged(ABEL, ABEL).vouched == ""
    servers = ROOT.issue("Thomas Abel", purposes=[ExtendedKeyUsageOID.SERVER_AUTH])
    assert judged(servers, servers).faults == ()
    assert judged(servers, ROOT).faults == ("the certificate of Thomas Abel is not for signing documents",)
    assert judged(ABEL, ABEL, when=NOW + 301 * DAY).faults != ()


def test_a_stamp_needs_its_purpose() -> None:
    clock = ROOT.issue("Calder Time", stamps=True)
    assert judged(clock, ROOT, stamps=True).faults == ()
    assert judged(clock, ROOT).faults == ("the certificate of Calder Time is not for signing documents",)
    assert judged(ABEL, ROOT, stamps=True).faults[0].startswith(NOWHERE)


def test_a_certificate_is_valid_from_its_first_second_to_its_last() -> None:
    certificate = of(ABEL)
    begins, ends = certificate.not_valid_before, certificate.not_valid_after
    assert [*out_of_date(certificate, begins), *out_of_date(certificate, ends)] == []
    assert [*out_of_date(certificate, begins - SECOND)] == [
        f"the certificate of Thomas Abel begins on {begins:%Y-%m-%d}"
    ]
    assert [*out_of_date(certificate, ends + SECOND)] == [
        f"the certificate of Thomas Abel ended on {ends:%Y-%m-%d}"
    ]
    assert judged(ABEL, ROOT, when=ends + SECOND).faults == (
        f"the certificate of Thomas Abel ended on {ends:%Y-%m-%d}",
    )


def test_each_above_it_is_valid_then_too() -> None:
    old = authority("Calder Old", life=(-400, -1))
    (fault,) = judged(old.issue("Thomas Abel"), old).faults
    assert "Calder Old" in fault or "trusted" in fault
    assert judged(old.issue("Thomas Abel"), old, when=NOW - 2 * DAY).faults == ()


def test_who_vouches_for_others_and_who_signs() -> None:
    assert vouches(of(ROOT)) and not vouches(of(ABEL))
    assert vouches(of(alone("Ann Lee"))) and not vouches(of(alone("Ann Lee", certifies=False)))
    assert signs_documents(of(ABEL)) and not signs_documents(of(ROOT.issue("Ann Lee", signs=False)))
    purposes = {
        (ExtendedKeyUsageOID.SERVER_AUTH,): False,
        (ExtendedKeyUsageOID.TIME_STAMPING,): False,
        (ExtendedKeyUsageOID.OCSP_SIGNING,): False,
        (ExtendedKeyUsageOID.EMAIL_PROTECTION,): True,
        (ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.EMAIL_PROTECTION): True,
    }
    for given, may in purposes.items():
        assert signs_documents(of(ROOT.issue("Ann Lee", purposes=given))) is may, given
    assert (name_in(of(ROOT)), name_in(of(ABEL))) == ("Calder Signing Authority", "Thomas Abel")


def test_a_file_of_pem_is_read_whole() -> None:
    listed = ROOT.revoke(ABEL)
    found = read_pem(b"of 2026\n" + ROOT.pem + b"\n" + ABEL.pem + listed)
    assert [name_in(each) for each in found.certificates] == ["Calder Signing Authority", "Thomas Abel"]
    assert (len(found.lists), len(found.authorities)) == (1, 1)
    assert len(read_pem(listed).lists) == 1
    assert read_pem(ABEL.pem.replace(b"CERTIFICATE", b"TRUSTED CERTIFICATE")).pins(of(ABEL))
    assert not found.pins(of(alone("Ann Lee")))
    both = together([read_pem(ROOT.pem), read_pem(listed), read_pem(ABEL.pem)])
    assert (len(both.certificates), len(both.lists)) == (2, 1)
    bad = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    for data, said in ((b"", "holds no certificate in PEM"), (bad, "a certificate in it cannot be read")):
        with pytest.raises(ValueError, match=said):
            read_pem(data)
    with pytest.raises(ValueError, match="a x509 crl in it cannot be read"):
        read_pem(bad.replace(b"CERTIFICATE", b"X509 CRL"))
    with pytest.raises(ValueError, match="holds no certificate"):
        read_pem(bad.replace(b"CERTIFICATE", b"EC PRIVATE KEY"))
    assert isinstance(ROOT.certificate, made_by.Certificate)


SIGNED = b"%PDF-<0aF0>tail"


@pytest.mark.parametrize(
    ("ranges", "covered"),
    [
        ((0, 5, 11, 4), 15),
        ((0, 5, 11, 3), 14),
        ((0, 5, 11, 5), 0),
        ((0, 4, 11, 4), 0),
        ((0, 5, 10, 5), 0),
        ((0, 6, 11, 4), 0),
        ((1, 5, 11, 4), 0),
        ((0, 0, 11, 4), 0),
        ((0, 11, 5, 4), 0),
        ((0, 5, 5, 10), 0),
    ],
)
def test_a_signature_leaves_out_its_own_digits_alone(ranges: tuple[int, ...], covered: int) -> None:
    assert covered_by(SIGNED, ranges) == covered
    assert covered_by(SIGNED.replace(b"0aF0", b"0 F0"), ranges) == 0
