"""What a page shows, in the order in which it is painted: glyphs, lines, boxes, pictures, each with its
place.

Two pages that show the same have the same marks, whatever library wrote them: points are those of the page,
glyphs are known by their outlines and not by what a font says they are, and what hides another thing is a
mark too.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from form4kit.storage.sealed import sha256

Matrix = tuple[float, float, float, float, float, float]
_UNIT: Final[Matrix] = (1, 0, 0, 1, 0, 0)
_PAINT: Final = frozenset(["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n", "W", "W*"])
_COLOUR: Final = frozenset(["g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN"])
_STYLE: Final = frozenset(["d", "w", "J", "j", "M", "i", "ri"])
_DEEPEST: Final = 8


class Unknown(ValueError):
    """Say that a page is painted in a way that no packet is."""


@dataclass(frozen=True, slots=True)
class PaintedMark:
    """One thing painted: what it is, all that must be equal of it, and its points in the page's units."""

    kind: str
    what: tuple[Any, ...]
    points: tuple[float, ...]


@dataclass
class _State:
    """The graphics state, as far as it changes what is seen."""

    matrix: Matrix = _UNIT
    fill: tuple[Any, ...] = ("g", 0.0)
    stroke: tuple[Any, ...] = ("G", 0.0)
    style: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    font: Any = None
    size: float = 0.0
    spacing: tuple[float, float, float, float, float, int] = (0.0, 0.0, 100.0, 0.0, 0.0, 0)

    def copy(self) -> "_State":
        return _State(
            self.matrix, self.fill, self.stroke, dict(self.style), self.font, self.size, self.spacing
        )


def marks_of(page: Any) -> tuple[PaintedMark, ...]:
    """Return the marks of a page of pikepdf. Raises Unknown where it is painted as no packet is."""
    try:
        return tuple(_painted(page.obj, page.obj.get("/Resources"), _State(), _Fonts(), 0))
    except (KeyError, TypeError, AttributeError, IndexError, ZeroDivisionError) as error:
        raise Unknown(f"cannot be followed ({type(error).__name__})") from None


def differ(one: Sequence[PaintedMark], other: Sequence[PaintedMark], within: float = 0.5) -> str:
    """Say what first differs between two pages; points may be off by `within` (points of 1/72 inch) each."""
    for first, second in zip(one, other, strict=False):
        if first.kind != second.kind or first.what != second.what or len(first.points) != len(second.points):
            return f"{second.kind} where {first.kind} should be" if first.kind != second.kind else first.kind
        if any(abs(a - b) > within for a, b in zip(first.points, second.points, strict=True)):
            return f"{first.kind} in another place"
    if len(one) != len(other):
        return f"{len(other)} marks where {len(one)} should be"
    return ""


class _Fonts:
    """Reads fonts: which glyph a code shows, known by its outline, and how wide it is."""

    def __init__(self) -> None:
        self.programs: dict[str, Any] = {}
        self.outlines: dict[tuple[str, int], str] = {}
        self.widths: dict[Any, tuple[dict[int, float], float]] = {}

    def glyphs(self, font: Any, text: bytes) -> Iterator[tuple[str, float]]:
        """Yield the outline's hash and the width (thousandths) of each glyph that a text shows."""
        if str(font.Subtype) != "/Type0" or str(font.Encoding) != "/Identity-H" or len(text) % 2:
            raise Unknown("shows a font of another kind")
        inner = font.DescendantFonts[0]
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

            self.programs[key] = TTFont(io.BytesIO(data), lazy=True)
        widths, usual = self._widths(inner)
        for at in range(0, len(text), 2):
            code = text[at] << 8 | text[at + 1]
            yield self._outline(key, code), widths.get(code, usual)

    def _outline(self, key: str, code: int) -> str:
        if (key, code) not in self.outlines:
            from fontTools.pens.recordingPen import DecomposingRecordingPen

            font = self.programs[key]
            glyphs = font.getGlyphSet()
            pen = DecomposingRecordingPen(glyphs)
            glyphs[font.getGlyphOrder()[code]].draw(pen)
            self.outlines[key, code] = sha256(repr((font["head"].unitsPerEm, pen.value)).encode())
        return self.outlines[key, code]

    def _widths(self, inner: Any) -> tuple[dict[int, float], float]:
        key = inner.objgen
        if key not in self.widths or key == (0, 0):
            found: dict[int, float] = {}
            listed = [*inner.get("/W", [])]
            while listed:
                first, second = int(listed.pop(0)), listed.pop(0)
                if _is_array(second):
                    found.update({first + n: float(each) for n, each in enumerate(second)})
                else:
                    found.update(dict.fromkeys(range(first, int(second) + 1), float(listed.pop(0))))
            self.widths[key] = found, float(inner.get("/DW", 1000))
        return self.widths[key]


def _painted(content: Any, resources: Any, state: _State, fonts: _Fonts, depth: int) -> Iterator[PaintedMark]:
    """Yield the marks of a content stream."""
    import pikepdf

    if depth > _DEEPEST:
        raise Unknown("is nested deeper than any packet")
    kept: list[_State] = []
    path: list[tuple[str, tuple[float, ...]]] = []
    text = line = _UNIT
    for step in pikepdf.parse_content_stream(content):
        operands, name = step.operands, str(step.operator)
        if name == "q":
            kept.append(state.copy())
        elif name == "Q":
            state = kept.pop() if kept else state
        elif name == "cm":
            state.matrix = _times(_matrix(operands), state.matrix)
        elif name in ("m", "l", "c", "v", "y", "re", "h"):
            path.append((name, _placed(name, [float(each) for each in operands], state.matrix)))
        elif name in _PAINT:
            if path and name != "n":
                shape = "".join(each for each, _ in path)
                colour = (state.fill, state.stroke, tuple(sorted(state.style.items())))
                kind = "a clip" if name in ("W", "W*") else "a line or box"
                points = tuple(each for _, placed in path for each in placed)
                yield PaintedMark(kind, (name, shape, () if kind == "a clip" else colour), points)
            if name not in ("W", "W*"):
                path = []
        elif name in _COLOUR:
            value = _colour(name, operands, resources, fonts, depth)
            if name[0].isupper():
                state.stroke = value
            else:
                state.fill = value
        elif name in _STYLE:
            state.style[name] = tuple(_plain(each) for each in operands)
        elif name == "gs":
            state.style["gs"] = (_plain(resources["/ExtGState"][str(operands[0])]),)
        elif name == "BT":
            text = line = _UNIT
        elif name == "Tf":
            state.font, state.size = resources["/Font"][str(operands[0])], float(operands[1])
        elif name in ("Tc", "Tw", "Tz", "TL", "Ts", "Tr"):
            at = ("Tc", "Tw", "Tz", "TL", "Ts", "Tr").index(name)
            values = list(state.spacing)
            values[at] = float(operands[0])
            state.spacing = (values[0], values[1], values[2], values[3], values[4], int(values[5]))
        elif name == "Tm":
            text = line = _matrix(operands)
        elif name in ("Td", "TD"):
            if name == "TD":
                state.spacing = (*state.spacing[:3], -float(operands[1]), *state.spacing[4:])
            text = line = _times((1, 0, 0, 1, float(operands[0]), float(operands[1])), line)
        elif name == "T*":
            text = line = _times((1, 0, 0, 1, 0, -state.spacing[3]), line)
        elif name in ("Tj", "TJ"):
            shown = operands[0] if name == "TJ" else [operands[0]]
            for each in shown:
                if _is_number(each):
                    text = _times((1, 0, 0, 1, -float(each) / 1000 * state.size, 0), text)
                    continue
                for outline, width in fonts.glyphs(state.font, bytes(each)):
                    yield _glyph(outline, text, state)
                    wide = (width / 1000 * state.size + state.spacing[0]) * state.spacing[2] / 100
                    text = _times((1, 0, 0, 1, wide, 0), text)
        elif name == "Do":
            yield from _drawn(resources["/XObject"][str(operands[0])], resources, state, fonts, depth)
        elif name in ("BDC", "BMC", "EMC", "MP", "DP", "ET"):
            continue
        else:
            raise Unknown(f"is painted with {name}, which no packet is")


def _glyph(outline: str, text: Matrix, state: _State) -> PaintedMark:
    whole = _times((state.size, 0, 0, state.size, 0, state.spacing[4]), _times(text, state.matrix))
    mode = state.spacing[5]
    colour = (state.fill, state.stroke if mode else (), state.style.get("gs", ()))
    return PaintedMark("a word", (outline, mode, colour), whole)


def _drawn(drawn: Any, resources: Any, state: _State, fonts: _Fonts, depth: int) -> Iterator[PaintedMark]:
    """Yield the marks of a form, or a picture as one."""
    if str(drawn.Subtype) == "/Image":
        mask = drawn.get("/SMask")
        seen = tuple(sha256(each.read_raw_bytes() if each is not None else b"") for each in (drawn, mask))
        about = {key: _plain(drawn[key]) for key in ("/Width", "/Height", "/ColorSpace") if key in drawn}
        yield PaintedMark("a picture", (*seen, repr(about), state.style.get("gs", ())), state.matrix)
        return
    inner = state.copy()
    inner.matrix = _times(_matrix(drawn.get("/Matrix", _UNIT)), state.matrix)
    box = _placed("re", _corners(drawn.BBox), inner.matrix)
    yield PaintedMark("a clip", ("form", repr(_plain(drawn.get("/Group")))), box)
    yield from _painted(drawn, drawn.get("/Resources", resources), inner, fonts, depth + 1)
    yield PaintedMark("a clip", ("end of form",), ())


def _colour(name: str, operands: Any, resources: Any, fonts: _Fonts, depth: int) -> tuple[Any, ...]:
    plain: list[Any] = [_plain(each) for each in operands]
    if name in ("scn", "SCN") and operands and str(operands[-1]).startswith("/"):
        pattern = resources["/Pattern"][str(operands[-1])]
        if int(pattern.PatternType) != 1:
            raise Unknown("is painted with a shading, which no packet is")
        inside = _painted(pattern, pattern.get("/Resources"), _State(), fonts, depth + 1)
        about = [_plain(pattern.get(key)) for key in ("/Matrix", "/BBox", "/XStep", "/YStep")]
        plain[-1] = tuple((mark.kind, mark.what, _near(mark.points)) for mark in inside)
        return (name, *plain, repr(_rounded(about)))
    if name in ("cs", "CS"):
        return (name, _plain((resources or {}).get("/ColorSpace", {}).get(str(operands[0]), operands[0])))
    return (name, *plain)


def _near(points: Sequence[float]) -> tuple[float, ...]:
    return tuple(round(each, 1) for each in points)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 1)
    return tuple(_rounded(each) for each in value) if isinstance(value, (list, tuple)) else value


def _plain(value: Any) -> Any:
    """Return a PDF value as plain values, comparable; of a stream its bytes' hash."""
    import pikepdf

    if isinstance(value, pikepdf.Stream):
        return ("stream", sha256(value.read_bytes()))
    if isinstance(value, pikepdf.Array | list | tuple):
        return tuple(_plain(each) for each in value)
    if isinstance(value, pikepdf.Dictionary):
        return tuple((str(key), _plain(each)) for key, each in sorted(value.items()) if key != "/Parent")
    return round(float(value), 4) if _is_number(value) else str(value)


def _is_number(value: Any) -> bool:
    from decimal import Decimal

    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


def _is_array(value: Any) -> bool:
    import pikepdf

    return isinstance(value, (pikepdf.Array, list))


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(each) for each in operands)
    return a, b, c, d, e, f


def _times(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _corners(box: Any) -> list[float]:
    left, low, right, high = (float(each) for each in box)
    return [left, low, right - left, high - low]


def _placed(name: str, values: list[float], matrix: Matrix) -> tuple[float, ...]:
    """Return the points of a part of a path as they lie on the page; of a box its four corners."""
    if name == "re":
        x, y, w, h = values
        values = [x, y, x + w, y, x + w, y + h, x, y + h]
    placed: list[float] = []
    for x, y in zip(values[::2], values[1::2], strict=True):
        placed += [
            x * matrix[0] + y * matrix[2] + matrix[4],
            x * matrix[1] + y * matrix[3] + matrix[5],
        ]
    return tuple(placed)
