"""Rules on an amendment as a whole: what it amends, why, and for whom."""

import re

from form4kit.analysis.identity import ciks
from form4kit.convert import bare_cik
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_SPEC = "EDGAR Ownership XML Technical Specification v5.5"
_NO_REASON = pattern(r"\bas\s+amended\b|\bamended\s*(?:and|&)\s*restated\b", re.IGNORECASE)
_REASON = pattern(
    r"\bamend|\bcorrect|\binadvertent|\bomit|\bomission|\berror|\berroneous|\bincorrect|\bmistake|\bmisstate|\brestat"
    r"|\brevis|\bpurpose\s+of\s+this|\badjust|\b(?:over|under)stated|\bclerical|\btypograph|\bsupersede|\breplaces\b"
    r"|\bshould\s+have\s+(?:been|reported)|\b(?:originally|previously)\s+(?:reported|filed|disclosed)\b"
    r"|\breported\s+as\s+[$0-9]|\bnot\s+reported\b|\bleft\s+out\b|\bwrong",
    re.IGNORECASE,
)
_ONE_LINE = {"non_derivative[2]": None, "non_derivative[1]": None, "footnotes.award": None}
_WAS = {"non_derivative[0].disposed": "900", "footnotes.why": "Sold on the market."}
_OTHER_OWNER = _ONE_LINE | _WAS | {"owners[0].cik": "0001234568"}
_OTHER_ISSUER = _ONE_LINE | _WAS | {"issuer.cik": "0000046130"}
_FIRST_AMENDMENT = _ONE_LINE | _WAS | {"filed": "2026-11-23"}


@rule(
    "AMD01",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, section 3.5"],
    good=[Good({"original_filed": "2026-11-19"}, on="4A")],
    bad=[
        Bad({"original_filed": None}, on="4A", at="original_filed"),
        Bad({"original_filed": "2026-11-18"}, at="original_filed"),
    ],
)
def amendment_names_its_original(filing: Filing) -> Problems:
    """Give the date of the original filing on an amendment, and nowhere else.

    EDGAR's schema has that date on Forms 3/A, 4/A and 5/A alone, and demands it there.
    """
    if filing.amendment and not filing.original_filed:
        place = filing.at("original_filed")
        yield Problem(
            place, f"a {filing.form_type} without the date of its original", "Say `original_filed:`."
        )
    elif filing.original_filed and not filing.amendment:
        hint = f"Take it out, or make the form a {filing.base_form}/A."
        message = f"{filing.original_filed.text} on a Form {filing.form_type}, which amends nothing"
        yield Problem(filing.at("original_filed"), message, hint)


@rule(
    "AMD02",
    Severity.ERROR,
    Authority.FORM,
    cites=[
        "Form 4, General Instruction 9; Form 3, General Instruction 8; Form 5, General Instruction 9",
    ],
    good=[
        Good(
            {"footnotes.why": "See remarks.", "remarks": "The purpose of this form is to add a holding."},
            on="4A",
        ),
        Good({"footnotes.why": "Previously reported as 100 shares."}, on="4A"),
        Good({"footnotes.why": "The form gave the wrong price."}, on="4A"),
    ],
    bad=[
        Bad({"footnotes.why": "Sold under a plan adopted before."}, on="4A", at="remarks"),
        Bad(
            _ONE_LINE | {"footnotes.why": "The form said 900 shares."},
            on="4A",
            original=_WAS,
            at="remarks",
            severity=Severity.WARNING,
        ),
        Bad({"footnotes.why": "Reported under Section 16 of the Act, as amended."}, on="4A", at="remarks"),
    ],
)
def amendment_says_why(filing: Filing) -> Problems:
    """Say why a form is amended.

    The instructions ask for a footnote on each line that is amended or added, or for remarks where the
    change is general. This looks for the words in which such a reason is given, and only warns where there is
    a text that the original did not have: it may say why in other words.
    """
    if filing.amendment and not gives_reason(filing.prose):
        hint = "Put a footnote on each amended line: `Amended to correct the price, reported as 31.70.`"
        message = "no footnote or remark says what is amended and why"
        original = filing.context.original
        unsure = original is not None and bool(new_texts(filing, original))
        yield Problem(filing.at("remarks"), message, hint, Severity.WARNING if unsure else None)


def gives_reason(text: str) -> bool:
    """Tell whether a text has words in which the reason for an amendment is given."""
    return bool(_REASON.search(_NO_REASON.sub("", text)))


def new_texts(filing: Filing, original: Filing) -> list[str]:
    """Return the footnotes and remarks that the original does not have, but for what `amends` put there."""
    before = {note.text.text for note in original.footnotes} | {original.remarks.text}
    notes = [note.text.text for note in filing.footnotes if note.path[:1] != ("amends",)]
    return [text for text in (*notes, filing.remarks.text) if text and text not in before]


@rule(
    "AMD05",
    Severity.WARNING,
    Authority.FORM,
    cites=["Form 4, General Instruction 9"],
    forms="4",
    good=[Good({"original_filed": "2026-11-18"}, on="4A")],
    bad=[
        Bad(
            {"original_filed": "2026-11-18", "non_derivative[1].date": "2026-11-19"},
            on="4A",
            at="non_derivative[1].date",
        )
    ],
)
def amendment_adds_nothing_later(filing: Filing) -> Problems:
    """Report on an amendment what the original should have reported.

    What was traded after the original was filed goes on a new Form 4.
    """
    original = filing.original_filed.value
    if not filing.amendment or original is None:
        return
    for row in filing.transactions:
        if row.date.value and row.date.value > original:
            message = f"{row.date.text}, after the original was filed on {original}"
            yield Problem(row.at("date"), message, "Report it on a new Form 4.")


@rule(
    "AMD07",
    Severity.WARNING,
    Authority.PRACTICE,
    cites=["Form 4, General Instruction 9; Form 3, General Instruction 8; Form 5, General Instruction 9"],
    good=[Good({"owners[0].cik": "1234567"}, on="4A", original={"owners[0].cik": "0001234567"})],
    bad=[
        Bad(_ONE_LINE, on="4A", original=_OTHER_ISSUER, at="issuer.cik"),
        Bad(_ONE_LINE, on="4A", original=_OTHER_OWNER, at="owners[0].cik"),
    ],
)
def amendment_keeps_issuer_and_owner(filing: Filing) -> Problems:
    """Amend a form for the issuer and owner it was filed for.

    EDGAR files an amendment by its own CIKs, so that the wrong form stays where it is. A joint filer who was
    forgotten may be added.
    """
    original = filing.context.original
    if original is None or not filing.amendment:
        return
    if bare_cik(filing.issuer.cik.text) != bare_cik(original.issuer.cik.text):
        message = f"the original names the issuer {original.issuer.cik.text}, this {filing.issuer.cik.text}"
        hint = "File a new form for the right issuer; amend the wrong one to say so."
        yield Problem(filing.issuer.at("cik"), message, hint)
    before, now = ciks(original.owners), ciks(filing.owners)
    if before <= now:
        return
    for owner in filing.owners:
        if bare_cik(owner.cik.text) not in before:
            message = f"the original names {', '.join(sorted(before - now))}, this {owner.cik.text}"
            hint = "File a new form for the right owner; amend the wrong one to say so."
            yield Problem(owner.at("cik"), message, hint)


@rule(
    "AMD08",
    Severity.NOTE,
    Authority.PRACTICE,
    cites=["Form 4, box 4; Form 3, box 5; Form 5, box 4"],
    good=[
        Good({"original_filed": "2026-11-20"}, on="4A", original={"filed": "2026-11-23"}),
        Good({"original_filed": "2026-11-20"}, on="4A", original={"form": "4", "original_filed": None}),
    ],
    bad=[
        Bad(
            _ONE_LINE | {"original_filed": "2026-11-23"},
            on="4A",
            original=_FIRST_AMENDMENT,
            at="original_filed",
        )
    ],
)
def chain_leads_to_the_original(filing: Filing) -> Problems:
    """Date a second amendment by the original form, not by the first amendment.

    Practice differs here: some give the date of the report that is amended, which was an amendment itself.
    """
    original = filing.context.original
    if original is None or not (filing.amendment and original.amendment):
        return
    first = original.original_filed.value
    if filing.original_filed.value and filing.original_filed.value == original.filed != first:
        message = f"{filing.original_filed.text} is the date of a {original.form_type}"
        hint = f"Give {first} and speak of the earlier amendment in a footnote." if first else ""
        yield Problem(filing.at("original_filed"), message, hint)
