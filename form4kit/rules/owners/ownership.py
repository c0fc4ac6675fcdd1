"""Rules on how a row is owned, and on the form of someone with nothing to report."""

import datetime as dt
import re

from form4kit.analysis.form_parts import part_of_report
from form4kit.convert import bare_cik
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Footnote, Owner, Row
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_SPEC = "EDGAR Ownership XML Technical Specification v5.5"
_HOLDER = pattern(
    r"\b(?:held|owned)\s+(?:\w+\s+){0,3}?(?:by|direct)|\b(?:record|registered)\s+(?:holder|owner)"
    r"|\bholders?\s+of\b|\bdirect(?:ly)?\s+(?:held|hold|own|benef)|\bin\s+the\s+name\s+of\b",
    re.IGNORECASE,
)
_WORD = pattern(r"[^\W\d_]{3,}")
_HOLDING = {"security": "Common Stock", "owned_after": "10000", "ownership": {"indirect": "By Family Trust"}}
_TRUST = {
    "cik": "0001234568",
    "name": "Federico Family Trust",
    "ten_percent": "true",
    "address": {"street": "495 COMMERCE DRIVE", "city": "AMHERST", "state": "NY", "zip": "14228"},
}
_BOTH_SIGN = [
    {"name": "/s/ Richard D. Federico", "date": "2026-11-19"},
    {"name": "Federico Family Trust, by /s/ Richard D. Federico, Trustee", "date": "2026-11-19"},
]


@rule(
    "OWN22",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, sections 4.3, 4.3.3 and 4.3.4"],
    forms="45",
    good=[
        {
            "non_derivative": None,
            "footnotes": None,
            "period": "2026-11-18",
            "not_subject_to_section_16": "true",
        },
        Good({"non_derivative": [_HOLDING | {"late": "true"}], "footnotes": None}, on="5"),
        {
            "non_derivative": [_HOLDING],
            "footnotes": None,
            "period": "2026-11-18",
            "remarks": "Part 2 of 2. Part 1 reports the transactions of November 18, 2026.",
        },
    ],
    bad=[
        Bad({"non_derivative": None, "footnotes": None, "period": "2026-11-18"}),
        Bad(
            {"non_derivative": [_HOLDING], "footnotes": None, "period": "2026-11-18"},
            severity=Severity.WARNING,
        ),
    ],
)
def form_reports_a_transaction(filing: Filing) -> Problems:
    """Report a transaction, or tick the exit box.

    EDGAR suspends a Form 4 or 5 with no row at all unless it says that the person is no longer subject to
    Section 16. Holdings alone it has been seen to accept on a Form 4, against its specification; on a
    Form 5 they are right where a Form 3 left them out, and on a further part of a report.
    """
    if filing.transactions or filing.not_subject_to_section_16.value:
        return
    if not filing.rows:
        hint = "Report what happened, or tick the exit box if the person is out of Section 16."
        yield Problem(filing.at(), "no row at all, and the exit box is not ticked", hint)
    elif not any(row.form_type.value == "3" for row in filing.rows) and not part_of_report(filing):
        hint = "Report what happened; an amendment that adds a holding repeats one transaction beside it."
        count = len(filing.rows)
        message = f"{count} holding{'s' if count > 1 else ''} and no transaction"
        yield Problem(filing.at(), message, hint, Severity.WARNING, Authority.FORM)


@rule(
    "OWN24",
    Severity.NOTE,
    Authority.FORM,
    cites=["17 CFR 240.16a-3(j)", "Form 4, General Instruction 4(b)(v); Form 3, General Instruction 5(b)(v)"],
    good=[
        {
            "owners[1]": _TRUST,
            "signatures": _BOTH_SIGN,
            "footnotes.award": "Restricted shares, vesting on May 1, 2027, held directly by Mr. Federico.",
        }
    ],
    bad=[Bad({"owners[1]": _TRUST, "signatures": _BOTH_SIGN}, at="non_derivative[0].direct_indirect")],
)
def joint_filers_say_who_holds(filing: Filing) -> Problems:
    """Say in a joint filing which of the owners holds a row directly.

    The letter D alone does not tell; a footnote on the row or a remark does.
    """
    if len(filing.owners) < 2 or _HOLDER.search(filing.prose):
        return
    names = {word.lower() for owner in filing.owners for word in _WORD.findall(owner.name.text or "")}
    for row in filing.rows:
        if row.direct_indirect.value == "D" and not _names_one(filing.notes_of(row), names):
            message = f"held directly, by which of {len(filing.owners)} owners is not said"
            yield Problem(row.at("direct_indirect"), message, "Name the holder in a footnote on the row.")
            return


def _names_one(notes: tuple[Footnote, ...], names: set[str]) -> bool:
    return any(word.lower() in names for note in notes for word in _WORD.findall(note.text.text or ""))


@rule(
    "OWN25",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, section 3.3, cm(5), and section 5"],
    good=[{"non_derivative[2].ownership": {"indirect": "By Spouse"}}],
    bad=[Bad({"non_derivative[0].nature": "By Self"}, at="non_derivative[0].nature")],
)
def direct_row_has_no_nature(filing: Filing) -> Problems:
    """Leave the nature of ownership empty on a row held directly.

    EDGAR suspends a form that says D and how it is held indirectly.
    """
    for row in filing.rows:
        if row.direct_indirect.value == "D" and row.nature.value:
            message = f"held directly, yet {row.nature.value!r}"
            yield Problem(row.at("nature"), message, "Take the text out, or make the row indirect.")


@rule(
    "OWN26",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, section 3.3, cm(5)"],
    good=[{"non_derivative[2].ownership": {"indirect": "See footnote ^award"}}],
    bad=[
        Bad({"non_derivative[2].ownership": {"indirect": ""}}, at="non_derivative[2].nature"),
        Bad({"non_derivative[2].ownership": {"indirect": "^award"}}, at="non_derivative[2].nature"),
    ],
)
def indirect_row_has_a_nature(filing: Filing) -> Problems:
    """Say how a row that is held indirectly is held.

    EDGAR suspends a form that says I without the nature of it; a footnote alone does not do.
    """
    for row in filing.rows:
        if row.direct_indirect.value == "I" and not row.nature.value:
            message = (
                "held indirectly, with a footnote alone" if row.nature else "held indirectly, how is not said"
            )
            hint = "Write it in words: `By Family Trust`, `See footnote`."
            if filing.kind == "draft" and not row.nature:
                hint = "Write `ownership: {indirect: By Family Trust}`, in words of your own."
            yield Problem(row.at("nature"), message, hint)


_EXIT: dict[str, object] = {
    "non_derivative": None,
    "footnotes": None,
    "period": "2026-09-01",
    "filed": "2026-09-03",
    "not_subject_to_section_16": "true",
}


@rule(
    "OWN27",
    Severity.NOTE,
    Authority.FORM,
    cites=["17 CFR 240.16a-2(b)"],
    forms="4",
    good=[Good({}, earlier=(_EXIT | {"not_subject_to_section_16": "false"},))],
    bad=[Bad({}, earlier=(_EXIT,), at="non_derivative[0].date")],
)
def exit_is_not_followed_by_reports(filing: Filing) -> Problems:
    """Report after the exit box only what can still be matched.

    Who has left reports a transaction only within six months of an opposite one made while an insider, and
    nothing that is exempt.
    """
    exits = [
        each
        for each in filing.context.earlier
        if each.not_subject_to_section_16.value and each.filed and _same_person(each.owners, filing.owners)
    ]
    if not exits or filing.not_subject_to_section_16.value:
        return
    left = max(each.filed for each in exits if each.filed)
    if any(each.base_form == "3" and each.filed and each.filed > left for each in filing.context.earlier):
        return
    row = next((row for row in filing.transactions if _dated_after(row, left)), None)
    if row:
        message = f"dated {row.date.text}, after the exit box of the form filed {left}"
        yield Problem(row.at("date"), message, "Is it opposite to a trade of the last six months in office?")


def _same_person(one: tuple[Owner, ...], other: tuple[Owner, ...]) -> bool:
    ciks = {bare_cik(owner.cik.value) for owner in one}
    return any(bare_cik(owner.cik.value) in ciks for owner in other)


def _dated_after(row: Row, day: dt.date) -> bool:
    return row.date.value is not None and row.date.value > day
