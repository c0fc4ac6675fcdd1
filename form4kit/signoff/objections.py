"""What stands in the way of signing a filing: errors, a lapsed power of attorney, a signer whom nobody typed.

`form4kit packet` refuses such a filing, unless a reason is given, which then stands on the cover. What comes
to stand in the way later, such as the end of a power, is refused when it is signed.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from form4kit.context import powers_from
from form4kit.convert import bare_cik
from form4kit.findings import Severity
from form4kit.model import Context, Filing, Owner
from form4kit.outcome import Options
from form4kit.pipeline import run_bytes
from form4kit.power import Power
from form4kit.signoff.assemble import Whole
from form4kit.signoff.contents import as_plain, facts_of, judged
from form4kit.signoff.identity import is_hand_of, same_person
from form4kit.signoff.packet import Packed
from form4kit.storage.names import DRAFT


@dataclass(frozen=True, slots=True)
class Objection:
    """What stands in the way: the code of a rule or of its own, the words, and the way out."""

    code: str
    words: str
    hint: str = ""


def objections(packed: Packed, signer: str, today: dt.date) -> Iterator[Objection]:
    """Yield what stands in the way of packing a filing; `today` is New York's day."""
    whole, folder = packed.whole, packed.folder
    if whole is None:
        return
    said = _errors(whole.bound["judged"])
    signed = max((each.date.value for each in whole.filing.signatures if each.date.value), default=None)
    options = Options(filed=signed, published=folder.published)
    said |= _errors(as_plain(run_bytes(folder.files[DRAFT], DRAFT, folder.path, options).findings))
    yield from (Objection(rule, words) for words, rule in said.items())
    powers = tuple(powers_from(whole.bound["facts"]["powers"] or ()))
    yield from _of_signature(whole.filing, signer, today, powers)


def objections_by_now(
    whole: Whole, signer: str, today: dt.date, context: Context | None
) -> Iterator[Objection]:
    """Yield what stands in the way of signing a filing of a packet.

    `context` is what the registry knows by now; where there is none, what it knew when it was packed counts.
    """
    facts = whole.bound["facts"] if context is None else facts_of(context)
    found = whole.bound["judged"]
    if context is not None:
        found = as_plain(judged(whole.filing, facts, published=whole.published))
    yield from (Objection(rule, words) for words, rule in _errors(found).items())
    yield from _of_signature(whole.filing, signer, today, tuple(powers_from(facts["powers"] or ())))


def _errors(found: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the errors among findings, as they are told, each with its rule."""
    return {
        f"{each['severity']} {each['rule']}, {each['where']}: {each['message']}": str(each["rule"])
        for each in found
        if each["severity"] == str(Severity.ERROR) and each["allowed"] is None
    }


def _of_signature(
    filing: Filing, signer: str, today: dt.date, powers: tuple[Power, ...]
) -> Iterator[Objection]:
    signed = max((each.date.value for each in filing.signatures if each.date.value), default=None)
    typed = [each.name.text or "" for each in filing.signatures]
    if not any(is_hand_of(signer, each) for each in typed):
        words = f"the typed signature is {'; '.join(typed) or 'missing'}, not {signer}"
        yield Objection("other-signer", words, "Put in who signs, and build it again.")
    if signed is not None and signed > today:
        words = f"The form is dated {_day(signed)}; today is {_day(today)}."
        yield Objection("dated-later", words, "Date it today, and build it again.")
    for owner in filing.owners:
        yield from _lapsed(owner, powers, signer, filing, today)


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
    ends = [(last_day(each), each) for each in mine]
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


def last_day(power: Power) -> dt.date | None:
    """Return the last day of a power; None is without end."""
    before = power.revoked - dt.timedelta(days=1) if power.revoked else None
    return min((day for day in (power.expires, before) if day is not None), default=None)


def _day(day: dt.date | None) -> str:
    return f"{day:%B} {day.day}, {day.year}" if day else "a day that is not said"
