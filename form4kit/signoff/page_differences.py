"""Where the pages of a packet show other than they should: held against those that its attachments give."""

import io
from collections.abc import Iterator
from typing import Any, Final

from form4kit.signoff.page_fonts import Unknown
from form4kit.signoff.page_marks import differ, marks_of, plain, rounded

_TREE: Final = frozenset(["/Type", "/Kids", "/Count"])
"""What stands above the pages: no box, no rotation, no resources that all of them would take over."""
_STRANGE: Final = "is written in a way that no packet is"


def pages_differ(data: bytes, again: bytes) -> Iterator[str]:
    """Yield where a packet, `data`, shows other than the one that was made `again`, page by page."""
    import pikepdf

    try:
        yield from _differences(data, again)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        yield _STRANGE


def _differences(data: bytes, again: bytes) -> Iterator[str]:
    import pikepdf

    if data.count(b"startxref") != 1:
        yield "was added to after it was made"
    with pikepdf.open(io.BytesIO(again)) as right, pikepdf.open(io.BytesIO(data)) as given:
        if len(right.pages) != len(given.pages):
            yield f"has {len(given.pages)} pages, where its attachments give {len(right.pages)}"
            return
        if _entries(given) != _entries(right):
            yield "its catalogue has other entries than a packet's"
        if given.get_warnings() or {*given.trailer.keys()} != {*right.trailer.keys()}:
            yield _STRANGE
        above = given.Root.Pages
        parents = {page.obj.Parent.objgen for page in given.pages}
        if {*above.keys()} != _TREE or parents != {above.objgen}:
            yield "its pages take over what no packet's do"
        if _bookmarks(given) != _bookmarks(right):
            yield "its bookmarks are not those of what it binds"
        for number, (first, second) in enumerate(zip(right.pages, given.pages, strict=True), 1):
            if why := page_differs(first, second):
                yield f"page {number} does not show what its attachments give: {why}"


def _entries(pdf: Any) -> tuple[set[str], set[str]]:
    return {*pdf.Root.keys()}, {*pdf.Root.Names.keys()}


def page_differs(right: Any, given: Any) -> str:
    """Say what first differs on a page of pikepdf: its entries, a box by a tenth of a point, its marks."""
    if {*right.obj.keys()} != {*given.obj.keys()}:
        return "it has other entries"
    for box in (key for key in right.obj.keys() if key.endswith("Box")):  # noqa: SIM118 -- no mapping
        if rounded(plain(right.obj[box])) != rounded(plain(given.obj[box])):
            return "another size"
    try:
        return differ(marks_of(right), marks_of(given))
    except Unknown as error:
        return str(error)


def _bookmarks(pdf: Any) -> list[tuple[str, set[str], list[str]]]:
    """Return the bookmarks of a packet, a flat list: title, entries, the page."""
    numbers = {page.obj.objgen: str(number) for number, page in enumerate(pdf.pages)}
    found: list[tuple[str, set[str], list[str]]] = []
    item = pdf.Root.Outlines.First
    for _ in numbers:  # each of them begins on a page of its own
        if item is not None:
            page, *placed = item.Dest
            leads = [numbers[page.objgen], *map(str, placed)]
            found.append((str(item.Title), {*item.keys()}, leads))
            item = item.get("/Next")
    return found
