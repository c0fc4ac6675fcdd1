"""The form as pictures of its pages, for an assistant that can look at one."""

import io
from typing import Final

from form4kit.mcp.open_folder import Declined
from form4kit.model import Filing
from form4kit.proof.pdf import pdf

MOST_PAGES: Final = 6
_SCALE: Final = 1.6
"""Pixels for each point: a letter page is 1,267 pixels wide when it lies on its side."""


def pictures_of(filing: Filing) -> list[bytes]:
    """Return each page of the proof, marked as a draft, as PNG. Raises Declined for a form of many pages."""
    import pypdfium2

    printed = pypdfium2.PdfDocument(pdf(filing, draft=True, attachment=None))
    try:
        if len(printed) > MOST_PAGES:
            raise Declined(f"the form has {len(printed)} pages: ask for the text")
        return [_png(page.render(scale=_SCALE).to_pil()) for page in printed]
    finally:
        printed.close()


def _png(picture: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=False)  # type: ignore[attr-defined]
    return out.getvalue()
