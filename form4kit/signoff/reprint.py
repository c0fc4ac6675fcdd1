"""Hold a packet against itself: make it again from its own attachments, and see that its pages show what it
binds."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from form4kit.signoff.assemble import NotItself, make_again
from form4kit.signoff.attached import NotAPacket, attachments_of, terms_of
from form4kit.signoff.packet import versions
from form4kit.signoff.page_fonts import Unknown
from form4kit.signoff.page_marks import differ, marks_of
from form4kit.signoff.reading import reading_code
from form4kit.signoff.statement_packet import make_statements_again
from form4kit.signoff.terms import FORMAT, STATEMENTS, TERMS, read_terms

OWN: Final = ("form4kit", "rules", "weasyprint")
"""The versions without which a packet cannot be made again; the others are libraries that write the same
pages."""
_ACTIVE: Final = frozenset(
    ["/AA", "/A", "/OpenAction", "/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/AcroForm", "/Annots"]
)
_HIDING: Final = frozenset(["/OCProperties", "/Perms", "/Extensions", "/Collection", "/PageLabels", "/URI"])
_ELSEWHERE: Final = frozenset(["/Prev", "/XRefStm", "/Encrypt"])
_TREE: Final = frozenset(["/Type", "/Kids", "/Count", "/Parent"])


class OtherVersion(ValueError):
    """Say that another version made a packet, so that it cannot be made again here."""


@dataclass(frozen=True, slots=True)
class Reprint:
    """How a packet was found to be itself: by its bytes, or by its pages where `libraries` differ."""

    libraries: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What was compared, in words."""
        if not self.libraries:
            return "made again from its own attachments, byte for byte"
        return f"made again from its own attachments, page by page ({', '.join(self.libraries)})"


def reprint(data: bytes) -> Reprint:
    """Make an unsigned packet, or the first revision of a signed one, again.

    Raises NotAPacket where it is none, OtherVersion where it was made by another version of form4kit, its
    rules or WeasyPrint, and NotItself where its pages, its terms and its attachments do not fit each other.
    """
    terms = terms_of(data)
    others = other_versions(terms)
    own = [f"{name} {made or 'not said'}" for name, made, _ in others if name in OWN]
    if read_terms(terms).format != FORMAT or own:
        raise OtherVersion(f"was made by {', '.join(own) or 'an older form4kit'}: build it again")
    if active := next(iter(active_content(data)), None):
        raise NotItself(f"holds what a packet never does: {active}")
    attachments = attachments_of(data)
    if STATEMENTS in terms:
        again = make_statements_again(terms, attachments)
    else:
        again = make_again(terms, attachments, exact=not others)
    if terms.get("reading") not in (None, reading_code(terms)):
        raise NotItself(f"{TERMS} says another code than its filings give")
    if again == data:
        return Reprint()
    if differing := next(_pages_differ(data, again), ""):
        raise NotItself(differing)
    if not others:
        raise NotItself("is not byte for byte what its own attachments give: build it again")
    return Reprint(tuple(f"{name} {made}, here {here}" for name, made, here in others))


def other_versions(terms: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return what is of another version than where a packet was made: name, version there, version here."""
    made, here = read_terms(terms).versions, versions()
    names = dict.fromkeys([*here, *made])
    return [
        (name, made.get(name, ""), here.get(name, ""))
        for name in names
        if made.get(name, "") != here.get(name, "")
    ]


def active_content(data: bytes) -> Iterator[str]:
    """Yield what in a PDF acts, lies over a page or hides: scripts, actions, annotations, layers."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for key in ("/Root", "/Info"):
                if key not in pdf.trailer:
                    yield f"no {key}"
            yield from sorted(_keys(pdf.Root) & _HIDING)
            for each in pdf.objects:
                yield from _acting(each, 0)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        raise NotAPacket("is not a sound PDF") from None


def _acting(value: Any, depth: int) -> Iterator[str]:
    """Yield what acts in a value, in what stands directly in it too."""
    import pikepdf

    if depth > 20:
        yield "what is nested deeper than anything in a packet"
        return
    if isinstance(value, pikepdf.Array):
        for each in value:
            if not getattr(each, "is_indirect", False):
                yield from _acting(each, depth + 1)
    elif isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
        names = _keys(value)
        if str(value.get("/Type")) == "/StructElem" or "/Pg" in names:
            names -= {"/A"}  # the attributes of a tag
        yield from sorted(names & _ACTIVE)
        if str(value.get("/Type")) in ("/Annot", "/Action", "/OCG", "/OCMD"):
            yield str(value["/Type"])
        for key in names:
            if not getattr(value[key], "is_indirect", False) and key != "/Parent":
                yield from _acting(value[key], depth + 1)


def _pages_differ(data: bytes, again: bytes) -> Iterator[str]:
    """Yield where the pages of a packet show other than they should, by page."""
    import pikepdf

    if data.count(b"startxref") != 1:
        yield "was added to after it was made"
    with pikepdf.open(io.BytesIO(again)) as right, pikepdf.open(io.BytesIO(data)) as given:
        if len(right.pages) != len(given.pages):
            yield f"has {len(given.pages)} pages, where its attachments give {len(right.pages)}"
            return
        if _keys(given.Root) != _keys(right.Root) or _keys(given.Root.Names) != _keys(right.Root.Names):
            yield "its catalogue has other entries than a packet's"
        if given.get_warnings() or _keys(given.trailer) & _ELSEWHERE:
            yield "is written in a way that no packet is"
        if any(_inherits(page.obj) for page in given.pages):
            yield "its pages take over what no packet's do"
        if _titles(given) != _titles(right):
            yield "its bookmarks are not those of what it binds"
        for number, (first, second) in enumerate(zip(right.pages, given.pages, strict=True), 1):
            if why := _page_differs(first, second):
                yield f"page {number} does not show what its attachments give: {why}"


def _page_differs(right: Any, given: Any) -> str:
    if _keys(right.obj) != _keys(given.obj):
        return "it has other entries"
    for box in (key for key in _keys(right.obj) if key.endswith("Box")):
        sizes = [[round(float(one), 1) for one in page.obj.get(box, [])] for page in (right, given)]
        if sizes[0] != sizes[1]:
            return "another size"
    try:
        return differ(marks_of(right), marks_of(given))
    except Unknown as error:
        return str(error)


def _inherits(page: Any) -> bool:
    """Tell whether what stands above a page says anything of it: a box, a rotation, resources."""
    above, depth = page.get("/Parent"), 0
    while above is not None and depth < 50:
        if _keys(above) - _TREE:
            return True
        above, depth = above.get("/Parent"), depth + 1
    return above is not None


def _keys(value: Any) -> set[str]:
    return {str(key) for key, _ in value.items()}


def _titles(pdf: Any) -> list[str]:
    with pdf.open_outline() as outline:
        return [str(each.title) for each in outline.root]
