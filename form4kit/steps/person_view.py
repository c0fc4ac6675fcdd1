"""What a folder knows of a person: each fact with its day and its source."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from form4kit.convert import bare_cik
from form4kit.edgar.ccc import where_kept
from form4kit.events.carried_forward import CarriedBalance, carried_balances
from form4kit.history.insider import CannotFollow
from form4kit.insiders.assumptions import assumptions
from form4kit.insiders.followed import Insider, followed, items_of_registry, items_of_reports
from form4kit.insiders.outlook import OutlookItem, in_order, matching_items
from form4kit.insiders.outlook_registry import last_day, powers_given
from form4kit.insiders.plans import plans_cooling_off
from form4kit.insiders.short_swing import Pair, ShortSwing, short_swing
from form4kit.insiders.thought_of import classes_of, read_trade
from form4kit.insiders.trades import InsiderTrade, decimal_of
from form4kit.law.calendar import Calendar, NoCalendar
from form4kit.registry.entries import Company, Person, Registry
from form4kit.registry.load import registry_for
from form4kit.registry.settings import Settings, settings_for
from form4kit.report.swing_report import filings_in_words
from form4kit.steps.known_forms import KnownForm, known_forms
from form4kit.steps.record_book import book_of
from form4kit.words import edgar_number, grouped, money

_TITLES = {"director": "Director", "officer": "Officer", "ten_percent": "10% owner", "other": "Other"}
ViewFact = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PersonFolder:
    """A person of a registry, the forms of the folder that are theirs, and all that these rest on."""

    root: Path
    person: Person
    registry: Registry
    settings: Settings
    forms: tuple[KnownForm, ...]
    day: dt.date

    @property
    def issuers(self) -> list[str]:
        """The CIKs of the issuers of their filed forms, without leading zeros."""
        return list(dict.fromkeys(_issuer(each) for each in self.forms if each.filed))

    def filed(self, issuer: str) -> list[KnownForm]:
        """Return the filed forms in one issuer."""
        return [each for each in self.forms if each.filed and _issuer(each) == issuer]


def person_folder(root: Path, key: str, day: dt.date) -> PersonFolder | None:
    """Return what a folder has of a person; None where it knows no person of this key. Raises OSError."""
    registry = registry_for(root)
    person = registry.people.get(key)
    if person is None:
        return None
    entries = book_of(root).standing
    mine = (each for each in known_forms(root, entries) if person.cik and person.cik in each.known.owners)
    return PersonFolder(root, person, registry, settings_for(root), tuple(mine), day)


def person_view(found: PersonFolder) -> ViewFact:
    """Return all that is known of a person, as plain JSON values."""
    person = found.person
    open_forms = [each for each in found.forms if not each.filed]
    return {
        "key": person.key,
        "name": _text(person, "name") or person.key,
        "cik": person.cik,
        "file": person.origin,
        "address": address_of(person),
        "problems": list(person.problems),
        "roles": [*_roles(found)],
        "positions": [each for issuer in found.issuers for each in _positions(found, issuer)],
        "plans": [*_plans(found)],
        "powers": [*_powers(found)],
        "ccc": _ccc(person),
        "issuers": [six_months(found, issuer) for issuer in found.issuers],
        "left": [_item(each) for each in _left(found)],
        "drafts": sorted({each.form.name for each in open_forms if not each.form.built}),
        "filings": sum(each.filed for each in found.forms),
    }


def address_of(person: Person) -> ViewFact:
    """Return the address by its keys; a street of several lines as a list."""
    node = person.keys.get("address")
    members = node.members if node else {}
    return {key: [one.text for one in each.items] or each.text for key, each in members.items()}


def six_months(found: PersonFolder, issuer: str, trade: str = "") -> ViewFact:
    """Return what Section 16(b) makes of a person's trades in an issuer, and of one only thought of.

    Raises Misspelt where the trade cannot be read.
    """
    forms = found.filed(issuer)
    try:
        insider = followed(
            [each.form.named for each in forms], found.person.key, found.registry, found.settings
        )
        classes, traded = classes_of(insider.history)
        thought = [read_trade(trade, 1, classes, traded, insider.splits)] if trade else []
        swing = short_swing(
            insider.history, insider.standing, found.day, splits=insider.splits, thought_of=thought
        )
    except CannotFollow as fault:
        return {"issuer": _company_name(found, issuer), "cik": issuer, "cannot": f"{fault}"}
    items = [*matching_items(swing)]
    return {
        "issuer": insider.history.issuer,
        "cik": issuer,
        "cannot": "",
        "classes": list(classes.values()),
        "profit": money(decimal_of(swing.profit)),
        "usual": money(decimal_of(swing.usual)),
        "items": [_item(each) for each in in_order(items)],
        "clear": {side: f"{swing.clear(side) or ''}" for side in ("purchase", "sale")},
        "pairs": [_pair(each) for each in swing.pairs],
        "trades": [_trade(each) for each in sorted(swing.trades, key=lambda each: each.date)],
        "assumptions": assumptions(swing),
        "rests": [*filings_in_words(swing)],
        "thought": _thought(swing) if trade else None,
    }


def _thought(swing: ShortSwing) -> ViewFact:
    """Say what a trade that is only thought of would be matched with."""
    mine = [pair for pair in swing.pairs if pair.purchase.told is None or pair.sale.told is None]
    profit = sum((decimal_of(pair.profit) for pair in mine), start=decimal_of(swing.profit) * 0)
    out = [each.why for each in swing.excluded if each.file == "--trade"]
    words = (
        f"It would be matched: ${money(profit)} of profit could be demanded."
        if mine
        else f"It is not matched: {out[0]}."
        if out
        else "It matches nothing that is on these forms with a profit."
    )
    return {"words": words, "profit": money(profit), "pairs": [_pair(each) for each in mine]}


def _roles(found: PersonFolder) -> Iterator[ViewFact]:
    for role in found.person.roles:
        for box in ("director", "officer", "ten_percent", "other"):
            node = role.boxes.get(box)
            if node is None or (node.text or "") in ("", "false", "0"):
                continue
            title = role.boxes.get(f"{box}_text") or role.boxes.get(f"{box}_title")
            said = node.text if node.text not in ("true", "1") else ((title.text if title else "") or "")
            yield {
                "words": said or _TITLES[box],
                "box": box,
                "from": f"{role.since or ''}",
                "to": f"{role.until or ''}",
                "issuer": role.issuer or "",
                "source": found.person.origin,
            }


def _positions(found: PersonFolder, issuer: str) -> Iterator[ViewFact]:
    forms = found.filed(issuer)
    days = {each.form.name: each.known.filed for each in forms}
    for each in carried_balances(one.form.named for one in forms):
        yield {
            "words": position_words(each),
            "issuer": _company_name(found, issuer),
            "cik": issuer,
            "balance": grouped(each.balance) if each.balance is not None else "",
            "day": f"{each.day or ''}",
            "filed": f"{days.get(each.source) or ''}",
            "form": each.filing.form_type,
            "source": each.source,
        }


def position_words(each: CarriedBalance) -> str:
    """Say which position it is: `Common Stock, direct`."""
    held = "direct" if each.row.direct_indirect.value != "I" else "indirect"
    nature = f", {each.row.nature.text}" if each.row.nature.text else ""
    return f"{each.row.security.text or '?'}, {held}{nature}"


def _plans(found: PersonFolder) -> Iterator[ViewFact]:
    company = found.registry.only_company() or Company("", {})
    try:
        calendar = Calendar(extra=found.settings.closures)
        cooling = {one.plan.key: one for one in plans_cooling_off(found.person, company, found.day, calendar)}
    except NoCalendar:
        cooling = {}
    for plan in found.person.plans:
        off = cooling.get(plan.key)
        yield {
            "key": plan.key,
            "kind": plan.kind,
            "adopted": f"{plan.adopted}",
            "first": f"{off.first if off else ''}",
            "why": off.why if off else "",
            "ends": f"{plan.ends or ''}",
            "ended": f"{plan.ended or ''}",
            "how": plan.how,
            "source": found.person.origin,
        }


def _powers(found: PersonFolder) -> Iterator[ViewFact]:
    for power in powers_given(found.registry, found.person):
        last = last_day(power)
        own = [number for number, each in enumerate(found.person.powers) if each is power]
        yield {
            "number": own[0] if own else None,
            "attorneys": [found.registry.name_of(each) for each in power.attorneys],
            "forms": list(power.forms),
            "signed": f"{power.signed or ''}",
            "ends": f"{last or ''}",
            "days": (last - found.day).days if last else None,
            "revoked": bool(power.revoked),
            "file": power.file.name if power.file else "",
            "source": power.where or found.person.origin,
        }


def _ccc(person: Person) -> ViewFact:
    if not person.cik:
        return {"words": "None: this person has no CIK.", "problem": ""}
    where, problem = where_kept(person.cik)
    return {"words": f"Kept {where}." if where else "Asked each time.", "problem": problem}


def _left(found: PersonFolder) -> list[OutlookItem]:
    items: list[OutlookItem] = []
    for issuer in found.issuers:
        insider = _insider(found, issuer)
        if insider is not None:
            known = [each.known for each in found.forms if _issuer(each) == issuer]
            items += items_of_reports(insider, known, found.settings, found.day)
    company = found.registry.only_company()
    items += items_of_registry(found.registry, found.settings, found.person, company, found.day)
    return in_order(items)


def _insider(found: PersonFolder, issuer: str) -> Insider | None:
    """Follow a person over all their forms in an issuer, drafts too, since these have to be filed."""
    forms = [each.form.named for each in found.forms if _issuer(each) == issuer and not each.form.built]
    try:
        return followed(forms, found.person.key, found.registry, found.settings)
    except CannotFollow:
        return None


def _item(each: OutlookItem) -> ViewFact:
    return {"kind": each.kind, "on": f"{each.on or ''}", "text": each.text, "cites": list(each.cites)}


def _pair(pair: Pair) -> ViewFact:
    return {
        "purchase": _trade(pair.purchase),
        "sale": _trade(pair.sale),
        "shares": grouped(decimal_of(pair.shares)),
        "profit": money(decimal_of(pair.profit)),
    }


def _trade(each: InsiderTrade) -> ViewFact:
    return {
        "side": each.side,
        "date": f"{each.date}",
        "shares": grouped(decimal_of(each.under)),
        "price": "" if each.price is None else edgar_number(decimal_of(each.price)),
        "row": each.name,
        "thought": each.told is None,
    }


def _issuer(each: KnownForm) -> str:
    return bare_cik(each.form.filing.issuer.cik.text)


def _company_name(found: PersonFolder, cik: str) -> str:
    company = found.registry.company_of(cik)
    node = company.keys.get("name") if company else None
    if node is not None and node.text:
        return node.text
    forms: Iterable[KnownForm] = found.filed(cik)
    return next(
        (each.form.filing.issuer.name.text for each in forms if each.form.filing.issuer.name.text), cik
    )


def _text(person: Person, key: str) -> str:
    node = person.keys.get(key)
    return (node.text if node else None) or ""


def people_list(registry: Registry, day: dt.date) -> Sequence[ViewFact]:
    """Return the people of a registry by name, each with what they are on a day."""
    found = []
    for person in registry.people.values():
        words = dict.fromkeys(
            (role.boxes[box].text or "") if role.boxes[box].text not in ("true", "1") else _TITLES[box]
            for role in person.roles
            if role.holds(day, role.issuer)
            for box in _TITLES
            if box in role.boxes and role.boxes[box].text not in ("false", "0", "")
        )
        name = _text(person, "name") or person.key
        found.append({"key": person.key, "name": name, "cik": person.cik, "roles": list(words)})
    return sorted(found, key=lambda each: f"{each['name']}".lower())
