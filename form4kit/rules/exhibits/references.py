"""Rules on what an exhibit refers to: links, and pictures, attached or not."""

from collections.abc import Iterable, Iterator

from form4kit.edgar.exhibit_content import Kind, Target, Trait
from form4kit.findings import Authority, Severity
from form4kit.model import Filing
from form4kit.rules.exhibits.attached import Attached, attached, kind_of, name_of, repaired
from form4kit.rules.rule import Bad, Problem, Problems, rule
from form4kit.storage.names import OWNERSHIP

_MANUAL = "EDGAR Filer Manual, Volume II"
_REMARKS = "Exhibit 99.1 - Chart"
_LETTERS = ("CORRESP", "COVER")
_WARNING = Severity.WARNING


def _page(body: str, *others: tuple[str, str]) -> dict[str, object]:
    """Return the edits for a page and documents beside it, each with its type."""
    beside = [{"file": name, "type": kind} for name, kind in others]
    return {
        "exhibits": [{"file": "chart.htm", "type": "EX-99.1"}, *beside],
        "files": {"chart.htm": f"<html><body><p>A chart.</p>{body}</body></html>"},
        "remarks": _REMARKS,
    }


def _where(each: Attached, at: Target | Trait) -> str:
    return f"{name_of(each.document)}:{at.line}:{at.column}"


def _more(number: int) -> str:
    return f" (and {number:,} more)" if number else ""


def _told(each: Attached, kinds: dict[Kind, Severity | None]) -> Problems:
    for trait in each.seen.traits:
        if trait.kind in kinds:
            message = f"{_where(each, trait)}: {trait.what}{_more(trait.more)}"
            yield Problem(
                each.document.at("file"), message, repaired(each.document, trait), kinds[trait.kind]
            )


def _not_attached(each: Attached, found: Iterable[Target], names: frozenset[str], what: str) -> Problems:
    missing = [reference for reference in found if reference.name not in names]
    if missing:
        first = missing[0]
        near = next((name for name in names if name.lower() == first.name.lower()), "")
        hint = f"The attached one is called {near}." if near else "Attach it, or take the reference out."
        message = f"{_where(each, first)}: {what} {first.name[:60]}, which is not attached"
        yield Problem(each.document.at("file"), message + _more(len(missing) - 1), hint)


def _names(filing: Filing) -> Iterator[str]:
    yield OWNERSHIP
    if filing.submission:
        for document in (*filing.submission.primaries, *filing.submission.documents):
            yield name_of(document)


@rule(
    "EXH19",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_MANUAL}, 5.2.2.1, 5.2.2.3 and 8.1.13"],
    good=[
        _page('<a name="a"></a><a href="#a">a</a><a href=table.htm#b>b</a>', ("table.htm", "EX-99.2")),
        _page('<a href="https://www.sec.gov/Archives/edgar/data/1/a.htm">a</a>'),
    ],
    bad=[
        Bad(_page('<a href="https://example.com/">a</a>'), at="exhibits[0].file"),
        Bad(_page('<a href="mailto:jane@example.com">a</a>'), at="exhibits[0].file"),
        Bad(_page('<a href="Table.htm">a</a>', ("table.htm", "EX-99.2")), at="exhibits[0].file"),
        Bad(_page('<a href="http://www.sec.gov/">a</a>'), at="exhibits[0].file", severity=_WARNING),
        Bad(
            _page('<a href="letter.txt">a</a>', ("letter.txt", "CORRESP")),
            at="exhibits[0].file",
            severity=_WARNING,
        ),
    ],
)
def link_stays_in_edgar(filing: Filing) -> Problems:
    """Link to the document itself, to one attached with it, or to EDGAR's archive.

    EDGAR suspends a submission with a link to another site or to a document that is not attached. A letter
    to the staff is not published with the rest, and a link to it leads nowhere.
    """
    names = frozenset(_names(filing))
    letters = {name_of(each.document) for each in attached(filing) if kind_of(each.document) in _LETTERS}
    for each in attached(filing):
        yield from _told(each, {Kind.LINK: None, Kind.UNSURE_LINK: _WARNING})
        yield from _not_attached(each, each.seen.links, names, "a link to")
        private = [link for link in each.seen.links if link.name in letters]
        if private and kind_of(each.document) not in _LETTERS:
            message = f"{_where(each, private[0])}: a link to {private[0].name}, which is not published"
            hint = "Take the link out."
            yield Problem(each.document.at("file"), message + _more(len(private) - 1), hint, Severity.WARNING)


@rule(
    "EXH20",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_MANUAL}, 5.2.2.1, 5.2.2.3 and 5.2.2.10"],
    good=[
        _page('<img src="chart.jpg">', ("chart.jpg", "GRAPHIC")),
        _page('<p style="background: url(data:image/png;base64,AAAA)">a</p>'),
    ],
    bad=[
        Bad(_page("<img src=chart.jpg>"), at="exhibits[0].file"),
        Bad(_page('<img src="https://example.com/chart.jpg">'), at="exhibits[0].file"),
        Bad(_page('<img src="data:image/gif;base64,R0lG">'), at="exhibits[0].file"),
        Bad(_page('<p style="background: url(https://example.com/a.gif)">a</p>'), at="exhibits[0].file"),
        Bad(_page('<p style="background: url(a.gif)">a</p>'), at="exhibits[0].file", severity=_WARNING),
    ],
)
def picture_is_attached(filing: Filing) -> Problems:
    """Show pictures that are attached, as .jpg or .gif.

    EDGAR suspends a submission whose HTML shows a picture from elsewhere, inside the page, of another format,
    or one that is not attached by exactly that name.
    """
    names = frozenset(_names(filing))
    for each in attached(filing):
        yield from _told(each, {Kind.PICTURE: None, Kind.UNSURE_PICTURE: _WARNING})
        yield from _not_attached(each, each.seen.pictures, names, "the picture")


@rule(
    "EXH21",
    Severity.WARNING,
    Authority.EDGAR,
    cites=[f"{_MANUAL}, 5.2.2.1 and 5.4.1"],
    sources=["draft", "submission"],
    good=[_page('<img src="chart.jpg">', ("chart.jpg", "GRAPHIC"), ("letter.txt", "CORRESP"))],
    bad=[
        Bad(
            {
                "exhibits": [{"file": "letter.htm", "type": "CORRESP"}, {"file": "a.jpg", "type": "GRAPHIC"}],
                "files": {"letter.htm": '<img src="a.jpg">'},
            },
            at="exhibits[1].file",
        )
    ],
)
def picture_of_a_letter_is_published(filing: Filing) -> Problems:
    """Attach no picture to a letter that is not to be published.

    EDGAR publishes a graphic at once with the form, though the letter that shows it stays with the staff.
    """
    shown: dict[str, list[Attached]] = {}
    for each in attached(filing):
        for picture in each.seen.pictures:
            shown.setdefault(picture.name, []).append(each)
    for each in attached(filing):
        pages = shown.get(name_of(each.document), [])
        for_letters = all(kind_of(page.document) in _LETTERS for page in pages)
        if kind_of(each.document) == "GRAPHIC" and pages and for_letters:
            letter = name_of(pages[0].document)
            message = f"{name_of(each.document)} is published, {letter} that shows it is not"
            yield Problem(each.document.at("file"), message, "Describe it in the letter's text.")
