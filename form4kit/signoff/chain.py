"""Judge a certificate by what somebody trusts: its chain, its dates, and whether it was revoked.

Nothing is fetched. What there was no list for is told, not guessed.
"""

import asyncio
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from asn1crypto import x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from form4kit.signoff.certificates import Trusted, name_in, signs_documents, vouches
from form4kit.signoff.revocation import Judgement, Moment, ProofMaterial, judge_revocation

UNTRUSTED = "does not lead to one that is trusted"


def judge_chain(
    certificate: x509.Certificate,
    trusted: Trusted,
    embedded: ProofMaterial,
    moment: Moment,
    purposes: frozenset[str] = frozenset(),
) -> Judgement:
    """Judge a certificate at an instant; `purposes` are the extended key usages that it must have.

    One that is itself trusted is a pin: its own dates, and lists that were given, can undo it, nothing else.
    """
    if late := tuple(out_of_date(certificate, moment.at)):
        return Judgement(late)
    if trusted.pins(certificate):
        return judge_revocation(certificate, None, trusted, ProofMaterial(), moment)
    if not purposes and not signs_documents(certificate):
        return Judgement((f"the certificate of {name_in(certificate)} is not for signing documents",))
    path = _path(certificate, trusted, embedded, moment.at, purposes)
    if isinstance(path, str):
        return Judgement((f"the certificate of {name_in(certificate)} {path}",))
    if late := tuple(each for above in path[:-1] for each in out_of_date(above, moment.at)):
        return Judgement(late)
    found = [judge_revocation(below, above, trusted, embedded, moment) for above, below in pairwise(path)]
    return replace(_joined(found), vouched=_told_of(path[0]))


def _told_of(root: x509.Certificate) -> str:
    """Say who vouches for a signer: a key of one's own may be made to vouch for others unawares."""
    told = f"vouched for by {name_in(root)}"
    usage = root.key_usage_value
    if usage is None or {"digital_signature", "non_repudiation"} & usage.native:
        told += ", whose own key may sign documents too"
    return told


def out_of_date(certificate: x509.Certificate, at: dt.datetime) -> Iterator[str]:
    """Yield how a certificate is not valid at an instant."""
    name = name_in(certificate)
    if at < certificate.not_valid_before:
        yield f"the certificate of {name} begins on {certificate.not_valid_before:%Y-%m-%d}"
    if at > certificate.not_valid_after:
        yield f"the certificate of {name} ended on {certificate.not_valid_after:%Y-%m-%d}"


def _path(
    certificate: x509.Certificate,
    trusted: Trusted,
    embedded: ProofMaterial,
    at: dt.datetime,
    purposes: frozenset[str],
) -> Sequence[x509.Certificate] | str:
    """Return the chain from an authority down to a certificate, or why there is none."""
    authorities = trusted.authorities
    if not authorities:
        return UNTRUSTED
    context = ValidationContext(
        trust_roots=list(authorities), moment=at, allow_fetching=False, revocation_mode="soft-fail"
    )
    between = [each for each in (*embedded.certificates, *trusted.certificates) if vouches(each)]
    validator = CertificateValidator(certificate, between, context)
    try:
        asked = validator.async_validate_usage(set(), set(purposes), False)  # type: ignore[no-untyped-call]
        found = asyncio.run(asked)
    except PathError:
        return UNTRUSTED
    except ValidationError as error:
        return f"{UNTRUSTED}: {str(error).splitlines()[0].rstrip('.').lower()}"
    return [*found.iter_certs(include_root=True)]


def _joined(found: Sequence[Judgement]) -> Judgement:
    return Judgement(
        tuple(dict.fromkeys(each for one in found for each in one.faults)),
        tuple(dict.fromkeys(each for one in found for each in one.remarks)),
    )
