"""What in a PDF acts, lies over a page or hides: scripts, actions, annotations, layers."""

import io
from collections.abc import Iterator
from typing import Any, Final

from form4kit.signoff.attached import NotAPacket

_ACTIVE: Final = frozenset(
    ["/AA", "/A", "/OpenAction", "/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/AcroForm", "/Annots"]
)
_HIDING: Final = frozenset(["/OCProperties", "/Perms", "/Extensions", "/Collection", "/PageLabels", "/URI"])
_TYPES: Final = frozenset(["/Annot", "/Action", "/OCG", "/OCMD"])
_DEEPEST: Final = 20


def active_content(data: bytes) -> Iterator[str]:
    """Yield each thing in a PDF that acts, lies over a page or hides, by its key or type.

    The attributes of a tag have the key of an action: whoever reads a tagged PDF holds what this yields
    against what it yields of the right one. Raises NotAPacket where it is no sound PDF.
    """
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if "/Info" not in pdf.trailer:
                yield "no /Info"
            yield from sorted({*pdf.Root.keys()} & _HIDING)
            for each in pdf.objects:
                yield from _acting(each, 0)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        raise NotAPacket("is not a sound PDF") from None


def _acting(value: Any, depth: int) -> Iterator[str]:
    """Yield what acts in a value, in what stands directly in it too."""
    import pikepdf

    if depth > _DEEPEST:
        yield "what is nested deeper than anything in a packet"
        return
    inside: list[Any] = []
    if isinstance(value, pikepdf.Array):
        inside = [*value]
    elif isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
        yield from sorted({*value.keys()} & _ACTIVE)
        if (kind := str(value.get("/Type"))) in _TYPES:
            yield kind
        inside = [each for _, each in value.items()]
    for each in inside:
        if isinstance(each, pikepdf.Object) and not each.is_indirect:
            yield from _acting(each, depth + 1)
