"""What a font on a page shows for a code: the outline of a glyph, and how wide it is.

A font that says other of its glyphs than their outlines, by instructions, variations or pictures, is none of
a packet's. A font may be made to hurt, so that what is read of it is counted.
"""

import io
from collections.abc import Iterator
from typing import Any, Final

from form4kit.storage.sealed import sha256

_MOST: Final = 100_000
"""The steps that one page may take to paint, and the parts that its glyphs may have."""
_PLAIN_FONT: Final = (b"\0\1\0\0", b"true", b"OTTO")
_ALTERING: Final = frozenset(
    ["fpgm", "prep", "cvt ", "fvar", "gvar", "avar", "cvar", "COLR", "SVG ", "sbix", "CBDT", "EBDT", "CFF2"]
)
"""Tables of a font that make a glyph look other than its outline: instructions, variations, pictures."""


class Unknown(ValueError):
    """Say that a page is painted in a way that no packet is."""


class Fonts:
    """Reads fonts: which glyph a code shows, known by its outline, and how wide it is; counts steps."""

    def __init__(self) -> None:
        self.steps = self.clips = 0
        self.programs: dict[str, Any] = {}
        self.outlines: dict[tuple[str, int], str] = {}
        self.widths: dict[Any, tuple[dict[int, float], float]] = {}

    def step(self, many: int = 1) -> None:
        """Take steps more in painting a page. Raises Unknown where there were too many."""
        self.steps += many
        if self.steps > _MOST:
            raise Unknown("takes more to paint than any page of a packet")

    def glyphs(self, font: Any, text: bytes) -> Iterator[tuple[str, float]]:
        """Yield the outline's hash and the width (thousandths) of each glyph that a text shows."""
        if str(font.Subtype) != "/Type0" or str(font.Encoding) != "/Identity-H" or len(text) % 2:
            raise Unknown("shows a font of another kind")
        (inner,) = font.DescendantFonts
        if str(inner.get("/CIDToGIDMap", "/Identity")) != "/Identity":
            raise Unknown("shows a font of another kind")
        descriptor = inner.FontDescriptor
        program = next((descriptor[key] for key in ("/FontFile2", "/FontFile3") if key in descriptor), None)
        if program is None:
            raise Unknown("shows a font that is not in it")
        data = program.read_bytes()
        key = sha256(data)
        if key not in self.programs:
            from fontTools.ttLib import TTFont

            read = TTFont(io.BytesIO(data), lazy=True) if data.startswith(_PLAIN_FONT) else None
            if read is None or _ALTERING & {*read.keys()} or ("glyf" in read and "CFF " in read):
                raise Unknown("shows a font that alters its glyphs")
            self.programs[key] = read
        widths, usual = self._widths(inner)
        for at in range(0, len(text), 2):
            code = text[at] << 8 | text[at + 1]
            yield self._outline(key, code), widths.get(code, usual)

    def _outline(self, key: str, code: int) -> str:
        if (key, code) not in self.outlines:
            from fontTools.pens.recordingPen import DecomposingRecordingPen

            font = self.programs[key]
            glyphs = font.getGlyphSet()
            counted = self.step

            class Pen(DecomposingRecordingPen):  # type: ignore[misc]
                def addComponent(self, name: str, placed: Any, **more: Any) -> None:
                    counted()
                    super().addComponent(name, placed, **more)

            pen, name = Pen(glyphs), font.getGlyphOrder()[code]
            if "glyf" in font and getattr(font["glyf"][name], "program", None):
                raise Unknown("shows a font that alters its glyphs")
            glyphs[name].draw(pen)
            self.outlines[key, code] = sha256(repr((font["head"].unitsPerEm, pen.value)).encode())
        return self.outlines[key, code]

    def _widths(self, inner: Any) -> tuple[dict[int, float], float]:
        import pikepdf

        key = inner.objgen
        if key not in self.widths or not inner.is_indirect:
            found: dict[int, float] = {}
            listed = [*inner.get("/W", [])]
            while listed:
                first, second = int(listed.pop(0)), listed.pop(0)
                if isinstance(second, pikepdf.Array):
                    found.update({first + n: float(each) for n, each in enumerate(second)})
                else:
                    self.step(abs(int(second) - first))
                    found.update(dict.fromkeys(range(first, int(second) + 1), float(listed.pop(0))))
            self.widths[key] = found, float(inner.get("/DW", 1000))
        return self.widths[key]
