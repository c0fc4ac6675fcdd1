"""Rules on the documents beside the form: powers of attorney, other exhibits, letters and graphics."""

import re

from form4kit.findings import Authority, Severity
from form4kit.lazy_re import pattern
from form4kit.model import Filing
from form4kit.rules.exhibits.attached import attached, convert_it, documents, kind_of, name_of
from form4kit.rules.rule import Bad, Problem, Problems, rule

_SPEC = "EDGAR Ownership XML Technical Specification v5.5"
_TYPES = ("CORRESP", "COVER", "EX-24", "EX-99", "GRAPHIC")
_LONGEST_TYPE = 20
_LONGEST_NAME = 32
_EXTENSIONS = frozenset(["txt", "htm", "jpg", "gif"])
_ENDINGS = _EXTENSIONS | {"xml"}
_NAME = pattern(r"[a-z][a-z0-9_-]*\.[a-z0-9]+", re.ASCII)
_GROUPS = {"COVER": ("cover letters", 10), "CORRESP": ("letters of correspondence", 100)}
_MOST_EXHIBITS = 500
_MOST_DOCUMENTS = 611
_POWER = {"file": "poa-federico.txt", "type": "EX-24"}
_NAMED = "Exhibit 24 - Power of Attorney"
_LETTER = {"type": "CORRESP"}
_PAGE = {"file": "chart.htm", "type": "EX-99.1"}
_CHART = {"file": "chart.jpg", "type": "GRAPHIC"}


@rule(
    "EXH01",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, section 3.6.3"],
    sources=["draft", "submission"],
    good=[{"exhibits": [_POWER | {"type": "EX-24.1"}], "remarks": _NAMED}],
    bad=[
        Bad({"exhibits": [_POWER | {"type": "EX-10"}]}, at="exhibits[0].type"),
        Bad({"exhibits": [_POWER | {"type": "CORRESP.verylongsuffix"}]}, at="exhibits[0].type"),
    ],
)
def exhibit_type_is_allowed(filing: Filing) -> Problems:
    """Give a document one of the types that EDGAR takes with these forms.

    They are CORRESP, COVER, EX-24, EX-99 and GRAPHIC; a period and a suffix may follow, 20 characters in all.
    """
    for document in documents(filing):
        kind = document.type.text or ""
        if kind and kind_of(document) not in _TYPES:
            hint = f"Choose from {', '.join(_TYPES)}; a power of attorney is EX-24."
            yield Problem(document.at("type"), f"the type {kind} does not go with these forms", hint)
        elif len(kind) > _LONGEST_TYPE:
            message = f"{len(kind)} characters, the most is {_LONGEST_TYPE}"
            yield Problem(document.at("type"), message, "Shorten what follows the period.")


@rule(
    "EXH02",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, sections 4.2 (6), 4.2.1.2 and 5"],
    sources=["draft", "submission"],
    good=[{"exhibits": [_POWER | {"file": "poa.htm"}], "remarks": _NAMED}],
    bad=[
        Bad({"exhibits": [_LETTER | {"file": "letter.docx"}]}, at="exhibits[0].file"),
        Bad(
            {"exhibits": [_LETTER | {"file": "letter.pdf"}]}, at="exhibits[0].file", severity=Severity.WARNING
        ),
        Bad({"submission": "TEST"}, xml=((">ownership.xml<", ">ownership.txt<"),), at="exhibits[0].file"),
    ],
)
def file_type_is_allowed(filing: Filing) -> Problems:
    """Attach text, HTML, JPEG or GIF files.

    EDGAR suspends others, and drops a PDF with a warning. The form itself is an `.xml` file.
    """
    for document in documents(filing):
        ending = name_of(document).rpartition(".")[2].lower()
        if not document.file or ending in _EXTENSIONS:
            continue
        pdf = ending == "pdf"
        what = "a PDF, which EDGAR drops" if pdf else "no file that EDGAR takes"
        message = f"{name_of(document)} is {what}"
        hint = "Save it as .htm or .txt; a picture as .jpg or .gif."
        if ending in ("docx", "html"):
            hint = f"{convert_it(document)} makes one that EDGAR takes."
        yield Problem(document.at("file"), message, hint, Severity.WARNING if pdf else None)
    for primary in filing.submission.primaries if filing.submission else ():
        if primary.file and not name_of(primary).lower().endswith(".xml"):
            message = f"the form itself stands in {name_of(primary)}"
            yield Problem(primary.at("file"), message, "Name it with .xml at the end.")


@rule(
    "EXH03",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, section 4.2 (6)"],
    sources=["draft", "submission"],
    good=[{"exhibits": [_LETTER | {"file": "letters/to-staff_2.txt"}]}],
    bad=[
        Bad({"exhibits": [_LETTER | {"file": "Letter (1).txt"}]}, at="exhibits[0].file"),
        Bad({"exhibits": [_LETTER | {"file": "to-the-staff.txt"}]}, at="exhibits[0].file"),
        Bad({"exhibits": [_LETTER | {"file": "a" * 29 + ".txt"}]}, at="exhibits[0].file"),
    ],
)
def file_name_is_allowed(filing: Filing) -> Problems:
    """Name files as EDGAR wants them.

    At most 32 characters: small letters and digits, a letter first, at most one hyphen, one underscore and
    one period.
    """
    primaries = filing.submission.primaries if filing.submission else ()
    for document in (*primaries, *documents(filing)):
        name = name_of(document)
        stem, _, ending = name.lower().rpartition(".")
        if ending in _ENDINGS and (fault := _fault_of(name)):
            short = re.sub(r"[^a-z0-9]", "", stem).lstrip("0123456789")
            better = f"{(short or 'exhibit')[: _LONGEST_NAME - len(ending) - 1]}.{ending}"
            yield Problem(document.at("file"), f"{name} {fault}", f"Call it {better}.")


def _fault_of(name: str) -> str | None:
    if len(name) > _LONGEST_NAME:
        return f"has {len(name)} characters, the most is {_LONGEST_NAME}"
    doubled = next((sign for sign in "-_." if name.count(sign) > 1), None)
    if doubled:
        return f"has more than one `{doubled}`"
    if not _NAME.fullmatch(name):
        return "is not all small letters and digits, a letter first"
    return None


@rule(
    "EXH04",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, sections 4.2.1 and 4.2.1.2"],
    sources=["draft", "submission"],
    good=[{"exhibits": [{"file": f"letter{n}.txt", "type": "COVER"} for n in range(10)]}],
    bad=[
        Bad(
            {"exhibits": [{"file": f"letter{n}.txt", "type": "COVER"} for n in range(11)]},
            at="exhibits[10]",
        ),
        Bad({"exhibits": [_LETTER | {"file": f"letter{n}.txt"} for n in range(101)]}, at="exhibits[100]"),
        Bad(
            {
                "exhibits": [_LETTER | {"file": "letter.txt"}],
                "files": {"letter.txt": "x"},
                "submission": "TEST",
            },
            xml=((">CORRESP<", ">4<"),),
            at="exhibits[1]",
            also=("EXH02",),
        ),
    ],
)
def documents_are_not_too_many(filing: Filing) -> Problems:
    """Send one form, and no more documents with it than EDGAR takes.

    It takes 10 cover letters, 100 letters of correspondence, 500 exhibits and graphics, 611 documents in all.
    """
    wrapper = filing.submission
    if wrapper is None:
        return
    if len(wrapper.primaries) > 1:
        place = wrapper.primaries[1].at()
        yield Problem(place, f"{len(wrapper.primaries)} forms in one submission", "Send each by itself.")
    for kind, (words, most) in _GROUPS.items():
        found = [document for document in wrapper.documents if kind_of(document) == kind]
        if len(found) > most:
            yield Problem(found[most].at(), f"{len(found)} {words}, the most is {most}", "Join some.")
    exhibits = [document for document in wrapper.documents if kind_of(document) not in _GROUPS]
    if len(exhibits) > _MOST_EXHIBITS:
        message = f"{len(exhibits)} exhibits and graphics, the most is {_MOST_EXHIBITS}"
        yield Problem(exhibits[_MOST_EXHIBITS].at(), message, "Join some.")
    elif len(wrapper.documents) >= _MOST_DOCUMENTS:
        message = f"{len(wrapper.documents) + 1} documents, the most is {_MOST_DOCUMENTS}"
        yield Problem(wrapper.documents[-1].at(), message, "Join some.")


@rule(
    "EXH05",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_SPEC}, section 5"],
    sources=["draft", "submission"],
    good=[
        {
            "exhibits": [_PAGE, _CHART],
            "files": {"chart.htm": '<p><img src="chart.jpg"></p>'},
            "remarks": "Exhibit 99.1 - Chart",
        },
        {"exhibits": [_PAGE, _CHART], "remarks": "Exhibit 99.1 - Chart"},
    ],
    bad=[
        Bad({"exhibits": [_CHART]}, at="exhibits[0].file"),
        Bad(
            {
                "exhibits": [_PAGE, _CHART],
                "files": {"chart.htm": "<p>A chart.</p>"},
                "remarks": "Exhibit 99.1 - Chart",
            },
            at="exhibits[1].file",
        ),
    ],
)
def graphic_is_shown(filing: Filing) -> Problems:
    """Attach a graphic only with an HTML document that shows it.

    EDGAR suspends a submission with a picture that no document refers to.
    """
    graphics = [
        document for document in documents(filing) if kind_of(document) == "GRAPHIC" and document.file
    ]
    if not graphics:
        return
    pages = [each for each in attached(filing) if name_of(each.document).lower().endswith(".htm")]
    if any(page.document.content is None for page in pages):
        return
    shown = {picture.name for page in pages for picture in page.seen.pictures}
    for graphic in graphics:
        if name_of(graphic) not in shown:
            message = f"no HTML document shows {name_of(graphic)}"
            yield Problem(graphic.at("file"), message, 'Show it with `<img src="...">`, or leave it out.')
