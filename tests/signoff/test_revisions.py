"""What may stand in a signed file and did not in its packet: a signature and its proofs, nothing else."""

from collections.abc import Mapping

import pytest
from pdf_bombs import stream, written

from form4kit.signoff.revisions import additions

CATALOGUE, PAGES, FIRST, LAST, FILE, HELD, NAMES, TREE, ABOUT, MORE, FIELD, VALUE = range(1, 13)
PACKET: dict[int, bytes] = {
    CATALOGUE: b"<< /Type /Catalog /Pages 2 0 R /Names 7 0 R /Lang (en) %s >>",
    PAGES: b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
    FIRST: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Rotate 0 %s >>",
    LAST: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Rotate 0 %s >>",
    FILE: b"<< /Type /Filespec /F (a.xml) /UF (a.xml) /EF << /F 6 0 R >> >>",
    HELD: stream(b"<a/>"),
    NAMES: b"<< /EmbeddedFiles 8 0 R /Dests << /Names [] >> %s >>",
    TREE: b"<< /Names [(a.xml) 5 0 R %s] >>",
    ABOUT: b"<< /Title (Packet) >>",
    MORE: stream(b"1 0 0 1 0 0 cm"),
}
WIDGET = b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (S) /Rect [%s] /V 12 0 R %s >>"
BOX = b"43 36 403 136"
FORM = b"/AcroForm << /Fields [11 0 R] >>"
ANNOTS = b"/Annots [11 0 R]"
SIGNED = {
    CATALOGUE: FORM,
    LAST: ANNOTS,
    FIELD: WIDGET % (BOX, b""),
    VALUE: b"<< /Type /Sig >>",
}


def made(*changes: Mapping[int, bytes]) -> bytes:
    """The packet with what is put into some of its objects, or in place of them."""
    objects = dict(PACKET)
    for change in changes:
        for number, each in change.items():
            whole = objects.get(number, b"")
            objects[number] = whole % (each + b" %s") if b"%s" in whole else each
    return written([each.replace(b"%s", b"") for each in objects.values()], trailer=b"/Info %d 0 R" % ABOUT)


def told(change: Mapping[int, bytes]) -> list[str]:
    return list(additions(made(), made(change)))


def widget(box: bytes = BOX, more: bytes = b"", **other: bytes) -> dict[int, bytes]:
    text = WIDGET % (box, more)
    for old, new in other.items():
        assert b"/%s " % old.encode() in text
        text = text.replace(b"/%s " % old.encode(), new)
    return {**SIGNED, FIELD: text}


STAMP = {FIELD: WIDGET % (b"0 0 0 0", b""), VALUE: b"<< /Type /DocTimeStamp >>"}
HONEST: dict[str, dict[int, bytes]] = {
    "a signature in its box": SIGNED,
    "a signature within its box": widget(b"44 37 402 135"),
    "a signature that is not seen": widget(b"0 0 0 0"),
    "a signature that is not seen, on another page": {**SIGNED, LAST: b"", FIRST: ANNOTS, **STAMP},
    "a timestamp": {**SIGNED, **STAMP},
    "a field that has no value yet": {**SIGNED, VALUE: b"<< >>"},
    "proofs beside it": {
        **SIGNED,
        CATALOGUE: FORM + b"/DSS << >> /Perms << >> /Extensions << >> /Version /1.7 /Metadata 10 0 R",
    },
    "a title that was changed": {**SIGNED, ABOUT: b"<< /Title (Other) >>"},
    "what was seen in signing": {
        **SIGNED,
        TREE: b"(signing.json) << /Type /Filespec /F (signing.json) /UF (signing.json) /EF << /F 6 0 R >> >>",
    },
}
SPEC = b"(%s) << /Type /Filespec /F (%s) /UF (%s) /EF << /F 6 0 R >> >>"
FORGED: dict[str, tuple[dict[int, bytes], str]] = {
    "a stream": ({**SIGNED, HELD: stream(b"<b/>")}, "replaces object 6 of the packet"),
    "what a stream says of itself": (
        {**SIGNED, MORE: stream(b"1 0 0 1 0 0 cm", b"/A 1")},
        "replaces object 10 of the packet",
    ),
    "a dictionary": ({**SIGNED, PAGES: PACKET[PAGES].replace(b">>", b"/X 1 >>")}, "replaces object 2"),
    "a script": ({**SIGNED, CATALOGUE: FORM + b"/OpenAction << >>"}, "has OpenAction added to it"),
    "a language": (
        {**SIGNED, CATALOGUE: FORM + b"/Lang (de)"},
        "has Lang changed",
    ),
    "names of scripts": ({**SIGNED, NAMES: b"/JavaScript << >>"}, "has JavaScript added to it"),
    "names of places": ({**SIGNED, NAMES: b"/Dests << /Names [(a) 3] >>"}, "has Dests changed"),
    "a turned page": ({**SIGNED, FIRST: b"/Rotate 90"}, "has Rotate of page 1 changed"),
    "a page with more": ({**SIGNED, LAST: ANNOTS + b"/AA << >>"}, "has AA of page 2 changed"),
    "a note": (widget(Subtype=b"/Subtype /Text /A2 "), "has an annotation laid over page 2"),
    "a field of text": (widget(FT=b"/FT /Tx /F2 "), "has an annotation laid over page 2"),
    "a signature that acts": (widget(more=b"/A << >>"), "has an annotation laid over page 2"),
    "a signature that acts by itself": (widget(more=b"/AA << >>"), "has an annotation laid over page 2"),
    "a signature on another page": (
        {**SIGNED, LAST: b"", FIRST: ANNOTS},
        "shows its signature where it may hide what page 1 says",
    ),
    "a signature that is not seen on one side": (
        widget(b"0 0 0 1"),
        "shows its signature where it may hide what page 2 says",
    ),
    "a signature that has no place": (
        widget(Rect=b"/Rects "),
        "shows its signature where it may hide what page 2 says",
    ),
    "another file": ({**SIGNED, TREE: SPEC.replace(b"%s", b"b.xml")}, "has b.xml attached"),
    "a script in the form": (
        {**SIGNED, CATALOGUE: b"/AcroForm << /Fields [11 0 R] /XFA () >>"},
        "has a form added to it",
    ),
    "a form that a reader draws": (
        {**SIGNED, CATALOGUE: b"/AcroForm << /Fields [11 0 R] /NeedAppearances true >>"},
        "has a form added to it",
    ),
    "two signatures": (
        {**SIGNED, CATALOGUE: b"/AcroForm << /Fields [11 0 R 11 0 R] >>"},
        "has fields beside its signature",
    ),
    "a field of another kind": (widget(FT=b"/FT /Tx /F2 "), "has fields beside its signature"),
    "a value of another kind": ({**SIGNED, VALUE: b"<< /Type /Other >>"}, "has fields beside its signature"),
    "a field with fields below": (widget(more=b"/Kids []"), "has fields beside its signature"),
    "a field that acts": (widget(more=b"/A << >>"), "has fields beside its signature"),
    "a field that acts by itself": (widget(more=b"/AA << >>"), "has fields beside its signature"),
}
OUTSIDE = (b"42 36 403 136", b"43 35 403 136", b"43 36 404 136", b"43 36 403 137")


@pytest.mark.parametrize("name", sorted(HONEST))
def test_a_signature_and_its_proofs_may_be_added(name: str) -> None:
    assert told(HONEST[name]) == []


@pytest.mark.parametrize("name", sorted(FORGED))
def test_anything_else_is_told(name: str) -> None:
    change, said = FORGED[name]
    assert any(each.startswith(said) for each in told(change)), told(change)


@pytest.mark.parametrize("box", OUTSIDE)
def test_a_signature_shows_in_its_box_alone(box: bytes) -> None:
    assert told(widget(box)) == ["shows its signature where it may hide what page 2 says"]


def test_what_was_there_is_there_still() -> None:
    noted = {FIRST: b"/Annots [10 0 R]", MORE: b"<< /Type /Annot /Subtype /Link >>"}
    one = made(noted)
    assert list(additions(one, made(noted, SIGNED))) == []
    assert list(additions(one, made(SIGNED))) == ["replaces object 10 of the packet"]
    moved = {**noted, FIRST: b"/Annots [11 0 R 10 0 R]"}
    assert "has annotations of page 1 changed" in list(additions(one, made(moved, SIGNED)))
    both = {**noted, FIRST: b"/Annots [10 0 R 11 0 R]"}
    hidden = {**SIGNED, LAST: b"", FIELD: WIDGET % (b"0 0 0 0", b"")}
    assert list(additions(one, made(both, hidden))) == []


def test_a_page_more_or_less_is_told() -> None:
    one = {PAGES: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"}
    assert told(one) == ["has 1 pages, the packet had 2"]


def test_a_file_that_is_lost_or_replaced_is_told() -> None:
    assert told({**SIGNED, FILE: PACKET[FILE]}) == []
    without = dict(PACKET)
    without[TREE] = b"<< /Names [] >>"
    lost = written([each.replace(b"%s", b"") for each in without.values()], trailer=b"/Info 9 0 R")
    assert list(additions(made(), lost)) == ["has lost its attachment a.xml"]
    other = dict(PACKET)
    other[TREE] = b"<< /Names [(a.xml) << /Type /Filespec /F (a.xml) /UF (a.xml) /EF << /F 10 0 R >> >>] >>"
    replaced = written([each.replace(b"%s", b"") for each in other.values()], trailer=b"/Info 9 0 R")
    assert list(additions(made(), replaced)) == ["has its attachment a.xml replaced"]


def test_what_was_a_form_before_is_told() -> None:
    assert "was a form before it was signed" in list(additions(made({CATALOGUE: FORM}), made(SIGNED)))
