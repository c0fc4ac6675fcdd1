"""What in a packet that cannot be made again here would do more than show its pages.

Links from a footnote's mark to the footnote are all that an older form4kit put over its pages.
"""

import io
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

_ACTIVE: Final = frozenset(
    ["/OpenAction", "/AA", "/JS", "/JavaScript", "/XFA", "/AcroForm", "/RichMediaContent", "/OCProperties"]
)
_LINK: Final = frozenset(
    ["/Type", "/Subtype", "/Rect", "/Border", "/BS", "/Dest", "/F", "/P", "/StructParent", "/Contents"]
)


def acting(data: bytes) -> Iterator[str]:
    """Yield what in a PDF acts, or lies over a page and is no link within it, each kind once."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = {clause for each in pdf.objects for clause in _in(each)}
    yield from (f"holds what a packet never does: {each}" for each in sorted(found))


def _in(value: Any) -> Iterator[str]:
    """Yield what acts in an object, and in what stands directly in it."""
    pending = [value]
    while pending:
        each = pending.pop()
        inside: list[Any] = []
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            keys = {str(key) for key in each.keys()}  # noqa: SIM118 -- a PDF's dictionary is no mapping
            yield from keys & _ACTIVE
            if each.get("/Subtype") == "/Link":
                yield from keys - _LINK
            elif each.get("/Type") == "/Annot" or {"/Subtype", "/Rect"} <= keys:
                yield f"an annotation, {each.get('/Subtype')}"
            inside = [one for _, one in each.items()]
        elif isinstance(each, pikepdf.Array):
            inside = [*each]
        pending += [one for one in inside if isinstance(one, pikepdf.Object) and not one.is_indirect]
