"""A table of the filings on record that an issuer can put on its website (Rule 16a-3(k)): plain HTML.

Each filing leads to EDGAR's folder of it, which is free and leads straight to the form (Release 33-8230).
Copies of the form can lie beside, made from what was filed, without anything that a reviewer wrote.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from form4kit.convert import bare_cik
from form4kit.folder.read import BuiltFolder, filing_of, hash_mismatches
from form4kit.law.calendar import MONTHS
from form4kit.lazy_re import pattern
from form4kit.resources import resource
from form4kit.signoff.record import is_accession
from form4kit.storage.names import OWNERSHIP
from form4kit.transmission.html_page import html_page
from form4kit.words import counted

INDEX: Final = "index.html"
COPIES: Final = "forms"
EDGAR: Final = "https://www.sec.gov/Archives/edgar/data"
_UNCHECKED: Final = pattern(r'<img class="(\w+)" alt="not checked" src="[^"]*"/>')
_FONT: Final = (
    '@font-face { font-family: Form; src: local("Arial"), local("Liberation Sans"), local("Helvetica"); }\n'
)
_SCREEN: Final = "\n@media screen { body { margin: 1rem auto; max-width: 75rem; padding: 0 1rem; } }\n"
_HEAD: Final = (
    '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
    '<meta http-equiv="Content-Security-Policy"'
    " content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n"
)


@dataclass(frozen=True, slots=True)
class FilingsSite:
    """The files of a site by their names, the page first, and remarks on what it leaves out."""

    files: Mapping[str, bytes]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A filing as a line of the table has it; days are ISO 8601, and in words beside."""

    accession: str
    form: str
    filed: str
    filed_words: str
    period: str
    period_words: str
    owners: tuple[str, ...]
    edgar: str
    copies: tuple[tuple[str, str], ...] = field(default=())


def chosen(
    entries: Iterable[Mapping[str, Any]], issuer: str | None = None, since: dt.date | None = None
) -> list[Mapping[str, Any]]:
    """Return the filings of a record that are of one issuer, by its CIK, and filed on a day or later."""
    return [
        each
        for each in entries
        if issuer is None or bare_cik(str((each.get("issuer") or {}).get("cik") or "")) == bare_cik(issuer)
        if since is None or str(each["filed"]) >= since.isoformat()
    ]


def site_of(entries: Sequence[Mapping[str, Any]], folders: Iterable[BuiltFolder] = ()) -> FilingsSite:
    """Return the site of the filings that stand on record, the latest first; at least one is given.

    `folders` are built folders: of each that is on record a copy of the form is made, as HTML and PDF.
    """
    files: dict[str, bytes] = {}
    copies: dict[str, tuple[tuple[str, str], ...]] = {}
    remarks: list[str] = []
    documents = {
        str(each.get("ownership_sha256")): str(each["accession"])
        for each in entries
        if is_accession(str(each["accession"]))
    }
    for folder in folders:
        accession = documents.get(folder.bound.get(OWNERSHIP, "-"))
        if accession is None:
            remarks.append(f"{folder.name} is not on record: no copy of it")
        elif faults := [*hash_mismatches(folder)]:
            remarks.append(f"{folder.name}: {faults[0]}: no copy of it")
        else:
            files |= _copies(folder, accession)
            copies[accession] = tuple(
                (kind, f"{COPIES}/{accession}.{kind.lower()}") for kind in ("HTML", "PDF")
            )
    return FilingsSite({INDEX: _page(entries, copies).encode("utf-8"), **files}, tuple(remarks))


def _page(entries: Sequence[Mapping[str, Any]], copies: Mapping[str, tuple[tuple[str, str], ...]]) -> str:
    issuers = _by_issuer(entries, copies)
    title = "Section 16 filings"
    if len(issuers) == 1:
        title += f", {issuers[0]['name']}"
    return html_page("filings_site", title=title, issuers=issuers)


def _by_issuer(
    entries: Sequence[Mapping[str, Any]], copies: Mapping[str, tuple[tuple[str, str], ...]]
) -> list[dict[str, Any]]:
    names: dict[str, str] = {}
    of: dict[str, list[SiteLine]] = {}
    for entry in sorted(entries, key=_latest_first, reverse=True):
        issuer = entry.get("issuer") or {}
        cik = bare_cik(str(issuer.get("cik") or ""))
        names.setdefault(cik, str(issuer.get("name") or f"CIK {cik}"))
        of.setdefault(cik, []).append(_line(entry, cik, copies.get(str(entry["accession"]), ())))
    found = []
    for cik, name in sorted(names.items(), key=lambda each: each[1]):
        lines = of[cik]
        span = " to ".join(dict.fromkeys([lines[-1].filed_words, lines[0].filed_words]))
        caption = f"{counted(len(lines), 'filing')}, {span}; the latest first"
        found.append({"name": name, "caption": caption, "filings": lines})
    return found


def _latest_first(entry: Mapping[str, Any]) -> tuple[str, str]:
    return str(entry["filed"]), str(entry.get("accepted") or "")


def _line(entry: Mapping[str, Any], issuer: str, copies: tuple[tuple[str, str], ...]) -> SiteLine:
    accession, period = str(entry["accession"]), str(entry.get("period") or "")
    first = issuer or bare_cik(str(entry["owners"][0]["cik"] or "")) if entry["owners"] or issuer else ""
    return SiteLine(
        accession=accession,
        form=str(entry["form"]),
        filed=str(entry["filed"]),
        filed_words=_in_words(str(entry["filed"])),
        period=period,
        period_words=_in_words(period),
        owners=tuple(str(each["name"] or f"CIK {each['cik']}") for each in entry["owners"]),
        edgar=f"{EDGAR}/{first}/{accession.replace('-', '')}/" if is_accession(accession) else EDGAR,
        copies=copies,
    )


def _in_words(day: str) -> str:
    """Write a day as `November 20, 2026`; what is none stays."""
    try:
        date = dt.date.fromisoformat(day)
    except ValueError:
        return day
    return f"{MONTHS[date.month - 1]} {date.day}, {date.year}"


def _copies(folder: BuiltFolder, accession: str) -> dict[str, bytes]:
    """Print what a folder filed, as the published form looks, with nothing of a reviewer's."""
    from form4kit.proof.html import html
    from form4kit.proof.pdf import pdf

    filing = filing_of(folder)
    if filing is None:
        return {}
    style = _FONT + resource("templates", "form.css").read_text(encoding="utf-8")
    page = _UNCHECKED.sub(
        r'<span class="\1" role="img" aria-label="not checked"></span>', html(filing, draft=False)
    )
    page = page.replace("</head>", f"{_HEAD}<style>\n{style}{_SCREEN}</style>\n</head>", 1)
    base = PurePosixPath(COPIES) / accession
    return {
        f"{base}.html": page.encode("utf-8"),
        f"{base}.pdf": pdf(filing, draft=False, attachment=folder.files[OWNERSHIP]),
    }
