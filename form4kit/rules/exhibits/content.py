"""Rules on what stands in an exhibit: its characters, lines, tags, and what it is."""

from collections.abc import Mapping

from form4kit.edgar.exhibit_content import Kind
from form4kit.findings import Authority, Severity
from form4kit.model import Filing
from form4kit.rules.exhibits.attached import attached, name_of, repaired
from form4kit.rules.rule import Bad, Good, Problem, Problems, rule

_MANUAL = "EDGAR Filer Manual, Volume II"
_S_T = "17 CFR 232"
_NAMED = "Exhibit 24 - Power of Attorney"
_AT = "exhibits[0].file"
_WARNING = Severity.WARNING


def _with(content: str, name: str = "poa.txt") -> dict[str, object]:
    """Return the edits for one power of attorney that holds a text."""
    return {"exhibits": [{"file": name, "type": "EX-24"}], "files": {name: content}, "remarks": _NAMED}


def _page(body: str) -> dict[str, object]:
    return _with(f"<html><body><p>I appoint Jane Doe.</p>{body}<p>/s/ A. Poe</p></body></html>", "poa.htm")


def _text(text: str) -> dict[str, object]:
    return _with(f"POWER OF ATTORNEY\n\n{text}\n\n/s/ A. Poe\n")


def _problems(filing: Filing, kinds: Mapping[Kind, Severity | None]) -> Problems:
    for each in attached(filing):
        for trait in each.seen.traits:
            if trait.kind in kinds:
                more = f" (and {trait.more:,} more)" if trait.more else ""
                where = f"{name_of(each.document)}:{trait.line}:{trait.column}"
                place, severity = each.document.at("file"), kinds[trait.kind]
                hint = repaired(each.document, trait)
                yield Problem(place, f"{where}: {trait.what}{more}", hint, severity)


@rule(
    "EXH11",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_MANUAL}, 5.2.1.1 (table 5-1), 5.2.1.2, 5.2.2.6 and 8.1.13"],
    good=[_text("The undersigned's attorney -\tappointed below."), _page("&#167; &sect; &#8217; & so on")],
    bad=[
        Bad(_text("The undersigned\u2019s attorney"), at=_AT),
        Bad(_page("\u00a7 16"), at=_AT),
        Bad(_text("Bell \a"), at=_AT),
        Bad(_text("x ^ y"), at=_AT, severity=_WARNING),
    ],
)
def characters_are_taken(filing: Filing) -> Problems:
    """Write an exhibit in the characters that EDGAR takes.

    They are the letters, digits and signs of ASCII, line ends, page breaks and tabs. Curly quotation marks,
    long dashes and accents are none of them; HTML writes them as references, `&#8217;`. A caret may pass.
    """
    yield from _problems(filing, {Kind.CHARACTER: None, Kind.CARET: _WARNING})


@rule(
    "EXH12",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_MANUAL}, 5.2.1.2.1, 5.2.1.4 (table 5-4) and 7.3.4.3"],
    good=[
        _text("x" * 80),
        _page("x" * 200),
        _text("<TABLE>\n<S>      <C>\n" + "x" * 132 + "\n</TABLE>"),
    ],
    bad=[
        Bad(_text("x" * 81), at=_AT),
        Bad(_text("<TABLE>\n<S>      <C>\n" + "x" * 133 + "\n</TABLE>"), at=_AT),
    ],
)
def lines_are_short(filing: Filing) -> Problems:
    """Break the lines of a text at 80 characters.

    Between `<TABLE>` and `</TABLE>` they may have 132. The lines of HTML may have any length.
    """
    yield from _problems(filing, {Kind.LONG_LINE: None})


@rule(
    "EXH13",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_MANUAL}, 5.2.1.4 (table 5-4), 7.4.2 and 7.4.6"],
    good=[_text("<TABLE>\n<S>      <C>\nShares   100\n</TABLE>"), _text("<PAGE>\n<R>revised</R>")],
    bad=[
        Bad(_text("<TABLE>\n<S>\nShares\n</TABLE>"), at=_AT),
        Bad(_text("<TABLE>\n<S>      <C>\nShares   100"), at=_AT),
        Bad(_text("Shares\n</TABLE>"), at=_AT),
    ],
)
def text_table_has_columns(filing: Filing) -> Problems:
    """Give a table of a text two columns and an end.

    Between `<TABLE>` and `</TABLE>` two `<S>` or `<C>` stand at least; `<R>` has its `</R>`.
    """
    yield from _problems(filing, {Kind.TEXT_TABLE: None})


@rule(
    "EXH14",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_MANUAL}, 5.2.2.1 to 5.2.2.4 and 5.2.2.9"],
    good=[
        _page("<table><tr><td>a</td></tr></table><TABLE><TR><TD>b</table><br/><!-- <span> -->"),
        _with("<!DOCTYPE html>\n<p><b><i>I appoint</b></i> /s/ A. Poe", "poa.htm"),
    ],
    bad=[
        Bad(_page("<span>a</span>"), at=_AT),
        Bad(_page("<table><tr><td><table><tr><td>a</table></td></tr></table>"), at=_AT),
        Bad(_page("<S>"), at=_AT),
        Bad(_page("<link rel=x>"), at=_AT, severity=_WARNING),
    ],
)
def tags_are_taken(filing: Filing) -> Problems:
    """Write HTML in the tags that EDGAR takes, and no table within a table.

    It suspends others: `<span>`, `<style>`, `<tbody>`, `<o:p>`. Wrong nesting and missing ends pass.
    """
    yield from _problems(filing, {Kind.TAG: None, Kind.UNSURE_TAG: _WARNING})


@rule(
    "EXH15",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_MANUAL}, 5.2.2.2 to 5.2.2.5"],
    good=[_page('<p style="margin: 0" class=a id=b lang=en align=left title="http-equiv">a</p>')],
    bad=[
        Bad(_page('<meta http-equiv="Content-Type" content="text/html">'), at=_AT),
        Bad(_page('<a href="#top" target=_blank>a</a>'), at=_AT),
        Bad(_with('<body background="a.jpg"><p>/s/ A. Poe', "poa.htm"), at=_AT, severity=_WARNING),
    ],
)
def attributes_are_taken(filing: Filing) -> Problems:
    """Leave out the attributes that EDGAR does not take.

    They are `http-equiv` on `<meta>` and `target` on `<a>`. The background of `<body>` and moving pictures
    are not supported.
    """
    yield from _problems(filing, {Kind.ATTRIBUTE: None, Kind.UNSURE_ATTRIBUTE: _WARNING})


@rule(
    "EXH16",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_S_T}.106(a)", f"{_MANUAL}, 5.2.2.1, 5.2.2.4 and 5.2.2.10"],
    good=[_page("<!-- <script>x()</script> --><p>JavaScript</p>"), _text("We evaluate (x).")],
    bad=[
        Bad(_page("<script>x()</script>"), at=_AT),
        Bad(_page('<p onclick="x()">a</p>'), at=_AT),
        Bad(_page('<a href="java&#115;cript:x()">a</a>'), at=_AT),
        Bad(_with("%!PS-Adobe-3.0\n"), at=_AT),
    ],
)
def nothing_runs(filing: Filing) -> Problems:
    """Attach nothing that runs.

    EDGAR suspends a submission with a script, a handler of events, an applet, PostScript or a program.
    """
    yield from _problems(filing, {Kind.ACTIVE: None})


@rule(
    "EXH17",
    Severity.ERROR,
    Authority.EDGAR,
    cites=[f"{_MANUAL}, 5.2.3.1", f"{_S_T}.301"],
    good=[_text("I appoint Jane Doe.")],
    bad=[
        Bad(_with("%PDF-1.7\n"), at=_AT),
        Bad(_with("PK\x03\x04"), at=_AT),
        Bad(_with("{\\rtf1\\ansi /s/ A. Poe}"), at=_AT, severity=_WARNING),
        Bad(_with("<html>\n/s/ A. Poe"), at=_AT, severity=_WARNING),
    ],
)
def file_is_what_its_name_says(filing: Filing) -> Problems:
    """Attach a file that is what its name says.

    A PDF, a Word file or a picture that is called .txt or .htm is none. RTF and HTML in a .txt are of
    characters that pass, and a reader sees their source.
    """
    yield from _problems(filing, {Kind.OTHER_FORMAT: None, Kind.SOURCE_TEXT: _WARNING})


@rule(
    "EXH18",
    Severity.WARNING,
    Authority.EDGAR,
    cites=[f"{_MANUAL}, 5.3 and 7.3.6.4"],
    good=[Good({"exhibits": [{"file": "poa.txt", "type": "EX-24"}], "remarks": _NAMED})],
    bad=[Bad(_with(" \n\n"), at=_AT)],
)
def exhibit_says_something(filing: Filing) -> Problems:
    """Attach no document of white space alone.

    EDGAR may suspend it, and it says nothing; an empty one is not taken for certain (SUB05).
    """
    yield from _problems(filing, {Kind.BLANK: None})
