"""Rules on who signs: the owner, or someone else in a capacity that the signature names."""

from form4kit.analysis.signatures import (
    all_named,
    bare_name,
    capacity_of,
    has_capacity,
    is_entity,
    is_estate,
    is_given_for_another,
    is_under_power,
    names,
    says_for_all,
    words_of,
)
from form4kit.findings import Authority, Severity
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_BY_ATTORNEY = {"signatures[0].name": "/s/ Ann Lee, attorney-in-fact for Richard D. Federico"}
_FUND = {"owners[0].name": "Federico Fund I LP"}


@rule(
    "SIG06",
    Severity.NOTE,
    Authority.FORM,
    cites=[
        "Form 4, General Instructions 6 and 7; Form 3, General Instructions 6 and 7",
        "17 CFR 240.16a-3(i)",
    ],
    sources=["draft", "submission"],
    good=[
        _BY_ATTORNEY | {"exhibits": [{"file": "poa.txt", "type": "EX-24"}], "remarks": "Exhibit 24 - POA"},
        {"signatures[0].name": "/s/ Ann Lee, attorney-in-fact (POA on file)"},
        Good(_BY_ATTORNEY, earlier=(_BY_ATTORNEY | {"filed": "2026-08-04"},)),
    ],
    bad=[Bad(_BY_ATTORNEY, at="signatures[0].name")],
)
def power_of_attorney_is_on_record(filing: Filing) -> Problems:
    """Attach the power of attorney under which someone signs, or know that it is on file.

    It goes along as EX-24, once, and stays in force for later forms until it is revoked or runs out.
    """
    under_power = [each for each in filing.signatures if is_under_power(each.name.text or "")]
    earlier = filing.context.earlier
    if not under_power or any(_attaches_power(each) for each in (filing, *earlier)):
        return
    before = {_signer(each.name.text) for one in earlier for each in one.signatures}
    for signature in under_power:
        signer = _signer(signature.name.text)
        if signer not in before:
            before.add(signer)
            message = f"{signature.name.text!r} signs under a power of attorney"
            yield Problem(signature.at("name"), message, "Attach it as EX-24, unless it was filed before.")


def _signer(text: str | None) -> str:
    """Return the part of a signature that names the signer."""
    head = (text or "").lower().partition("attorney")[0].partition("power of")[0]
    return " ".join(sorted(words_of(head)))


def _attaches_power(filing: Filing) -> bool:
    wrapper = filing.submission
    return wrapper is not None and any(
        (each.type.text or "").startswith("EX-24") for each in wrapper.documents
    )


@rule(
    "SIG07",
    Severity.WARNING,
    Authority.FORM,
    cites=["Form 4, General Instruction 7(b); Form 3, General Instruction 7(b)"],
    good=[
        _FUND | {"signatures[0].name": "Federico Fund I LP, by /s/ Ann Lee, Managing Member of its GP"},
        _FUND | {"signatures[0].name": "See Exhibit 99.1"},
    ],
    bad=[
        Bad(_FUND | {"signatures[0].name": "/s/ Ann Lee"}, at="signatures[0].name"),
        Bad({"owners[0].name": "ESTATE OF RICHARD FEDERICO"}, at="signatures[0].name"),
        Bad({"owners[0].name": "Federico A/S"}, at="signatures[0].name"),
    ],
)
def entity_signs_through_someone(filing: Filing) -> Problems:
    """Say in what capacity someone signs for an entity.

    The instruction asks for the title or the chain of authority: `by Jane Doe, Managing Member`.
    """
    entity = next((owner for owner in filing.owners if is_entity(owner.name.value or "")), None)
    if entity is None or not all_named(filing):
        return
    persons = [owner for owner in filing.owners if not is_entity(owner.name.value or "")]
    for signature in filing.signatures:
        text = signature.name.value
        if not text or has_capacity(text) or any(names(text, owner) for owner in persons):
            continue
        what = "an estate" if is_estate(entity.name.value or "") else "an entity"
        message = f"{text!r} signs for {what}, in what capacity is not said"
        signer, capacity = bare_name(text), capacity_of(entity.name.value or "")
        yield Problem(signature.at("name"), message, f"Add it: `by /s/ {signer}, {capacity}`.")


@rule(
    "SIG08",
    Severity.WARNING,
    Authority.FORM,
    cites=["Form 4, General Instruction 7(a); Form 3, General Instruction 7(a)"],
    good=[
        {"signatures[0].name": "/s/ Rick Federico"},
        {"owners[0].name": "Munoz Jose", "signatures[0].name": "/s/ Jos\u00e9 Mu\u00f1oz"},
        {"signatures[0].name": "/s/ Ann Lee by power of attorney (on file)"},
    ],
    bad=[Bad({"signatures[0].name": "/s/ Ann Lee"}, at="signatures[0].name")],
)
def owner_signs_or_is_signed_for(filing: Filing) -> Problems:
    """Let the owner sign, or say that someone signs for the owner.

    A signature by another person has to show by what authority, such as a power of attorney.
    """
    if not all_named(filing) or any(is_entity(owner.name.value or "") for owner in filing.owners):
        return
    for signature in filing.signatures:
        text = signature.name.value
        if not text or is_given_for_another(text) or says_for_all(text):
            continue
        if not any(names(text, owner) for owner in filing.owners):
            owner = filing.owners[0].name.text
            hint = f"Add by what authority: `/s/ {bare_name(text)}, attorney-in-fact for {owner}`."
            message = f"{text!r} is not the owner's name, {owner}"
            yield Problem(signature.at("name"), message, hint)
