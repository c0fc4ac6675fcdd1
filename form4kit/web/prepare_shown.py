"""What the page of a filing that is prepared draws: the form, its cells, what is held, what was found."""

from typing import Any, Final

from form4kit.report.secrets import masked
from form4kit.steps.prepare import Prepared
from form4kit.steps.preparing.amended_rows import FIELDS
from form4kit.steps.preparing.balances import name_of
from form4kit.steps.preparing.cells import event_rows
from form4kit.steps.preparing.pastes import plain
from form4kit.steps.preparing.questions import also_count, counting
from form4kit.steps.preparing.sentence import sentence
from form4kit.web.form_page import form_html, spots_of
from form4kit.words import grouped

_NOTHING: Final = "No securities are beneficially owned"


def shown_of(made: Prepared) -> dict[str, Any]:
    """Return what is drawn of a plan, as plain values."""
    case = made.case
    may_count = counting(case.answers.events, case.holdings)
    return {
        "form": _form(made),
        "cells": {name: dict(told) for name, told in made.cells.items()},
        "rows": {number + 1: rows for number, rows in event_rows(made.rows)},
        "held": [
            {
                "name": each.name,
                "words": masked(each.shown),
                "source": masked(each.source),
                "derivative": each.derivative,
            }
            for each in case.holdings.held
        ],
        "drafts": [
            {
                "file": name_of(each, case.root),
                "words": also_count(each),
                "says": masked(_story(each)),
                "asked": each in may_count,
                "days": sorted({f"{row.date.value}" for row in each.filing.transactions if row.date.value}),
            }
            for each in case.holdings.drafts
        ],
        "plans": [
            {"day": f"{each.adopted}", "key": each.key, "begins": f"{each.begins or ''}"}
            for each in case.plans
        ],
        "owners": [_owner(each) for each in made.judged.filing.owners] if made.judged.filing else [],
        "issuer": masked(made.judged.filing.issuer.name.text or "") if made.judged.filing else "",
        "open": [{"id": each[0], "words": each[1], "cells": each[2:]} for each in made.plan.facts["open"]],
        "pastes": made.plan.facts["pastes"],
        "kept": [plain(account, number) for number, account in case.kept.items()],
        "due": made.plan.facts["due"],
        "file": made.plan.facts["file"],
        "merge": made.plan.facts.get("merge"),
        "shown_text": made.plan.facts["shown"],
        "days": sorted({f"{row.date.value}" for row in made.filing.transactions if row.date.value})
        if made.filing
        else [],
        "amended": [
            {
                "id": each.id,
                "words": masked(each.words),
                "values": dict(each.values),
                "filed": dict(each.filed),
                "changed": each.changed,
                "reason": each.reason,
            }
            for each in made.amended
        ],
        "fields": [list(each) for each in FIELDS],
        "parts": len(made.judged.outcome.parts),
        "count": {"rows": len(made.filing.rows), "notes": len(made.filing.footnotes)} if made.filing else {},
        "findings": [_finding(made, number) for number in range(len(made.findings))],
    }


def _form(made: Prepared) -> str:
    """Return the form; that nothing is owned stands on a Form 3 only once somebody has said it."""
    if made.filing is None:
        return ""
    found = form_html(made.filing)
    said = made.case.answers.nothing or bool(made.filing.rows) or bool(made.filing.remarks)
    return found if said else found.replace(_NOTHING, "What is owned is not said yet")


def _story(paper: Any) -> str:
    said = sentence(paper.filing, [])
    rows = [row for row in paper.filing.transactions if row.shares.text]
    return "; ".join(_row(row) for row in rows[:3]) or said


def _row(row: Any) -> str:
    shares = row.shares.text if row.shares.value is None else grouped(row.shares.value)
    return f"{row.code.text or ''} {shares} of {row.security.text or 'a security'}".strip()


def _owner(owner: Any) -> dict[str, Any]:
    roles = [
        words
        for box, words in ((owner.director.value, "director"), (owner.ten_percent.value, "10% owner"))
        if box
    ]
    if owner.officer.value:
        roles.append(owner.officer_title.text or "officer")
    if owner.other.value:
        roles.append(owner.other_text.text or "other")
    return {
        "name": masked(owner.name.text or owner.cik.text or ""),
        "cik": owner.cik.text or "",
        "roles": roles,
    }


def _finding(made: Prepared, number: int) -> dict[str, Any]:
    found = made.findings[number]
    return {
        "rule": found.rule,
        "severity": found.severity.value,
        "message": masked(found.message),
        "hint": masked(found.hint),
        "where": masked(found.place.where),
        "allowed": found.allowed is not None,
        "spots": spots_of(made.judged, found.place.path),
    }
