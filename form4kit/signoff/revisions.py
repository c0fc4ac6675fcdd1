"""Hold a signed file against the packet that it began as: nothing but the signature and its proofs was added.

A PDF is changed by adding to its end, and what is added may replace anything before it. So both are read
whole: every object of the first must stand in the last as it was, but for the few that a signature must
touch, and those are looked into key by key.
"""

import io
from collections.abc import Iterator
from typing import Any, Final

from form4kit.signoff.signing import SIGNING

BOX: Final = (43, 36, 403, 136)
"""Where the signature shows, in points: in the foot of the last page, which that page leaves free."""
_ADDED: Final = frozenset(["/AcroForm", "/Perms", "/DSS", "/Extensions", "/Version"])
"""The keys that a signature and its proofs add to the catalogue of a PDF."""
_FIELDS: Final = frozenset(["/Sig", "/DocTimeStamp"])


def additions(first: bytes, last: bytes) -> Iterator[str]:
    """Yield what in the last revision of a packet is neither of the first nor of its signature."""
    import pikepdf

    with pikepdf.open(io.BytesIO(first)) as before, pikepdf.open(io.BytesIO(last)) as after:
        yield from _Compared(before, after).faults()


class _Compared:
    """Two revisions of one PDF."""

    def __init__(self, before: Any, after: Any) -> None:
        self.before, self.after = before, after

    def faults(self) -> Iterator[str]:
        if len(self.before.pages) != len(self.after.pages):
            yield f"has {len(self.after.pages)} pages, the packet had {len(self.before.pages)}"
            return
        touched = self._may_change()
        for each in self.before.objects:
            number = each.objgen
            if number in touched:
                continue
            if _bytes_of(each) != _bytes_of(self.after.get_object(number)):
                yield f"replaces object {number[0]} of the packet"
                return
        yield from self._catalogue()
        for number, (one, two) in enumerate(zip(self.before.pages, self.after.pages, strict=True), 1):
            yield from self._page(number, one.obj, two.obj)
        yield from self._attachments()
        yield from self._fields()

    def _may_change(self) -> set[tuple[int, int]]:
        """Return the objects that a signature touches: catalogue, pages, name trees, document information."""
        found = {self.before.Root.objgen, *(page.obj.objgen for page in self.before.pages)}
        names = self.before.Root.get("/Names")
        for each in (names, names.get("/EmbeddedFiles") if names is not None else None):
            if each is not None:
                found.add(each.objgen)
        information = self.before.trailer.get("/Info")
        if information is not None:
            found.add(information.objgen)
        annotations = [page.obj.get("/Annots") for page in self.before.pages]
        return found | {each.objgen for each in annotations if each is not None}

    def _catalogue(self) -> Iterator[str]:
        one, two = self.before.Root, self.after.Root
        for key in sorted({*one.keys(), *two.keys()} - {"/Names", "/Metadata"}):
            if key not in one:
                if key not in _ADDED:
                    yield f"has {key[1:]} added to it"
            elif key not in _ADDED and _text(one[key]) != _text(two.get(key)):
                yield f"has {key[1:]} changed"
        mine, theirs = (set(each.get("/Names", {}).keys()) for each in (one, two))
        if more := sorted(theirs - mine - {"/EmbeddedFiles"}):
            yield f"has {more[0][1:]} added to it"
        for key in sorted(mine - {"/EmbeddedFiles"}):
            if _text(one.Names[key]) != _text(two.get("/Names", {}).get(key)):
                yield f"has {key[1:]} changed"

    def _page(self, number: int, one: Any, two: Any) -> Iterator[str]:
        for key in sorted({*one.keys(), *two.keys()} - {"/Annots"}):
            if _text(one.get(key)) != _text(two.get(key)):
                yield f"has {key[1:]} of page {number} changed"
        old = [*one.get("/Annots", [])]
        new = [*two.get("/Annots", [])]
        if [_text(each) for each in old] != [_text(each) for each in new[: len(old)]]:
            yield f"has annotations of page {number} changed"
            return
        last = number == len(self.before.pages)
        for each in new[len(old) :]:
            if (
                each.get("/Subtype") != "/Widget"
                or each.get("/FT") != "/Sig"
                or "/A" in each
                or "/AA" in each
            ):
                yield f"has an annotation laid over page {number}"
            elif not _hidden(each) and not (last and _in_box(each)):
                yield f"shows its signature where it may hide what page {number} says"

    def _attachments(self) -> Iterator[str]:
        one, two = _attached(self.before), _attached(self.after)
        for name in sorted({*one, *two}):
            if name not in one:
                if name != SIGNING:
                    yield f"has {name} attached, which was not in the packet"
            elif name not in two:
                yield f"has lost its attachment {name}"
            elif one[name] != two[name]:
                yield f"has its attachment {name} replaced"

    def _fields(self) -> Iterator[str]:
        if "/AcroForm" in self.before.Root:
            yield "was a form before it was signed"
        form = self.after.Root.get("/AcroForm", {})
        if "/XFA" in form or form.get("/NeedAppearances"):
            yield "has a form added to it"
        kinds = [_kind_of(each) for each in form.get("/Fields", [])]
        if any(kind not in _FIELDS for kind in kinds) or kinds.count("/Sig") > 1:
            yield "has fields beside its signature"


def _bytes_of(found: Any) -> bytes:
    """Write an object as it stands: references stay references, a stream has its packed bytes with it."""
    import pikepdf

    if isinstance(found, pikepdf.Stream):
        return bytes(found.read_raw_bytes()) + _text(found.stream_dict)
    return bytes(found.unparse(resolved=True))


def _text(found: Any) -> bytes:
    """Write a value that may be a number, a text, nothing, or an object of a PDF."""
    import pikepdf

    if isinstance(found, pikepdf.Object):
        if found.is_indirect:
            return b"%d %d R" % found.objgen
        return bytes(found.unparse())
    return repr(found).encode()


def _attached(pdf: Any) -> dict[str, tuple[bytes, bytes]]:
    """Return the attachments of a PDF by name: as they are packed, so that nothing is inflated."""
    found = {}
    for name, each in pdf.attachments.items():
        stream = each.obj.EF.F
        found[name] = (bytes(stream.read_raw_bytes()), _text(stream.get("/Filter")))
    return found


def _kind_of(field: Any) -> str:
    """Return what a field holds: a signature, a timestamp, or another thing."""
    if field.get("/FT") != "/Sig" or any(key in field for key in ("/A", "/AA", "/Kids")):
        return "another"
    return str(field.get("/V", {}).get("/Type", "/Sig"))


def _hidden(widget: Any) -> bool:
    return [float(each) for each in widget.get("/Rect", [])] == [0.0] * 4


def _in_box(widget: Any) -> bool:
    sides = [float(each) for each in widget.get("/Rect", [])]
    if len(sides) != 4:
        return False
    left, bottom, right, top = sides
    return left >= BOX[0] and bottom >= BOX[1] and right <= BOX[2] and top <= BOX[3]
