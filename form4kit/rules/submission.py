"""Rules on the submission file, edgarSubmission, and on what a draft says for it."""

import re
from collections.abc import Iterator
from typing import Any

from form4kit.convert import bare_cik
from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import PRINTED, Field, Filing, Row, Submission
from form4kit.place import Place
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_SPEC = "EDGAR Ownership XML Technical Specification v5.5"
_FORMS = ("3", "3/A", "4", "4/A", "5", "5/A")
_EMAIL = pattern(r"[^@\s,;<>()\"]+@[A-Za-z0-9](?:[A-Za-z0-9-]*\.)+[A-Za-z]{2,}", re.ASCII)
_LONGEST_EMAIL = 80
_LONGEST = {"contact_name": 30, "contact_phone": 20, "contact_email": _LONGEST_EMAIL}
_MOST_NOTIFIED = 30
_LONGEST_DESCRIPTION = 255
_SENT: dict[str, object] = {"submission": "TEST"}
_LETTER = {"file": "letter.txt", "type": "CORRESP"}
_SENT_WITH_LETTER = _SENT | {"exhibits": [_LETTER], "files": {"letter.txt": "To the staff"}}
_IN_BASE64 = "VG8gdGhlIHN0YWZm"


@rule(
    "SUB01",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, sections 3.6.7, 4.2.1.1 and 4.3"],
    sources=["submission"],
    good=[_SENT],
    bad=[
        Bad(_SENT, xml=(("<submissionType>4<", "<submissionType>4/A<"),), at="type"),
        Bad(_SENT, xml=(("<documentType>4<", "<documentType>4/A<"),), at="exhibits[0].type"),
        Bad(_SENT, xml=(("<submissionType>4<", "<submissionType>144<"),), at="type"),
    ],
)
def types_agree(filing: Filing) -> Problems:
    """Give the form's type alike in the submission, in its document block and in the document.

    EDGAR suspends a submission in which the three differ.
    """
    wrapper = filing.submission
    if wrapper is None or not wrapper.primaries:
        return
    form, sent = filing.form_type, wrapper.type.text or ""
    if sent not in _FORMS:
        message = f"the submission is of type {sent}" if sent else "the submission has no type"
        yield Problem(wrapper.at("type"), message, f"Write {form}.")
    elif sent != form:
        yield Problem(wrapper.at("type"), f"the submission is a {sent}, its document a {form}", "Align them.")
    block = wrapper.primaries[0]
    if (block.type.text or "") != form:
        message = f"the document block says {block.type.text}, its document {form}"
        yield Problem(block.at("type"), message, "Align them.")


@rule(
    "SUB02",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, section 3.6.8"],
    sources=["submission"],
    good=[_SENT, {"submission": "LIVE"}],
    bad=[
        Bad({"submission": "LIVE"}, xml=((">LIVE<", ">Live<"),), at="live"),
        Bad(_SENT, xml=(("    <testOrLive>TEST</testOrLive>\n", ""),), at="live"),
    ],
)
def live_or_test(filing: Filing) -> Problems:
    """Say LIVE or TEST, in capitals.

    EDGAR suspends a submission with another word; a test filing first costs nothing.
    """
    wrapper = filing.submission
    if filing.kind == "submission" and wrapper and wrapper.live.text not in ("LIVE", "TEST"):
        message = (
            f"{wrapper.live.text} is neither LIVE nor TEST" if wrapper.live.text else "neither LIVE nor TEST"
        )
        yield Problem(wrapper.at("live"), message, "Send it as TEST first, then as LIVE.")


@rule(
    "SUB03",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, section 3.4"],
    sources=["submission"],
    since="2026-03-18",
    good=[_SENT],
    bad=[
        Bad(
            _SENT,
            xml=(("</testOrLive>", "</testOrLive>\n    <returnCopy>0</returnCopy>"),),
            at="return_copy",
        ),
    ],
)
def return_copy_is_gone(filing: Filing) -> Problems:
    """Leave returnCopy out of the submission.

    The schema of March 2026 no longer has it, and EDGAR suspends a file with an element it does not know;
    the SEC's own samples still carry it.
    """
    wrapper = filing.submission
    if wrapper is not None and wrapper.return_copy.line:
        message = f"returnCopy is {wrapper.return_copy.text or 'empty'}"
        yield Problem(wrapper.at("return_copy"), message, "Take the element out.")


@rule(
    "SUB04",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, sections 3.4, 4.2 (4) and 5"],
    sources=["draft", "submission"],
    good=[
        {"contact": {"name": "Sam Lee", "phone": "716-555-0100", "email": "s.lee+sec@filings.example.com"}},
        {"notify": [f"filings{n}@example.com" for n in range(30)]},
    ],
    bad=[
        Bad({"contact": {"name": "A" * 31}}, at="contact_name"),
        Bad({"contact": {"phone": "+1 716 555 0100 ext. 12"}}, at="contact_phone"),
        Bad({"contact": {"email": "filings@example"}}, at="contact_email"),
        Bad({"notify": ["filings at example.com"]}, at="notify[0]"),
        Bad({"notify": [f"filings{n}@example.com" for n in range(31)]}, at="notify[30]"),
        Bad(
            {"contact": {"email": "filings@example.com"}, "notify": ["Filings@example.com"]},
            at="notify[0]",
            severity=Severity.WARNING,
        ),
    ],
)
def contact_is_well_formed(filing: Filing) -> Problems:
    """Keep the contact's data to EDGAR's lengths, and the e-mail addresses well formed.

    A name has at most 30 characters, a telephone number 20, an address 80, and 30 addresses may be
    notified. EDGAR suspends a malformed address, and warns of one given twice.
    """
    wrapper = filing.submission
    if wrapper is None:
        return
    for name, most in _LONGEST.items():
        text = getattr(wrapper, name).text or ""
        if len(text) > most:
            yield Problem(wrapper.at(name), f"{len(text)} characters, the most is {most}", "Shorten it.")
    if len(wrapper.notify) > _MOST_NOTIFIED:
        message = f"{len(wrapper.notify)} addresses, the most is {_MOST_NOTIFIED}"
        yield Problem(_notified(wrapper, _MOST_NOTIFIED), message, "Notify a group address.")
    seen: set[str] = set()
    for place, address in _emails(wrapper):
        if not _EMAIL.fullmatch(address):
            yield Problem(place, f"{address!r} is not an e-mail address", "Write it as `name@example.com`.")
        elif len(address) > _LONGEST_EMAIL and place.path[0] == "notify":
            yield Problem(place, f"{len(address)} characters, the most is {_LONGEST_EMAIL}", "Shorten it.")
        elif address.lower() in seen:
            yield Problem(place, f"{address} is given before", "Leave it out here.", Severity.WARNING)
        seen.add(address.lower())


def _notified(wrapper: Submission, index: int) -> Place:
    found = wrapper.notify[index]
    return Place(("notify", index), found.line or wrapper.line, found.column or wrapper.column)


def _emails(wrapper: Submission) -> Iterator[tuple[Place, str]]:
    if wrapper.contact_email.text:
        yield wrapper.at("contact_email"), wrapper.contact_email.text.strip()
    for index, found in enumerate(wrapper.notify):
        if found.text and found.text.strip():
            yield _notified(wrapper, index), found.text.strip()


@rule(
    "SUB05",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, section 4.2.1"],
    sources=["draft", "submission"],
    good=[_SENT_WITH_LETTER, {"exhibits": [_LETTER | {"description": "A" * 255}]}],
    bad=[
        Bad({"exhibits": [{"file": "letter.txt"}]}, at="exhibits[0].type"),
        Bad({"exhibits": [_LETTER], "files": {"letter.txt": ""}}, at="exhibits[0].file"),
        Bad({"exhibits": [{"type": "CORRESP"}]}, at="exhibits[0].file"),
        Bad({"exhibits": [_LETTER | {"description": "A" * 256}]}, at="exhibits[0].description"),
        Bad(_SENT_WITH_LETTER, xml=((_IN_BASE64, "To the staff!"),), at="exhibits[1].content"),
        Bad(_SENT_WITH_LETTER, xml=((_IN_BASE64, ""),), at="exhibits[1].content"),
    ],
)
def document_is_whole(filing: Filing) -> Problems:
    """Give each document its name, its type and its content in base64.

    EDGAR suspends a submission with a block that lacks one of them, or with a description of more than 255
    characters.
    """
    wrapper = filing.submission
    if wrapper is None:
        return
    for document in (*wrapper.primaries, *wrapper.documents):
        for name, found, words in (("file", document.file, "name"), ("type", document.type, "type")):
            if not found.text:
                yield Problem(document.at(name), f"a document without a {words}", "Add it.")
        length = len(document.description.text or "")
        if length > _LONGEST_DESCRIPTION:
            message = f"{length} characters, the most is {_LONGEST_DESCRIPTION}"
            yield Problem(document.at("description"), message, "Shorten it.")
        if document.content == b"":
            hint = "Put the paper into the file, or take the document out of the filing."
            part = "content" if filing.kind == "submission" else "file"
            yield Problem(document.at(part), f"{document.file.text} is empty", hint)
        elif filing.kind == "submission" and document.content is None:
            message = f"{document.file.text} is not in base64"
            yield Problem(document.at("content"), message, "Encode the file in base64.")


@rule(
    "SUB06",
    Severity.WARNING,
    Authority.PRACTICE,
    cites=["17 CFR 240.16a-3(a)"],
    good=[Good({}, earlier=({"filed": "2026-11-18", "non_derivative[0].disposed": "900"},))],
    bad=[Bad({}, earlier=({"filed": "2026-11-18"},), at="", also=("BAL03",))],
)
def form_is_not_filed_twice(filing: Filing) -> Problems:
    """File the same rows once.

    A second copy makes every total wrong that is added up from the forms. A suspended submission counts
    as not filed.
    """
    if not filing.context.earlier or not filing.rows:
        return
    here = _identity(filing)
    for each in filing.context.earlier:
        if len(each.rows) == len(filing.rows) and _identity(each) == here:
            when = f" on {each.filed}" if each.filed else ""
            yield Problem(
                filing.at(), f"the same rows were filed{when}", "File an amendment if one was wrong."
            )
            return


def _identity(filing: Filing) -> tuple[object, ...]:
    """Return what makes two filings one: type, issuer, owners and all values of all rows."""
    ciks = sorted(bare_cik(owner.cik.text) for owner in filing.owners)
    issuer = bare_cik(filing.issuer.cik.text)
    return filing.form_type, issuer, tuple(ciks), tuple(_values(row) for row in filing.rows)


def _values(row: Row) -> tuple[object, ...]:
    fields: Iterator[Field[Any]] = (getattr(row, name) for name in PRINTED[row.table])
    return row.table, row.holding, *(found.text if found.value is None else found.value for found in fields)
