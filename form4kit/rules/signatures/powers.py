"""Rules on powers of attorney: whether one covers the signature, and where EDGAR has it.

They speak only where the powers are known, from the registry.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Final

from form4kit.analysis.signatures import attorney_spelled, is_by_attorney, names, says_on_file, words_of
from form4kit.convert import bare_cik
from form4kit.findings import Authority, Severity
from form4kit.model import Filing, Owner, Signature
from form4kit.power import Power
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule
from form4kit.words import counted, listed

_CITES = ["Form 4, General Instruction 7(a); Form 3, General Instruction 7(a)", "17 CFR 240.16a-3(i)"]
_SOON: Final = dt.timedelta(days=60)
_LEE = {"signatures[0].name": "/s/ Ann Lee, attorney-in-fact for Richard D. Federico (POA on file)"}
_NEW = _LEE | {"signatures[0].name": "/s/ Ann Lee, attorney-in-fact for Richard D. Federico"}
_ATTACHED = {"exhibits": [{"file": "poa.txt", "type": "EX-24"}], "remarks": "Exhibit 24 - POA"}
_CLASS_B = {"security": "Class B Stock", "date": "2026-08-03", "code": "P", "acquired": "1", "price": "9"}
_AUGUST = _NEW | {
    "filed": "2026-08-04",
    "signatures[0].date": "2026-08-04",
    "non_derivative": [_CLASS_B],
}


def _known(*attorneys: str, **terms: object) -> dict[str, object]:
    """Return the facts of an example: one power, of the owner of the clean filings."""
    power = {"grantor": "Federico Richard D", "attorneys": attorneys or ("Ann Lee", "Bo Kim"), **terms}
    return {"powers": [power]}


@rule(
    "SIG11",
    Severity.ERROR,
    Authority.FORM,
    cites=_CITES,
    good=[
        _LEE | _known(signed="2026-11-19", expires="2026-11-19", forms=("4",)) | {"filed": "2027-02-01"},
        _LEE | _known(signed="2026-01-01", revoked="2026-11-20"),
        _LEE | {"powers": [{"grantor": "1234567", "attorneys": ["Ann Lee"]}]},
        {"powers": []},
    ],
    bad=[
        Bad(_LEE | {"powers": []}, at="signatures[0].name"),
        Bad(_LEE | _known("Bo Kim"), at="signatures[0].name"),
        Bad(_LEE | _known(forms=("3", "5")), at="signatures[0].name"),
        Bad(_LEE | _known(effective="2026-11-20"), at="signatures[0].name"),
        Bad(_LEE | _known(expires="2026-11-18"), at="signatures[0].name"),
        Bad(_LEE | _known(revoked="2026-11-19"), at="signatures[0].name"),
    ],
)
def attorney_has_a_power(filing: Filing) -> Problems:
    """Sign for an owner only under a power of attorney in force, for this form, on this day.

    The instruction lets another person sign where the owner has confirmed in writing that they may; without
    that the form is not signed at all, and so not filed.
    """
    for signature in _by_attorney(filing):
        day = signature.date.value or filing.filed
        if day is None or any(_in_force(power, filing, day) for power in _granted(signature, filing)):
            continue
        message = f"{signature.name.text!r}: {_lacking(signature, filing, day)}"
        hint = "Have the owner sign, or a power of attorney signed."
        yield Problem(signature.at("name"), message, hint, dated=signature.date.value is None)


@rule(
    "SIG12",
    Severity.NOTE,
    Authority.FORM,
    cites=["Form 4, General Instruction 7(a); Form 3, General Instruction 7(a)", "17 CFR 229.601(b)(24)"],
    sources=["draft", "submission"],
    good=[
        _NEW | _ATTACHED | _known(signed="2026-11-19"),
        Good(_LEE | _known(signed="2026-08-04"), earlier=(_AUGUST | _ATTACHED,)),
        Good(_NEW | _ATTACHED | _known(signed="2026-11-01"), earlier=(_AUGUST | _ATTACHED,)),
    ],
    bad=[
        Bad(
            _NEW | _known(signed="2026-11-19"),
            at="signatures[0].name",
            severity=Severity.WARNING,
            also=("SIG06",),
        ),
        Bad(
            _LEE | _known(signed="2026-09-01"),
            earlier=(_AUGUST,),
            at="signatures[0].name",
            severity=Severity.WARNING,
        ),
        Bad(
            _NEW | _ATTACHED | _known(signed="2026-08-04"),
            earlier=(_AUGUST | _ATTACHED,),
            at="signatures[0].name",
        ),
        Bad(_NEW | _known(signed="2026-08-04"), earlier=(_AUGUST | _ATTACHED,), at="signatures[0].name"),
    ],
)
def power_is_attached_once(filing: Filing) -> Problems:
    """Attach a power of attorney as EX-24 to the first form signed under it, and refer to it afterwards.

    A confirmation that is on file at the Commission serves later forms too, until it is revoked or runs out.
    What earlier filings held is known only of those that form4kit has: where that leaves a doubt, this notes.
    """
    for signature in _by_attorney(filing):
        day = signature.date.value or filing.filed
        covering = [p for p in _granted(signature, filing) if day and _in_force(p, filing, day)]
        starts = [start for power in covering if (start := power.effective or power.signed)]
        if not starts or len(starts) < len(covering):
            continue
        used = [each for each in filing.context.earlier if _uses(each, signature, min(starts))]
        attached = [each for each in used if _attaches_power(each)]
        place, here = signature.at("name"), _attaches_power(filing)
        dated = signature.date.value is None
        if here and attached:
            message = f"the power of attorney is attached again; {_told(attached[0])} has it"
            yield Problem(place, message, "Refer to that filing.", dated=dated)
        elif not here and attached and not _refers(signature, filing):
            message = (
                f"the power of attorney was filed with {_told(attached[0])}, and this does not refer to it"
            )
            hint = "Add `(power of attorney on file)`."
            yield Problem(place, message, hint, authority=Authority.PRACTICE, dated=dated)
        elif not here and not used and (filing.context.earlier or day == min(starts)):
            message = f"the first form under the power of attorney of {min(starts)}, which is not attached"
            yield Problem(place, message, "Attach it as EX-24.", Severity.WARNING, dated=dated)


@rule(
    "SIG13",
    Severity.NOTE,
    Authority.PRACTICE,
    dated=True,
    cites=_CITES,
    good=[_LEE | _known(expires="2027-01-19"), _LEE | _known()],
    bad=[
        Bad(_LEE | _known(expires="2027-01-18"), at="signatures[0].name"),
        Bad(_LEE | _known(expires="2026-11-19"), at="signatures[0].name"),
    ],
)
def power_lasts(filing: Filing) -> Problems:
    """Renew a power of attorney before it runs out.

    Two business days are too few to have one signed when the next form is due.
    """
    for signature in _by_attorney(filing):
        day = signature.date.value or filing.filed
        covering = [p for p in _granted(signature, filing) if day and _in_force(p, filing, day)]
        ends = [power.revoked or power.expires for power in covering]
        last = max((end for end in ends if end), default=None)
        if last and None not in ends and filing.filed and last - filing.filed <= _SOON:
            days = counted((last - filing.filed).days, "day")
            message = f"the power of attorney ends on {last}, {days} after the filing"
            yield Problem(signature.at("name"), message, "Have the next one signed.")


def _by_attorney(filing: Filing) -> list[Signature]:
    """Return the signatures under a power of attorney; none where the powers are not known."""
    if filing.context.powers is None:
        return []
    return [each for each in filing.signatures if is_by_attorney(each.name.text or "")]


def _signed_for(signature: Signature, filing: Filing) -> list[Owner]:
    """Return the owners for whom an attorney signs: those whom the signature names, else any."""
    behalf = attorney_spelled(signature.name.text or "").lower().partition("attorney")[2]
    return [each for each in filing.owners if names(behalf, each)] or list(filing.owners)


def _granted(signature: Signature, filing: Filing) -> list[Power]:
    """Return the powers that let this attorney sign for an owner, in force or not."""
    return [each for each in _of_owners(signature, filing) if _is_named(each.attorneys, signature)]


def _of_owners(signature: Signature, filing: Filing) -> list[Power]:
    owners = _signed_for(signature, filing)
    return [each for each in filing.context.powers or () if any(_grants(each, owner) for owner in owners)]


def _grants(power: Power, owner: Owner) -> bool:
    if power.grantor.isdigit():
        return bare_cik(power.grantor) == bare_cik(owner.cik.value)
    return names(power.grantor, owner)


def _is_named(attorneys: Iterable[str], signature: Signature) -> bool:
    """Tell whether one of them signs: the part of the signature before `attorney` has a word of the name."""
    signer = _signer(signature)
    return any(words_of(attorney) & signer for attorney in attorneys)


def _signer(signature: Signature) -> frozenset[str]:
    """Return the words of the name that signs; of the whole signature where it begins with the capacity."""
    text = attorney_spelled(signature.name.text or "").lower()
    return words_of(text.partition("attorney")[0]) or words_of(text)


def _in_force(power: Power, filing: Filing, day: dt.date) -> bool:
    return not _out_of_force(power, filing.base_form, day)


def _out_of_force(power: Power, form: str, day: dt.date) -> str:
    """Say why a power does not cover a form on a day; empty where it does."""
    first = power.effective or power.signed
    if power.forms and form not in power.forms:
        plural = "s" if power.forms[1:] else ""
        return f"the power of attorney covers Form{plural} {listed(list(power.forms), 'and')}, not {form}"
    if first and day < first:
        return f"the power of attorney begins on {first}, signed {day}"
    if power.revoked and day >= power.revoked:
        return f"the power of attorney was revoked on {power.revoked}, signed {day}"
    if power.expires and day > power.expires:
        return f"the power of attorney ended on {power.expires}, signed {day}"
    return ""


def _lacking(signature: Signature, filing: Filing, day: dt.date) -> str:
    """Say what is wrong with the powers there are."""
    granted = _granted(signature, filing)
    if granted:
        return _out_of_force(granted[-1], filing.base_form, day)
    others = [name for power in _of_owners(signature, filing) for name in power.attorneys]
    owner = _signed_for(signature, filing)[0] if filing.owners else None
    whose = (owner.name.text or owner.cik.text or "the owner") if owner else "the owner"
    if others:
        return f"the power of attorney of {whose} is for {listed(list(dict.fromkeys(others)), 'and')}"
    return f"no power of attorney of {whose} is known"


def _uses(earlier: Filing, signature: Signature, since: dt.date) -> bool:
    """Tell whether an earlier filing was signed by the same attorney since a day."""
    signer = _signer(signature)
    return any(
        is_by_attorney(each.name.text or "")
        and bool(signer & _signer(each))
        and (each.date.value or dt.date.min) >= since
        for each in earlier.signatures
    )


def _attaches_power(filing: Filing) -> bool:
    wrapper = filing.submission
    documents = wrapper.documents if wrapper else ()
    return any((each.type.text or "").startswith("EX-24") for each in documents)


def _refers(signature: Signature, filing: Filing) -> bool:
    """Tell whether the form says where its power of attorney is."""
    return says_on_file(f"{signature.name.text} {filing.prose}")


def _told(filing: Filing) -> str:
    day = filing.filed or max((s.date.value for s in filing.signatures if s.date.value), default=None)
    return f"the Form {filing.form_type} of {day}" if day else f"an earlier Form {filing.form_type}"
