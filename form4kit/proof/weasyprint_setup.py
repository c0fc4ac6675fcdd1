"""WeasyPrint, set up once per process: its fonts, the parsed stylesheet, and the only files a page may fetch.

Three things make it quick. What does not depend on the filing is made once. A page of our own templates is
well-formed, so expat reads it, much faster than an HTML parser. And `form.css` says all there is to say of
the few elements in use, in place of a stylesheet for the whole of HTML, whose rules for markers and footnotes
alone give every element six more styles to compute.

Where HarfBuzz cannot cut fonts (`libharfbuzz-subset` is missing), WeasyPrint cuts them by fontTools, which
writes the present second into each; here it leaves the font's own date, so that the same form still gives
the same bytes.
"""

import atexit
import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any
from xml.etree import ElementTree

from form4kit.proof import fonts
from form4kit.resources import resource

_DRAWINGS = {
    "form4kit:empty.svg": """<svg xmlns="http://www.w3.org/2000/svg"/>""",
    "form4kit:draft.svg": """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 400">
<text x="400" y="255" text-anchor="middle" transform="rotate(-22 400 200)" fill="#eee3e3"
  font-family="Form" font-size="210" font-weight="bold">DRAFT</text></svg>""",
}


@dataclass(frozen=True, slots=True)
class Press:
    """WeasyPrint set up; `page` makes a WeasyPrint document of the HTML of a form."""

    fonts: Any
    stylesheet: Any
    fetcher: Any
    page: Any


@lru_cache
def press() -> Press:
    """Return the one press of this process; setting it up takes most of a second."""
    from cssselect2 import ElementWrapper
    from weasyprint import CSS, HTML
    from weasyprint.pdf import fonts as subsetting
    from weasyprint.text.fonts import FontConfiguration

    class Page(HTML):  # type: ignore[misc]
        """A page of our own templates: read as XML, and styled by `form.css` alone."""

        def __init__(self, text: str) -> None:
            root = ElementTree.fromstring(text)  # noqa: S314 - of our own making, all in it escaped
            self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = self.wrapper_element.etree_element
            self.base_url, self.url_fetcher, self.media_type = None, fetcher, "print"

        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return []

    if not isinstance(subsetting.TTFont, partial):
        subsetting.TTFont = partial(subsetting.TTFont, recalcTimestamp=False)
    configuration, fetcher = FontConfiguration(), font_fetcher({})
    css = fonts.stylesheet() + resource("templates", "form.css").read_text(encoding="utf-8")
    stylesheet = CSS(string=css, font_config=configuration, url_fetcher=fetcher)
    atexit.register(press.cache_clear)  # fonts are let go of while the interpreter still can
    return Press(configuration, stylesheet, fetcher, Page)


def font_fetcher(pictures: Mapping[str, bytes]) -> Any:
    """Return what fetches the form's own fonts, its drawings and these pictures; no network, no file."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class FontFetcher(URLFetcher):  # type: ignore[misc]
        """Fetch the form's own fonts, its drawings and these pictures and nothing else."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            if url in pictures:
                return URLFetcherResponse(url, pictures[url])
            return URLFetcherResponse(url, _DRAWINGS[url] if url in _DRAWINGS else fonts.faces()[url])

    return FontFetcher()


def versions() -> dict[str, str]:
    """Return the versions of what has a part in the bytes of a printed page, by name."""
    from importlib.metadata import version

    from weasyprint.text.ffi import pango

    number = pango.pango_version()
    return {
        "weasyprint": version("weasyprint"),
        "pango": f"{number // 10_000}.{number // 100 % 100}.{number % 100}",
        "pydyf": version("pydyf"),
        "harfbuzz": version("uharfbuzz"),
        "arimo": version("fontpkg-arimo"),
    }


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold the garbage collector off: a form in the making is boxes by the thousand, and none is garbage."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
