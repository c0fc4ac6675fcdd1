"""Print the form as PDF: tagged, archivable (PDF/A-3a), with the document of record attached.

Everything that does not depend on the filing is made once per process. Nothing depends on the clock, on
the network or on the fonts of the machine.
"""

import datetime as dt
import io
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from form4kit.model import Filing
from form4kit.proof import fonts
from form4kit.proof.html import html
from form4kit.proof.review_aids import Aids
from form4kit.proof.weasyprint_setup import font_fetcher, press, uncollected
from form4kit.resources import resource
from form4kit.storage.names import OWNERSHIP

_SPELT = "A code such as [U+4E2D] stands for a character that this proof cannot print; the filing has it."

# An attachment must be dated, and the clock would change the bytes.
_NO_TIME = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def pdf(filing: Filing, *, draft: bool, attachment: bytes | None, aids: Aids | None = None) -> bytes:
    """Return the proof of a filing; the same filing gives the same bytes.

    `draft` prints a mark across every page. `attachment` is the ownership document, which the proof then
    carries as `ownership.xml`, the source of what it shows. `aids` are for the reviewer of a draft. The form
    must be one of 3, 4, 5 or an amendment. A character that the form's font lacks prints as its code point.
    """
    from weasyprint import Attachment

    made = press()
    files = []
    if attachment is not None:
        files = [
            Attachment(
                file_obj=io.BytesIO(attachment),
                name=OWNERSHIP,
                description="The ownership document of which this is the proof",
                created=_NO_TIME,
                modified=_NO_TIME,
                relationship="Source",
                url_fetcher=made.fetcher,
            )
        ]
    page = spelt_out(html(filing, draft=draft, aids=aids))
    with uncollected():
        written: bytes = made.page(page).write_pdf(
            finisher=_attached_once,
            font_config=made.fonts,
            stylesheets=[made.stylesheet],
            pdf_variant="pdf/a-3a",
            attachments=files,
        )
    return written


def warm() -> None:
    """Set WeasyPrint up ahead of the first proof, which takes most of a second."""
    press()


def print_pages(page: str, stylesheet: str, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """Print a page of HTML with a stylesheet of `templates/`, in the form's font; same page, same bytes.

    A character that the font lacks, or that is not seen, prints as its code point. `pictures` are what the
    page may show, by the addresses that it uses.
    """
    from weasyprint import HTML

    document = HTML(string=fonts.printable(page), url_fetcher=font_fetcher(pictures or {}))
    with uncollected():
        written: bytes = document.write_pdf(font_config=press().fonts, stylesheets=[_style(stylesheet)])
    return written


@lru_cache
def _style(stylesheet: str) -> Any:
    """Return a stylesheet of `templates/`, parsed once with the form's font in it."""
    from weasyprint import CSS

    made = press()
    css = fonts.stylesheet() + resource("templates", stylesheet).read_text(encoding="utf-8")
    return CSS(string=css, font_config=made.fonts, url_fetcher=made.fetcher)


def spelt_out(page: str) -> str:
    """Write as code points what the form's font cannot print, and say so below the form."""
    spelt = fonts.printable(page)
    return spelt if spelt == page else spelt.replace("</body>", f'<p class="spelt">{_SPELT}</p></body>')


def _attached_once(document: Any, pdf: Any) -> None:
    """Name each attachment once: WeasyPrint 70 lists it twice among the associated files."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
