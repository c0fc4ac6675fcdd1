"""Print the form as PDF: tagged, archivable (PDF/A-3a), with the document of record attached.

Everything that does not depend on the filing is made once per process. Nothing depends on the clock, on
the network or on the fonts of the machine.
"""

import atexit
import datetime as dt
import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from form4kit.model import Filing
from form4kit.proof import fonts
from form4kit.proof.aids import Aids
from form4kit.proof.html import html
from form4kit.resources import resource

ATTACHED = "ownership.xml"

_DRAWINGS = {
    "form4kit:empty.svg": """<svg xmlns="http://www.w3.org/2000/svg"/>""",
    "form4kit:draft.svg": """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 400">
<text x="400" y="255" text-anchor="middle" transform="rotate(-22 400 200)" fill="#eee3e3"
  font-family="Form" font-size="210" font-weight="bold">DRAFT</text></svg>""",
}

# An attachment must be dated, and the clock would change the bytes.
_NO_TIME = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def pdf(filing: Filing, *, draft: bool, attachment: bytes | None, aids: Aids | None = None) -> bytes:
    """Return the proof of a filing; the same filing gives the same bytes.

    `draft` prints a mark across every page. `attachment` is the ownership document, which the proof then
    carries as `ownership.xml`, the source of what it shows. `aids` are for the reviewer of a draft. The form
    must be one of 3, 4, 5 or an amendment.
    """
    from weasyprint import HTML, Attachment

    press = _press()
    files = []
    if attachment is not None:
        files = [
            Attachment(
                file_obj=io.BytesIO(attachment),
                name=ATTACHED,
                description="The ownership document of which this is the proof",
                created=_NO_TIME,
                modified=_NO_TIME,
                relationship="Source",
                url_fetcher=press.fetcher,
            )
        ]
    page = HTML(string=html(filing, draft=draft, aids=aids), url_fetcher=press.fetcher)
    written: bytes = page.write_pdf(
        finisher=_attached_once,
        font_config=press.fonts,
        stylesheets=[press.stylesheet],
        pdf_variant="pdf/a-3a",
        attachments=files,
    )
    return written


def warm() -> None:
    """Set WeasyPrint up ahead of the first proof, which takes most of a second."""
    _press()


def print_pages(page: str, stylesheet: str) -> bytes:
    """Print a page of HTML with a stylesheet of `templates/`, in the form's font; same page, same bytes."""
    from weasyprint import CSS, HTML

    press = _press()
    css = fonts.stylesheet() + resource("templates", stylesheet).read_text(encoding="utf-8")
    style = CSS(string=css, font_config=press.fonts, url_fetcher=press.fetcher)
    document = HTML(string=page, url_fetcher=press.fetcher)
    written: bytes = document.write_pdf(font_config=press.fonts, stylesheets=[style])
    return written


def _attached_once(document: Any, pdf: Any) -> None:
    """Name each attachment once: WeasyPrint 70 lists it twice among the associated files."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])


@dataclass(frozen=True, slots=True)
class _Press:
    """WeasyPrint set up: its fonts, the parsed stylesheet, and the only files that a page may fetch."""

    fonts: Any
    stylesheet: Any
    fetcher: Any


@lru_cache
def _press() -> _Press:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Shelf(URLFetcher):  # type: ignore[misc]
        """Fetch the form's own fonts and nothing else: no network, no file."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            return URLFetcherResponse(url, _DRAWINGS[url] if url in _DRAWINGS else fonts.faces()[url])

    configuration = FontConfiguration()
    css = fonts.stylesheet() + resource("templates", "form.css").read_text(encoding="utf-8")
    fetcher = Shelf()
    atexit.register(_press.cache_clear)  # fonts are let go of while the interpreter still can
    return _Press(configuration, CSS(string=css, font_config=configuration, url_fetcher=fetcher), fetcher)
