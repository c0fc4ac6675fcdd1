"""What stands in the way of signing a filing: errors, a lapsed power of attorney, a signer whom nobody typed.

`form4kit packet` refuses such a filing, unless a reason is given, which then stands on the cover.
"""

import datetime as dt
from collections.abc import Iterator

from form4kit.context import powers_from
from form4kit.convert import bare_cik
from form4kit.findings import Severity
from form4kit.model import Filing, Owner
from form4kit.outcome import Options
from form4kit.pipeline import run_bytes
from form4kit.power import Power
from form4kit.signoff.identity import is_hand_of, same_person
from form4kit.signoff.packet import Packed
from form4kit.storage.names import DRAFT


def objections(packed: Packed, signer: str, today: dt.date) -> Iterator[str]:
    """Yield what stands in the way of signing a filing, each named; `today` is New York's day."""
    whole, folder = packed.whole, packed.folder
    if whole is None:
        return
    said = dict.fromkeys(
        f"{each['severity']} {each['rule']}, {each['where']}: {each['message']}"
        for each in whole.bound["judged"]
        if each["severity"] == str(Severity.ERROR) and each["allowed"] is None
    )
    signed = max((each.date.value for each in whole.filing.signatures if each.date.value), default=None)
    options = Options(filed=signed, published=folder.published)
    for each in run_bytes(folder.files[DRAFT], DRAFT, folder.path, options).findings:
        if each.severity is Severity.ERROR and each.allowed is None:
            said[f"{each.severity} {each.rule}, {each.place.where}: {each.message}"] = None
    yield from said
    typed = [each.name.text or "" for each in whole.filing.signatures]
    if not any(is_hand_of(signer, each) for each in typed):
        yield f"the typed signature is {'; '.join(typed) or 'missing'}, not {signer}"
    powers = tuple(powers_from(whole.bound["facts"]["powers"] or ()))
    for owner in whole.filing.owners:
        yield from _lapsed(owner, powers, signer, whole.filing, today)


def _lapsed(
    owner: Owner, powers: tuple[Power, ...], signer: str, filing: Filing, today: dt.date
) -> Iterator[str]:
    """Yield that the powers of an owner for the signer have all ended by a day."""
    name = owner.name.text or owner.cik.text or ""
    number = filing.form_type[:1]
    mine = [
        each
        for each in powers
        if each.grantor == bare_cik(owner.cik.text) or same_person(each.grantor, name)
        if any(same_person(one, signer) or one == signer for one in each.attorneys)
        if not each.forms or number in each.forms
    ]
    ends = [_end(each) for each in mine]
    if ends and all(end is not None and end < today for end in ends):
        last = max(end for end in ends if end is not None)
        yield f"the power of attorney of {name} for {signer} is no longer in force: its last day was {last}"


def _end(power: Power) -> dt.date | None:
    """Return the last day of a power; None is without end."""
    before = power.revoked - dt.timedelta(days=1) if power.revoked else None
    return min((day for day in (power.expires, before) if day is not None), default=None)
