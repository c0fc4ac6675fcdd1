"""Where the rows, cells and boxes of a form stand on the pages of its proof.

The form is laid out once more, as the proof was, and nothing is printed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import Element

from form4kit.model import Filing
from form4kit.proof.html import html
from form4kit.proof.pdf import spelt_out
from form4kit.proof.review_aids import Aids
from form4kit.proof.weasyprint_setup import press, uncollected

_POINTS: Final = 0.75
"""Points for each CSS pixel."""
_TABLES: Final = {"non-derivative": "non_derivative", "derivative": "derivative"}


@dataclass(frozen=True, slots=True)
class PlaceOnPage:
    """A part of the form on a page of its proof, counted from one; in points from the lower left corner.

    `place` is `non_derivative:0` for a row, `non_derivative:0:3` for a cell, by row and column from 0;
    `note:F1` and `signature:0` for what stands below the tables.
    """

    place: str
    page: int
    left: float
    bottom: float
    right: float
    top: float

    def as_plain(self) -> dict[str, Any]:
        """Return it as plain values for JSON, in whole points."""
        return {
            "place": self.place,
            "page": self.page,
            "left": round(self.left),
            "bottom": round(self.bottom),
            "right": round(self.right),
            "top": round(self.top),
        }


def places_on_pages(filing: Filing, *, draft: bool, aids: Aids | None) -> tuple[tuple[PlaceOnPage, ...], int]:
    """Return the places of a form on the pages of its proof, in order, and how many pages it has.

    A row that goes on over the end of a page has a place on each.
    """
    made = press()
    page = made.page(spelt_out(html(filing, draft=draft, aids=aids)))
    named = _named(page.etree_element)
    found: list[PlaceOnPage] = []
    with uncollected():
        document = page.render(font_config=made.fonts, stylesheets=[made.stylesheet])
        for number, each in enumerate(document.pages, 1):
            found += _on_page(each, number, named)
    return tuple(found), len(document.pages)


def _on_page(page: Any, number: int, named: Mapping[int, str]) -> Iterator[PlaceOnPage]:
    seen: set[str] = set()
    for box in page._page_box.descendants():
        place = named.get(id(box.element)) if box.element is not None else None
        if place is None or place in seen:
            continue
        seen.add(place)
        x, y = box.position_x, box.position_y
        wide, high = box.margin_width(), box.margin_height()
        yield PlaceOnPage(
            place,
            number,
            x * _POINTS,
            (page.height - y - high) * _POINTS,
            (x + wide) * _POINTS,
            (page.height - y) * _POINTS,
        )


def _named(root: Element) -> dict[int, str]:
    """Name the elements of a form's page that are places, by the identity of each."""
    found: dict[int, str] = {}
    for table in root.iter("table"):
        name = _TABLES.get(table.get("class", ""))
        rows = table.findall("tbody/tr") if name else []
        for number, row in enumerate(rows):
            found[id(row)] = f"{name}:{number}"
            for column, cell in enumerate(row.findall("td")):
                found[id(cell)] = f"{name}:{number}:{column}"
    for element in root.iter("p"):
        if element.get("class") == "note" and element.get("id"):
            found[id(element)] = f"note:{element.get('id')}"
    signed = [each for each in root.iter("div") if each.get("class") == "signature"]
    for number, element in enumerate(signed):
        found[id(element)] = f"signature:{number}"
    return found
