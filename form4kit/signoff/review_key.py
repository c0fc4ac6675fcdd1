"""Sign an answer with a key, and read back whose key it was: a detached CMS signature (RFC 5652)."""

import asyncio
import base64
import binascii
import datetime as dt
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from form4kit.registry.entries import Registry
from form4kit.registry.review_policy import ReviewPolicy
from form4kit.signoff.identity import out_of_time, pin_for, pins_of
from form4kit.signoff.review_names import reviewer_of

if TYPE_CHECKING:
    from form4kit.signoff.keys import Key

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # what matters is told in one line of our own
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)

_LARGEST = 64 * 1024


class BadSignature(ValueError):
    """Say in words why a signature does not count."""


@dataclass(frozen=True, slots=True)
class SignedBy:
    """Whose certificate signed: the name in it, its SHA-256 (hexadecimal), and its first and last instant."""

    name: str
    fingerprint: str
    since: dt.datetime
    until: dt.datetime


def sign_bytes(data: bytes, key: "Key") -> str:
    """Return a detached signature over some bytes, DER in base64."""
    signed = asyncio.run(key.signer.async_sign_general_data(data, "sha256", detached=True))
    return base64.b64encode(signed.dump()).decode("ascii")


def signer_of(data: bytes, signature: str) -> SignedBy:
    """Return whose signature over some bytes this is. Raises BadSignature where it does not fit them.

    Whether the certificate is anyone's to be trusted is not looked at: that is `pinned_to`.
    """
    from asn1crypto import cms
    from pyhanko.sign.validation import async_validate_detached_cms
    from pyhanko_certvalidator import ValidationContext

    from form4kit.signoff.certificates import name_in, signs_documents

    try:
        der = base64.b64decode(signature, validate=True)
        if len(der) > _LARGEST:
            raise BadSignature("its signature is larger than any of form4kit's")
        found = cms.ContentInfo.load(der, strict=True)
        content = found["content"]
        if found["content_type"].native != "signed_data" or len(content["signer_infos"]) != 1:
            raise BadSignature("its signature is not one person's")
        nobody = ValidationContext(trust_roots=[], allow_fetching=False)
        status = asyncio.run(
            async_validate_detached_cms(
                data, content, signer_validation_context=nobody, ts_validation_context=nobody
            )
        )
        certificate = status.signing_cert
        sound = status.intact and status.valid
    except BadSignature:
        raise
    except (binascii.Error, ValueError):
        raise BadSignature("its signature cannot be read") from None
    except Exception as error:  # whatever pyHanko's parser stumbles over in a made-up signature
        raise BadSignature(f"its signature cannot be read ({type(error).__name__})") from None
    if not sound:
        raise BadSignature("its signature does not fit what it says")
    if not signs_documents(certificate):
        raise BadSignature(f"the certificate of {name_in(certificate)} is not for signing documents")
    return SignedBy(
        name_in(certificate),
        bytes(certificate.sha256).hex(),
        certificate.not_valid_before,
        certificate.not_valid_after,
    )


def pinned_to(signed: SignedBy, name: str, registry: Registry, policy: ReviewPolicy, now: dt.datetime) -> str:
    """Say where a certificate is pinned to a person: a file of the registry, or form4kit.toml.

    Empty where nothing pins it: then anyone may have made it. Raises BadSignature where another is pinned to
    them, or where it had ended.
    """
    if not signed.since <= now <= signed.until:
        raise BadSignature(
            f"the certificate of {signed.name} does not hold: its last day is {signed.until:%Y-%m-%d}"
        )
    reviewer = reviewer_of(name, policy.reviewers)
    if reviewer is not None and reviewer.certificate_sha256:
        if reviewer.certificate_sha256 != signed.fingerprint:
            raise BadSignature(f"its certificate is not the one that form4kit.toml pins to {name}")
        return "form4kit.toml"
    pins = pins_of(registry, name)
    if not pins:
        return ""
    found = pin_for(pins, signed.fingerprint)
    if found is None:
        raise BadSignature(f"its certificate is none of those pinned to {name} in {pins[0].origin}")
    if late := out_of_time(found.pin, now):
        raise BadSignature(late)
    return found.origin
