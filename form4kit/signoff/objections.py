"""What stands in the way of signing a filing: errors, a lapsed power of attorney, a signer whom nobody typed.

`form4kit packet` refuses such a filing, unless a reason is given, which then stands on the cover. What comes
to stand in the way later, such as the end of a power, is refused when it is signed.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Objection:
    """What stands in the way: the code of a rule or of its own, the words, and the way out."""

    code: str
    words: str
    hint: str = ""


def objections(
    packed: Packed, signer: str, today: dt.date, powers: tuple[Power, ...] | None = None
) -> Iterator[Objection]:
    """Yield what stands in the way of signing a filing; `today` is New York's day.

    `powers` are those known now, where they are others than when the packet was made.
    """
    whole, folder = packed.whole, packed.folder
    if whole is None:
        return
    said = {
        f"{each['severity']} {each['rule']}, {each['where']}: {each['message']}": str(each["rule"])
        for each in whole.bound["judged"]
        if each["severity"] == str(Severity.ERROR) and each["allowed"] is None
    }
    signed = max((each.date.value for each in whole.filing.signatures if each.date.value), default=None)
    options = Options(filed=signed, published=folder.published)
    for each in run_bytes(folder.files[DRAFT], DRAFT, folder.path, options).findings:
        if each.severity is Severity.ERROR and each.allowed is None:
            said[f"{each.severity} {each.rule}, {each.place.where}: {each.message}"] = each.rule
    yield from (Objection(rule, words) for words, rule in said.items())
    typed = [each.name.text or "" for each in whole.filing.signatures]
    if not any(is_hand_of(signer, each) for each in typed):
        words = f"the typed signature is {'; '.join(typed) or 'missing'}, not {signer}"
        yield Objection("other-signer", words, "Put in who signs, and build it again.")
    if signed is not None and signed > today:
        words = f"The form is dated {_day(signed)}; today is {_day(today)}."
        yield Objection("dated-later", words, "Date it today, and build it again.")
    known = powers_from(whole.bound["facts"]["powers"] or ()) if powers is None else powers
    for owner in whole.filing.owners:
        yield from _lapsed(owner, tuple(known), signer, whole.filing, today)


def _lapsed(
    owner: Owner, powers: tuple[Power, ...], signer: str, filing: Filing, today: dt.date
) -> Iterator[Objection]:
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
    ends = [(_end(each), each) for each in mine]
    if not ends or any(end is None or end >= today for end, _ in ends):
        return
    last, power = max(((end, each) for end, each in ends if end), key=lambda pair: pair[0])
    since = power.signed or power.effective
    whose = f"The power of {_day(since)}" if since else f"The power of attorney of {name}"
    ended = f"was revoked on {_day(power.revoked)}" if _is_revoked(power) else f"ended on {_day(last)}"
    words = f"{whose} {ended}. {signer} may not sign for {name} after that."
    yield Objection("power-ended", words, "Add the new power, or let the owner sign.")


def _is_revoked(power: Power) -> bool:
    return power.revoked is not None and (power.expires is None or power.revoked <= power.expires)


def _end(power: Power) -> dt.date | None:
    """Return the last day of a power; None is without end."""
    before = power.revoked - dt.timedelta(days=1) if power.revoked else None
    return min((day for day in (power.expires, before) if day is not None), default=None)


def _day(day: dt.date | None) -> str:
    return f"{day:%B} {day.day}, {day.year}" if day else "a day that is not said"
