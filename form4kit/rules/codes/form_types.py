"""Rules on form type and timeliness: which form a transaction belongs on, and whether it is early or late."""

import datetime as dt
import re

from form4kit.analysis.due import ended_on
from form4kit.analysis.passages import rows_in_words
from form4kit.analysis.restated import with_the_rest
from form4kit.analysis.rows import ALL_CODES, CODES_LISTED, SPEC, note_text_of_transaction, rows_with_code
from form4kit.findings import Authority, Severity
from form4kit.law.codes import Deferral, deferral
from form4kit.lazy_re import pattern
from form4kit.model import Filing, Row
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

GIFTS_AMENDED = dt.date(2023, 2, 27)
"""From this day a gift made is due on Form 4 (17 CFR 240.16a-3(g)(1), Release 33-11138)."""

_EARLY = {"non_derivative[0].code": "W", "non_derivative[0].early": "true", "non_derivative[0].price": "0"}
_GIFT_MADE = {
    "non_derivative[0].code": "G",
    "non_derivative[0].acquired": None,
    "non_derivative[0].disposed": "100",
}
_EXEMPT = pattern(
    r"\b(?:ESPP|purchase plan|savings|thrift|401\s?\(k\)|profit[- ]sharing|deferral|deferred compensation"
    r"|dividend (?:re-?invest|equivalents? (?:accru|credit|paid))|dividends?\b[^.;]{0,60}\breinvest|DRIP"
    r"|16b-3\(c\)|16a-(?:9|11|12|13)\b|exempt from (?:reporting|Section 16))",
    re.I,
)
_MAY_BE_EXEMPT = frozenset("AJPDI")


@rule(
    "COD05",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{SPEC}, sections 3.6.4 and 4.3.8"],
    good=[{"non_derivative[0].form_type": "4"}, _EARLY],
    bad=[
        Bad({"non_derivative[0].form_type": "3"}, at="non_derivative[0].form_type"),
        Bad({"non_derivative[2].late": "true"}, at="non_derivative[2].form_type"),
        Bad({"non_derivative[1].form_type": "4"}, on="5", at="non_derivative[1].form_type"),
    ],
)
def form_type_fits_the_row(filing: Filing) -> Problems:
    """Give a transaction form type 4 or 5, and a holding none but the 3 of a late one on a Form 5.

    The form type says on which form the row belongs. EDGAR suspends any other combination.
    """
    for row in filing.rows:
        text = row.form_type.text
        if not row.holding:
            if text not in ("4", "5") and row.code.text:
                yield Problem(
                    row.at("form_type"),
                    f'form type "{text}" on a transaction' if text else "no form type",
                    "Say 4, or 5 for what could have waited for Form 5.",
                )
        elif row.form_type and (filing.base_form != "5" or text not in (None, "3")):
            yield Problem(
                row.at("form_type"),
                f'form type "{text or "none"}" on a holding',
                "Leave it out; only a Form 5 marks a holding that a Form 3 missed (`late: true`).",
            )


@rule(
    "COD06",
    Severity.ERROR,
    Authority.EDGAR,
    forms="4",
    cites=[f"{SPEC}, section 4.3.8.2"],
    good=[_EARLY, _EARLY | {"non_derivative[0].timeliness": "E"}],
    bad=[
        Bad({"non_derivative[0].timeliness": "L"}, at="non_derivative[0].timeliness"),
        Bad({"non_derivative[0].late": "true"}, at="non_derivative[0].timeliness"),
        Bad({"non_derivative[0].timeliness": "E"}, at="non_derivative[0].timeliness"),
        Bad(_EARLY | {"non_derivative[0].timeliness": "L"}, at="non_derivative[0].timeliness"),
    ],
)
def no_late_mark_on_form_4(filing: Filing) -> Problems:
    """Leave timeliness empty on a Form 4, but for the E that an early report of form type 5 may have.

    The dates show that a Form 4 is late. EDGAR suspends one that says so, although the schema lets it pass.
    """
    for row in filing.rows:
        mark = row.timeliness.value
        if mark and not (mark == "E" and row.form_type.value == "5" and not row.holding):
            hint = "Leave it out: L stands on Form 5 only, E on an early report (`early: true`)."
            yield Problem(row.at("timeliness"), f'timeliness "{mark}" {_on(row)}', hint)


@rule(
    "COD07",
    Severity.ERROR,
    Authority.EDGAR,
    forms="5",
    cites=[f"{SPEC}, section 4.3.8.3"],
    good=[
        Good({"non_derivative[0].late": "true"}, on="5"),
        Good({"non_derivative[0].form_type": "4"}, on="5"),
    ],
    bad=[
        Bad({"non_derivative[0].timeliness": "E"}, on="5", at="non_derivative[0].timeliness"),
        Bad({"non_derivative[0].timeliness": "|"}, on="5", at="non_derivative[0].timeliness"),
    ],
)
def only_late_is_marked_on_form_5(filing: Filing) -> Problems:
    """Leave timeliness empty on a Form 5, or mark a transaction L for late.

    Nothing on a Form 5 is early. EDGAR suspends any other mark, although the schema lets E and | pass.
    """
    for row in filing.rows:
        mark = row.timeliness.value
        if mark and (mark != "L" or row.holding):
            hint = "Leave it out; a late transaction is `late: true`."
            yield Problem(row.at("timeliness"), f'timeliness "{mark}" {_on(row)}', hint)


def _on(row: Row) -> str:
    return "on a holding" if row.holding else f"on form type {row.form_type.text or 'unknown'}"


@rule(
    "COD08",
    Severity.WARNING,
    Authority.FORM,
    forms="4",
    cites=["17 CFR 240.16a-3(f)(1)", "17 CFR 240.16a-3(g)(1)", CODES_LISTED],
    good=[
        _EARLY,
        {
            "non_derivative[1].early": "true",
            "footnotes.award": "Acquired under the employee stock purchase plan.",
        },
    ],
    bad=[
        Bad({"non_derivative[0].early": "true"}, at="non_derivative[0].form_type", severity=Severity.ERROR),
        Bad({"non_derivative[1].early": "true"}, at="non_derivative[1].form_type"),
        Bad(
            {
                "non_derivative[0].early": "true",
                "non_derivative[1].early": "true",
                "non_derivative[1].code": "S",
                "non_derivative[1].acquired": None,
                "non_derivative[1].disposed": "500",
                "non_derivative[1].price": "31",
                "non_derivative[1].owned_after": "40971",
                "footnotes": None,
            },
            at="non_derivative[0].form_type",
            severity=Severity.ERROR,
        ),
        Bad(
            {
                "non_derivative[0].code": "G",
                "non_derivative[0].price": "0",
                "non_derivative[0].early": "true",
            },
            at="non_derivative[0].form_type",
            severity=Severity.ERROR,
        ),
    ],
)
def early_mark_only_where_form_5_would_do(filing: Filing) -> Problems:
    """Mark as early (V) only what could have waited for Form 5.

    That is a small acquisition, a gift received, an inheritance, a voting trust or another exempt
    transaction. A sale, and since 27 February 2023 a gift made, is due on Form 4 within two business days.
    """
    for (code, direction, certain), rows in _marked_early(filing).items():
        named = f" on {rows_in_words(rows)}" if rows[1:] else ""
        yield Problem(
            rows[0].at("form_type"),
            f"code {code}{direction} marked as an early report{named}",
            "Take the mark off (form type 4); a small acquisition is L, an exempt one says so in a footnote.",
            Severity.ERROR if certain else None,
        )


def _marked_early(filing: Filing) -> dict[tuple[str, str, bool], list[Row]]:
    """Return the rows marked as early that could not have waited, by code, direction and how sure that is."""
    found: dict[tuple[str, str, bool], list[Row]] = {}
    for row in rows_with_code(filing, ALL_CODES):
        if row.form_type.value != "5":
            continue
        code, letter, day = row.code.text or "", row.acquired_disposed.text or "", row.date.value
        allowed = deferral(code, letter, day or dt.date.min)
        if allowed is Deferral.YES or (allowed is Deferral.IF_EXEMPT and code != "J"):
            continue
        if code in _MAY_BE_EXEMPT and _EXEMPT.search(note_text_of_transaction(filing, row)):
            continue
        certain = code == "S" or (code == "G" and letter == "D")
        found.setdefault((code, _direction(row), certain), []).append(row)
    return found


@rule(
    "COD09",
    Severity.NOTE,
    Authority.FORM,
    forms="4",
    cites=["17 CFR 240.16a-3(f)", "17 CFR 240.16a-6(b)", CODES_LISTED],
    good=[_EARLY, {"non_derivative[0].code": "G", "non_derivative[0].price": "0"}],
    bad=[Bad({"non_derivative[1].code": "W"}, at="non_derivative[1].form_type")],
)
def early_report_is_marked(filing: Filing) -> Problems:
    """Mark as early (V) what a Form 4 reports of its own accord before a Form 5 is due.

    A small acquisition, an inheritance, a voting trust and a gift received may wait for Form 5; form
    type 4 says that they had to be on Form 4. A gift to oneself that shows both legs stays unmarked.
    """
    given = None
    for row in rows_with_code(filing, frozenset("GLWZ")):
        letter, day = row.acquired_disposed.text or "", row.date.value
        code = row.code.text or ""
        if row.form_type.value != "4" or day is None or deferral(code, letter, day) is not Deferral.YES:
            continue
        if code == "L" and ended_on(filing, row):  # due by now, and written as it began
            continue
        if code == "G":
            if given is None:
                given = {
                    each.date.value
                    for each in rows_with_code(with_the_rest(filing), {"G"})
                    if each.acquired_disposed.text == "D"
                }
            if letter == "D" or day in given:
                continue
        hint = "If the report is voluntary say `early: true` (form type 5), so that V prints."
        yield Problem(row.at("form_type"), f"code {code}{_direction(row)} may wait for Form 5", hint)


@rule(
    "COD15",
    Severity.ERROR,
    Authority.FORM,
    forms="5",
    since="2023-02-27",
    cites=["17 CFR 240.16a-3(f)(1)", "17 CFR 240.16a-3(g)(1), as amended by Release 33-11138"],
    good=[
        Good(_GIFT_MADE | {"non_derivative[0].date": "2023-02-26"}, on="5"),
        Good(_GIFT_MADE | {"non_derivative[0].form_type": "4"}, on="5"),
    ],
    bad=[
        Bad(_GIFT_MADE | {"non_derivative[0].date": "2025-02-27"}, on="5", at="non_derivative[0].form_type")
    ],
)
def gift_made_belongs_on_form_4(filing: Filing) -> Problems:
    """Report a gift made since 27 February 2023 on Form 4, or on Form 5 as late.

    The rule gives two business days, where a donor could once wait for the year's Form 5.
    """
    for row in rows_with_code(filing, {"G"}):
        day = row.date.value
        if (
            row.acquired_disposed.text != "D"
            or row.form_type.value != "5"
            or day is None
            or day < GIFTS_AMENDED
        ):
            continue
        hint = "File a Form 4 now, or say `form_type: 4` so that it shows as late."
        yield Problem(row.at("form_type"), f"gift of {day} with form type 5", hint)


def _direction(row: Row) -> str:
    return f" ({row.acquired_disposed.text})" if row.acquired_disposed.text else ""
