"""Whose key signed an answer, and where that key is pinned to a person: alone it says nothing."""

import base64
import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from signing_kit import PASSWORD, pkcs12

from form4kit.registry.entries import EMPTY, Registry
from form4kit.registry.load import registry_for
from form4kit.registry.review_policy import Reviewer, ReviewPolicy

pytest.importorskip("pyhanko")

from asn1crypto import cms
from forgery_kit import authority

from form4kit.signoff.keys import Key, load_key
from form4kit.signoff.review_key import BadSignature, SignedBy, pinned_to, sign_bytes, signer_of

DATA = b'{"verdict": "approve"}'
NOW = dt.datetime.now(dt.UTC)
DAY = dt.timedelta(days=1)
OWN, OTHER = "ab" * 32, "cd" * 32
SIGNED = SignedBy("J. Moreau", OWN, NOW - DAY, NOW + DAY)
NOBODY = ReviewPolicy()


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Key:
    file = pkcs12(tmp_path_factory.mktemp("key") / "key.p12", name="J. Moreau")
    return load_key(file.read_bytes(), PASSWORD, NOW)


def registry(root: Path, pins: str) -> Registry:
    (root / "form4kit.toml").write_text("")
    (root / "people").mkdir()
    (root / "people" / "moreau.yaml").write_text(f"name: J. Moreau\ncertificate_sha256: {pins}\n")
    return registry_for(root)


def policy(*fingerprints: str) -> ReviewPolicy:
    return replace(NOBODY, reviewers=tuple(Reviewer("Jeanne Moreau", "", each) for each in fingerprints))


def test_a_signature_names_its_certificate_and_fits_these_bytes_alone(key: Key) -> None:
    signature = sign_bytes(DATA, key)
    found = signer_of(DATA, signature)
    assert (found.name, found.fingerprint) == ("J. Moreau", key.fingerprint)
    assert found.since <= NOW <= found.until
    for data in (b"", DATA + b" ", DATA.replace(b"approve", b"reject")):
        with pytest.raises(BadSignature, match="its signature does not fit what it says"):
            signer_of(data, signature)


def test_what_is_no_signature_of_one_person_says_why(key: Key) -> None:
    der = base64.b64decode(sign_bytes(DATA, key))
    twice, nobody = cms.ContentInfo.load(der), cms.ContentInfo.load(der)
    twice["content"]["signer_infos"].append(twice["content"]["signer_infos"][0])
    nobody["content"]["signer_infos"] = []
    plain = cms.ContentInfo({"content_type": "data", "content": DATA})
    for told, made in (
        ("is not one person's", twice.dump(force=True)),
        ("is not one person's", nobody.dump(force=True)),
        ("cannot be read|is not one person's", plain.dump()),
        ("is larger than any of form4kit's", der + bytes(65_537 - len(der))),
        ("cannot be read", der + bytes(65_536 - len(der))),
        ("cannot be read", der + b"\0"),
        ("cannot be read", der[:-1]),
        ("cannot be read", b""),
    ):
        with pytest.raises(BadSignature, match=told):
            signer_of(DATA, base64.b64encode(made).decode())
    for signature in ("*", "ü", "A", f"{sign_bytes(DATA, key)}\n"):
        with pytest.raises(BadSignature, match="cannot be read"):
            signer_of(DATA, signature)


def test_a_certificate_that_is_not_for_documents_signs_no_answer(tmp_path: Path) -> None:
    hand = authority().issue("Ann Lee", signs=False)
    loaded = load_key(hand.p12(tmp_path / "key.p12").read_bytes(), PASSWORD, NOW)
    with pytest.raises(BadSignature, match="the certificate of Ann Lee is not for signing documents"):
        signer_of(DATA, sign_bytes(DATA, loaded))


def test_a_key_that_nothing_pins_is_anybodys(tmp_path: Path) -> None:
    assert pinned_to(SIGNED, "J. Moreau", EMPTY, NOBODY, NOW) == ""
    assert pinned_to(SIGNED, "J. Moreau", EMPTY, policy(""), NOW) == ""
    assert pinned_to(SIGNED, "S. Lee", registry(tmp_path, OTHER), policy(OTHER), NOW) == ""


def test_a_pin_of_the_settings_comes_first(tmp_path: Path) -> None:
    people = registry(tmp_path, OTHER)
    assert pinned_to(SIGNED, "J. Moreau", people, policy(OWN), NOW) == "form4kit.toml"
    with pytest.raises(BadSignature, match="is not the one that form4kit"):
        pinned_to(SIGNED, "J. Moreau", people, policy(OTHER), NOW)


def test_a_pin_of_the_registry_names_its_file_and_has_its_days(tmp_path: Path) -> None:
    day = NOW.date()
    assert pinned_to(SIGNED, "J. Moreau", registry(tmp_path, OWN), policy(""), NOW) == "people/moreau.yaml"
    for number, (pins, told) in enumerate(
        [
            (OTHER, "is none of those pinned to J. Moreau in people/moreau.yaml"),
            (f"[{{sha256: {OWN}, to: {day - DAY}}}]", f"its pin ended on {day - DAY}"),
            (f"[{{sha256: {OWN}, from: {day + DAY}}}]", f"its pin begins on {day + DAY}"),
        ]
    ):
        root = tmp_path / str(number)
        root.mkdir()
        with pytest.raises(BadSignature, match=told):
            pinned_to(SIGNED, "J. Moreau", registry(root, pins), NOBODY, NOW)


@pytest.mark.parametrize("when", [NOW - 2 * DAY, NOW + 2 * DAY], ids=["too early", "too late"])
def test_a_certificate_holds_from_its_first_instant_to_its_last(when: dt.datetime) -> None:
    for edge in (SIGNED.since, SIGNED.until):
        assert pinned_to(SIGNED, "J. Moreau", EMPTY, policy(OWN), edge) == "form4kit.toml"
    told = f"the certificate of J. Moreau does not hold: its last day is {SIGNED.until:%Y-%m-%d}"
    with pytest.raises(BadSignature, match=told):
        pinned_to(SIGNED, "J. Moreau", EMPTY, policy(OWN), when)
