"""Honest packets with a bomb in them: what they bind fits, so that a reader goes on to where it hurts."""

import io
import re
import zlib
from collections.abc import Callable, Iterable

import pikepdf
from forgery_kit import reterm, rewritten
from pdf_bombs import MB


def with_objects(data: bytes, objects: dict[int, bytes]) -> bytes:
    """Append a revision that has these objects, by number; they may replace any."""
    out = io.BytesIO()
    out.write(data)
    rows = []
    for number, each in sorted(objects.items()):
        rows.append(b"%d 1\n%010d 00000 n \n" % (number, out.tell()))
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, each))
    before = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root.objgen[0]
        information = pdf.docinfo.objgen[0]
    start, size = out.tell(), max([root, *objects]) + 200
    out.write(b"xref\n" + b"".join(rows))
    out.write(
        b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /Prev %d >>\n" % (size, root, information, before)
    )
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def _root(data: bytes) -> tuple[int, dict[str, bytes]]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return pdf.Root.objgen[0], {key: _plain(value) for key, value in pdf.Root.items()}


def _plain(value: object) -> bytes:
    assert isinstance(value, pikepdf.Object)
    return b"%d %d R" % value.objgen if value.is_indirect else value.unparse()


def with_root(data: bytes, changed: dict[str, bytes], objects: dict[int, bytes]) -> bytes:
    """Append a revision whose catalogue has other entries, and these objects."""
    number, entries = _root(data)
    root = b" ".join(key.encode() + b" " + each for key, each in (entries | changed).items())
    return with_objects(data, objects | {number: b"<< %s >>" % root})


def _from(first: int, objects: Iterable[bytes]) -> dict[int, bytes]:
    return dict(enumerate(objects, first))


def _names(data: bytes, tree: bytes, objects: dict[int, bytes]) -> bytes:
    return with_root(data, {"/Names": b"<< /EmbeddedFiles %s >>" % tree}, objects)


def _deep_names(data: bytes) -> bytes:
    """The honest names, below thirty thousand branches."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        honest = pdf.Root.Names.EmbeddedFiles
        leaf = b"%d 0 R" % honest.objgen[0] if honest.is_indirect else honest.unparse()
    kids = [b"<< /Kids [%d 0 R] /Limits [(0) (z)] >>" % (1001 + number) for number in range(30_000)]
    kids[-1] = b"<< /Kids [%s] /Limits [(0) (z)] >>" % leaf
    return _names(data, b"1000 0 R", _from(1000, kids))


def _wide_names(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        specs = {name: pdf.Root.Names.EmbeddedFiles.Names[at + 1].objgen[0] for at, name in _listed(pdf)}
    one = next(iter(specs.values()))
    more = b" ".join(b"(a%06d) %d 0 R" % (number, one) for number in range(30_000))
    honest = b" ".join(b"(%s) %d 0 R" % (name.encode(), spec) for name, spec in sorted(specs.items()))
    return _names(data, b"<< /Names [%s %s] >>" % (honest, more), {})


def _listed(pdf: pikepdf.Pdf) -> list[tuple[int, str]]:
    names = pdf.Root.Names.EmbeddedFiles.Names
    return [(at, str(names[at])) for at in range(0, len(names), 2)]


def _bookmarks(data: bytes, number: int) -> bytes:
    """Bookmarks in a ring."""
    items = [
        b"<< /Title (x) /Parent 1000 0 R /Next %d 0 R >>" % (1001 + (each + 1) % number)
        for each in range(number)
    ]
    head = b"<< /Type /Outlines /First 1001 0 R /Last 1001 0 R /Count 1 >>"
    return with_root(data, {"/Outlines": b"1000 0 R"}, _from(1000, [head, *items]))


def _deep_pages(data: bytes) -> bytes:
    """The honest pages, below thirty thousand branches."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        number, count = pdf.Root.Pages.objgen[0], len(pdf.pages)
    tree = b"<< /Type /Pages /Kids [%d 0 R] /Count %d >>"
    kids = [tree % (1001 + each, count) for each in range(30_000)]
    kids[-1] = tree % (number, count)
    return with_root(data, {"/Pages": b"1000 0 R"}, _from(1000, kids))


def _many_pages(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        number, first = pdf.Root.Pages.objgen[0], pdf.pages[0].obj.objgen[0]
    kids = b"%d 0 R " % first * 40_000
    return with_objects(data, {number: b"<< /Type /Pages /Count 40000 /Kids [%s] >>" % kids})


def _of_another_library(pdf: pikepdf.Pdf) -> None:
    """Say that another library made it, so that it is compared page by page."""
    reterm(pdf, lambda terms: terms["versions"].update(pikepdf="0.0.1"))


def _painted(data: bytes, paint: bytes) -> bytes:
    """Paint something over the first page."""

    def change(pdf: pikepdf.Pdf) -> None:
        _of_another_library(pdf)
        pdf.pages[0].contents_add(paint)

    return rewritten(data, change)


def _drawings(data: bytes) -> bytes:
    """Drawings each of which draws the next ten times."""

    def change(pdf: pikepdf.Pdf) -> None:
        _of_another_library(pdf)
        head = {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": [0, 0, 9, 9]}
        inner = pdf.make_stream(b"0 0 1 1 re f ", head)
        for _ in range(7):
            used = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=inner))
            inner = pdf.make_stream(b"/X Do " * 10, {**head, "/Resources": used})
        page = pdf.pages[0]
        page.contents_add(
            b"%s Do" % str(page.add_resource(inner, pikepdf.Name.XObject)).encode(), prepend=True
        )

    return rewritten(data, change)


def _terms(data: bytes, more: Callable[[dict[str, object]], None]) -> bytes:
    return rewritten(data, lambda pdf: reterm(pdf, more))


def _many_filings(terms: dict[str, object]) -> None:
    filings = terms["filings"]
    assert isinstance(filings, list)
    terms["filings"] = [dict(filings[0], name=f"a{number}") for number in range(2_000)]


ARMED: dict[str, Callable[[bytes], bytes]] = {
    "forty thousand dictionaries": lambda data: with_objects(
        data, _from(1000, [b"<< /A << /B [1 2 3] >> >>"] * 40_000)
    ),
    "an array of two hundred thousand numbers": lambda data: with_objects(
        data, {1000: b"[%s]" % (b"1 " * 200_000)}
    ),
    "ten arrays of two hundred thousand": lambda data: with_objects(
        data, _from(1000, [b"[%s]" % (b"[]" * 200_000)] * 10)
    ),
    "arrays a hundred thousand deep": lambda data: with_objects(
        data, {1000: b"[" * 100_000 + b"]" * 100_000}
    ),
    "arrays four hundred deep, a thousand times": lambda data: with_objects(
        data, _from(1000, [b"[" * 400 + b"]" * 400] * 1000)
    ),
    "names thirty thousand deep": _deep_names,
    "thirty thousand names of one attachment": _wide_names,
    "bookmarks in a ring": lambda data: _bookmarks(data, 3),
    "thirty thousand bookmarks in a ring": lambda data: _bookmarks(data, 30_000),
    "pages thirty thousand deep": _deep_pages,
    "one page forty thousand times": _many_pages,
    "a page painted with eight megabytes of nothing": lambda data: _painted(data, b"q Q " * (2 * MB)),
    "a page painted with two hundred megabytes": lambda data: _painted(data, b"q Q " * (45 * MB)),
    "a page painted with one number of eight megabytes": lambda data: _painted(data, b"1" * (7 * MB)),
    "a page painted with an array of eight megabytes": lambda data: _painted(
        data, b"[" + b"1 " * (3 * MB) + b"] TJ"
    ),
    "drawings that draw": _drawings,
    "two thousand filings": lambda data: _terms(data, _many_filings),
    "a million findings": lambda data: _terms(
        data, lambda terms: terms.update(passed_over=["x"] * 1_000_000)
    ),
    "a hundred revisions that replace a page": lambda data: _revised(data, 90),
    "two hundred revisions": lambda data: _revised(data, 200),
    "a stream that nothing uses, of a hundred megabytes": lambda data: with_objects(
        data, {1000: _packed(bytes(100 * MB))}
    ),
    "five hundred streams of three hundred thousand": lambda data: with_objects(
        data, _from(1000, [_packed(bytes(300_000))] * 500)
    ),
}


def _packed(data: bytes) -> bytes:
    packed = zlib.compress(data, 9)
    return b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed)


def _revised(data: bytes, times: int) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0].obj
        number, whole = page.objgen[0], page.unparse(resolved=True)
    for _ in range(times):
        data = with_objects(data, {number: whole})
    return data
