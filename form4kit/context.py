"""What is known beside a filing: of its issuer and owners from the registry, of its repository, of its draft.

A built folder stands alone, so its manifest keeps what its deadline rests on and its draft does not say.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from form4kit.analysis.compare import differences
from form4kit.analysis.due import duty_since
from form4kit.compiler.split.limits import too_large
from form4kit.convert import to_date
from form4kit.edgar.read import read_element
from form4kit.edgar.write import write
from form4kit.findings import Finding
from form4kit.law.calendar import Calendar
from form4kit.law.clock import NEW_YORK, filing_date
from form4kit.law.section_16_facts import Approval
from form4kit.model import Context, Filing
from form4kit.outcome import Options
from form4kit.power import Power
from form4kit.registry.entries import Registry, foreign_private_on
from form4kit.registry.faults import DIFFERS
from form4kit.registry.filed_documents import filed_document
from form4kit.registry.leavers import left_before
from form4kit.registry.on_record import OnRecord, record_beside
from form4kit.registry.settings import Settings
from form4kit.source import xml_tree
from form4kit.storage.sealed import sha256
from form4kit.words import listed

_MOST_TOLD = 3
_DAYS = ("signed", "effective", "expires", "revoked")


def context_of(
    filing: Filing,
    when: dt.date | dt.datetime,
    settings: Settings,
    registry: Registry,
    *,
    earlier: tuple[Filing, ...] = (),
    original: Filing | None = None,
) -> Context:
    """Return what is known of a filing that is filed on a day or at an instant.

    The registry's facts of the filing's own issuer come before those of the settings: whether it is a foreign
    private one, on the day of the filing's period. `earlier` and `original` are the filings that its draft
    names.
    """
    instant = when if isinstance(when, dt.datetime) else None
    day = filing_date(when, Calendar(extra=settings.closures)) if isinstance(when, dt.datetime) else when
    event = filing.period.value or day
    private, year_end = registry.facts_of(filing.issuer.cik.text, event)
    if private is None:
        private = foreign_private_on(event, settings.foreign_private, settings.foreign_private_until)
    return Context(
        filed=day,
        instant=instant,
        earlier=earlier,
        original=original,
        foreign_private=private,
        fiscal_year_end=year_end or settings.fiscal_year_end,
        closures=settings.closures,
        powers=registry.powers_of(owner.cik.text for owner in filing.owners),
        approvals=_approvals(filing, registry),
        cover=(*filing.context.cover, *registry.cover_of(owner.cik.text for owner in filing.owners)),
        plans=registry.plans_of(owner.cik.text for owner in filing.owners),
        reports=company.reports if (company := registry.company_or_unnamed(filing.issuer.cik.text)) else (),
        held=filing.context.held,
        left=left_before(registry, (o.cik.text for o in filing.owners), filing.issuer.cik.text, day),
        outside_plan=filing.context.outside_plan,
    )


def _approvals(filing: Filing, registry: Registry) -> tuple[Approval, ...] | None:
    """Return the approvals that the draft and the registry have; None where neither has any."""
    own = filing.context.approvals
    kept = registry.approvals_of(filing.issuer.cik.text, [owner.cik.text for owner in filing.owners])
    return None if own is None and not kept else (*(own or ()), *kept)


def as_recorded(
    filing: Filing, data: bytes, options: Options, document: bytes | None = None
) -> tuple[Filing, list[Finding]]:
    """Date a filing that is on record by its acceptance; say where its draft gives another document today.

    `data` are the bytes of the draft, or of the `document` itself. What is on record was filed when EDGAR
    accepted it, whatever day is asked about.
    """
    record = record_beside(options.settings)
    if not record.may_have(filing) or options.published:
        return filing, []
    entry = record.by_source(sha256(data)) if document is None else None
    same = False
    if entry is None or not options.only_read:
        now = sha256(document if document is not None else write(filing).data)
        entry, same = entry or record.by_document(now), (entry is not None and entry.document == now)
        same = same or (entry is not None and record.by_document(now) is entry)
    if entry is None:
        return filing, []
    accepted = entry.accepted.astimezone(NEW_YORK)
    context = replace(
        filing.context,
        filed=filing_date(accepted, Calendar(extra=options.settings.closures)),
        instant=None,
    )
    filing = replace(filing, context=context)
    if same or too_large(filing) or options.only_read or not entry.document:
        return filing, []
    return filing, [_differs(filing, entry, options)]


def parts_differ(parts: Sequence[tuple[Filing, bytes]], data: bytes, options: Options) -> list[Finding]:
    """Say which of the filings that a draft on record becomes are not those that were filed.

    `parts` are the filings with the documents that they give today, `data` the bytes of the draft.
    """
    entries = record_beside(options.settings).parts_of(sha256(data))
    now = [sha256(document) for _, document in parts]
    gone = [each for each in entries if each.document and each.document not in now]
    known = {each.document for each in entries}
    changed = [filing for (filing, _), document in zip(parts, now, strict=True) if document not in known]
    return [_differs(filing, entry, options) for filing, entry in zip(changed, gone, strict=False)]


def _differs(filing: Filing, entry: OnRecord, options: Options) -> Finding:
    """Say what the draft of a filing on record would say otherwise today, as far as it can be told."""
    filed = filing_date(entry.accepted.astimezone(NEW_YORK), Calendar(extra=options.settings.closures))
    message = f"filed on {filed} as {entry.accession}, and gives another document today"
    hint = "What was filed stands. Compare with `form4kit diff`; what was wrong there takes an amendment."
    document = filed_document(entry, options.settings)
    root = xml_tree.parse(document)[0] if document is not None else None
    if root is not None:
        found = [str(each) for each in differences(read_element(root), filing)]
        more = [f"{len(found) - _MOST_TOLD} more"] if len(found) > _MOST_TOLD else []
        said = listed([*found[:_MOST_TOLD], *more], "and") if found else "the same words, written otherwise"
        message = f"{message}: {said}"
        hint = "What was filed stands; what was wrong there takes an amendment: `form4kit amend`."
    return DIFFERS.at(filing.at(), message, hint)


def kept(filing: Filing) -> dict[str, object]:
    """Return what a manifest keeps of a filing's context: the facts that its deadline rests on, in JSON.

    `foreign_private` is the issuer's, `duty_since` the day of the owner's Form 3, `closures` are days on
    which EDGAR is closed beside those known; dates are YYYY-MM-DD. What is not known is left out.
    """
    context = filing.context
    since = duty_since(filing)
    found: dict[str, object] = {}
    if context.foreign_private is not None:
        found["foreign_private"] = context.foreign_private
    if since is not None:
        found["duty_since"] = since.isoformat()
    if context.closures:
        found["closures"] = [day.isoformat() for day in sorted(context.closures)]
    return found


def recalled(filing: Filing, facts: object) -> Filing:
    """Return a filing that knows again what its manifest kept, where nothing is known of it now."""
    if not isinstance(facts, Mapping):
        return filing
    context, private, closures = filing.context, facts.get("foreign_private"), facts.get("closures")
    if context.foreign_private is None and isinstance(private, bool):
        context = replace(context, foreign_private=private)
    if not context.closures and isinstance(closures, list):
        days = (to_date(str(each)) for each in closures)
        context = replace(context, closures=frozenset(day for day in days if day))
    if duty_since(filing) is None:
        context = replace(context, duty_since=to_date(str(facts.get("duty_since"))))
    return replace(filing, context=context)


def context_from(facts: Mapping[str, Any], filing: Filing) -> Context:
    """Return the context in which a packet's filing is judged: as filed on the day of its latest signature.

    No clock has a part in it. Raises TypeError, KeyError or ValueError where the facts are of another kind.
    """
    signed = max((each.date.value for each in filing.signatures if each.date.value), default=None)
    powers = facts["powers"]
    return Context(
        filed=signed,
        foreign_private=facts["foreign_private"],
        fiscal_year_end=facts["fiscal_year_end"],
        closures=frozenset(day for each in facts["closures"] if (day := to_date(str(each)))),
        powers=None if powers is None else tuple(powers_from(powers)),
    )


def powers_from(plain: Iterable[Mapping[str, Any]]) -> Iterable[Power]:
    """Read powers of attorney as the terms keep them."""
    for each in plain:
        days = {name: to_date(str(each[name])) if each[name] else None for name in _DAYS}
        yield Power(
            grantor=str(each["grantor"]),
            attorneys=tuple(str(one) for one in each["attorneys"]),
            forms=tuple(str(one) for one in each["forms"]),
            signed=days["signed"],
            effective=days["effective"],
            expires=days["expires"],
            revoked=days["revoked"],
            file=each["file"],
        )
