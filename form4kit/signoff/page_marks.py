"""What a page shows, in the order in which it is painted: glyphs, lines, boxes, pictures, each with its
place.

Two pages that show the same have the same marks, whatever library wrote them: points are those of the page,
glyphs are known by their outlines and not by what a font says they are, and what hides another thing is a
mark too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from form4kit.signoff.page_fonts import Fonts, Unknown
from form4kit.storage.sealed import sha256

Matrix = tuple[float, float, float, float, float, float]
_UNIT: Final[Matrix] = (1, 0, 0, 1, 0, 0)
_PAINT: Final = frozenset(["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n", "W", "W*"])
_COLOUR: Final = frozenset(["g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN"])
_STYLE: Final = frozenset(["d", "w", "J", "j", "M", "i", "ri"])
_DEEPEST: Final = 8
_LONGEST: Final = 2 * 1024 * 1024
"""The bytes that what paints one page, form or pattern may have."""
_SPACES: Final = frozenset(["/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/Pattern"])
_STATES: Final = frozenset(["/Type", "/ca", "/CA", "/BM"])
_STROKES: Final = frozenset(["S", "s", "B", "B*", "b", "b*"])


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
    blend: dict[str, Any] = field(default_factory=dict)
    spaces: dict[bool, Any] = field(default_factory=dict)
    clips: tuple[int, ...] = ()
    font: Any = None
    size: float = 0.0
    spacing: tuple[float, float, float, float, float, int] = (0.0, 0.0, 100.0, 0.0, 0.0, 0)

    def copy(self) -> "_State":
        return replace(self, style=dict(self.style), blend=dict(self.blend), spaces=dict(self.spaces))

    @property
    def seen_through(self) -> tuple[Any, ...]:
        """What all that is painted is seen through: how it blends, and the clips in force, by number."""
        return tuple(sorted(self.blend.items())), self.clips

    @property
    def pen(self) -> tuple[float, ...]:
        """How wide a line is on the page, along both axes."""
        wide = float(self.style.get("w", (1.0,))[0])
        return tuple(round(wide * each, 2) for each in self.matrix[:4])


def marks_of(page: Any) -> tuple[PaintedMark, ...]:
    """Return the marks of a page of pikepdf. Raises Unknown where it is painted as no packet is."""
    try:
        return tuple(_painted(page.obj, page.obj.get("/Resources"), _State(), Fonts(), 0))
    except Unknown:
        raise
    except Exception as error:  # a font may be anything at all, and fontTools raises what it stumbles over
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


def _painted(content: Any, resources: Any, state: _State, fonts: Fonts, depth: int) -> Iterator[PaintedMark]:
    """Yield the marks of a content stream."""
    import pikepdf

    if depth > _DEEPEST:
        raise Unknown("is nested deeper than any packet")
    if any(str(each).startswith("/Default") for each in (resources or {}).get("/ColorSpace", {})):
        raise Unknown("is painted in colours that it defines itself")
    _within(content)
    fonts.step(100)
    kept: list[_State] = []
    path: list[tuple[str, tuple[float, ...]]] = []
    text = line = _UNIT
    for step in pikepdf.parse_content_stream(content):
        fonts.step()
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
                pen = state.pen if name in _STROKES else ()
                colour = (
                    state.fill,
                    state.stroke,
                    tuple(sorted(state.style.items())),
                    state.seen_through,
                    pen,
                )
                kind = "a clip" if name in ("W", "W*") else "a line or box"
                points = tuple(each for _, placed in path for each in placed)
                yield PaintedMark(kind, (name, shape, () if kind == "a clip" else colour), points)
                if kind == "a clip":
                    fonts.clips += 1
                    state.clips = (*state.clips, fonts.clips)
            if name not in ("W", "W*"):
                path = []
        elif name in _COLOUR:
            value = _colour(name, operands, resources, state, fonts, depth)
            if name[0].isupper():
                state.stroke = value
            else:
                state.fill = value
        elif name in _STYLE:
            state.style[name] = tuple(plain(each) for each in operands)
        elif name == "gs":
            more = resources["/ExtGState"][str(operands[0])]
            if {*more.keys()} - _STATES:
                raise Unknown("is painted through a mask, which no packet is")
            state.blend |= {str(key): plain(each) for key, each in more.items() if key != "/Type"}
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
                    text = _times(
                        (1, 0, 0, 1, -float(each) / 1000 * state.size * state.spacing[2] / 100, 0), text
                    )
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
    wide = state.size * state.spacing[2] / 100
    whole = _times((wide, 0, 0, state.size, 0, state.spacing[4]), _times(text, state.matrix))
    mode = state.spacing[5]
    drawn = (state.stroke, tuple(sorted(state.style.items())), state.pen) if mode else ()
    colour = (state.fill, drawn, state.seen_through)
    return PaintedMark("a word", (outline, mode, colour), whole)


def _drawn(drawn: Any, resources: Any, state: _State, fonts: Fonts, depth: int) -> Iterator[PaintedMark]:
    """Yield the marks of a form, or a picture as one."""
    if str(drawn.Subtype) == "/Image":
        seen = [_picture(each) for each in (drawn, drawn.get("/SMask")) if each is not None]
        yield PaintedMark("a picture", (*seen, state.fill, state.seen_through), state.matrix)
        return
    inner = state.copy()
    inner.matrix = _times(_matrix(drawn.get("/Matrix", _UNIT)), state.matrix)
    box = _placed("re", _corners(drawn.BBox), inner.matrix)
    yield PaintedMark("a clip", ("form", repr(plain(drawn.get("/Group")))), box)
    yield from _painted(drawn, drawn.get("/Resources", resources), inner, fonts, depth + 1)
    yield PaintedMark("a clip", ("end of form",), ())


def _picture(drawn: Any) -> tuple[str, str]:
    """Return what there is to a picture, its mask aside: its bytes, and all that its dictionary says."""
    aside = ("/Length", "/SMask", "/Type", "/Metadata", "/StructParent")
    about = sorted((key, repr(plain(each))) for key, each in drawn.items() if key not in aside)
    return sha256(drawn.read_raw_bytes()), repr(about)


def _within(content: Any) -> None:
    """Raise Unknown where what is painted has more bytes than any page of a packet."""
    import pikepdf

    if not isinstance(content, pikepdf.Stream):
        content = content.get("/Contents", [])
    parts = [content] if isinstance(content, pikepdf.Stream) else [*content]
    if sum(len(each.read_bytes()) for each in parts) > _LONGEST:
        raise Unknown("takes more to paint than any page of a packet")


def _colour(
    name: str, operands: Any, resources: Any, state: _State, fonts: Fonts, depth: int
) -> tuple[Any, ...]:
    values: list[Any] = [plain(each) for each in operands]
    if name in ("scn", "SCN") and operands and str(operands[-1]).startswith("/"):
        pattern = resources["/Pattern"][str(operands[-1])]
        if int(pattern.PatternType) != 1:
            raise Unknown("is painted with a shading, which no packet is")
        inside = _painted(pattern, pattern.get("/Resources"), _State(), fonts, depth + 1)
        about = [plain(pattern.get(key)) for key in ("/Matrix", "/BBox", "/XStep", "/YStep")]
        values[-1] = tuple((mark.kind, mark.what, _near(mark.points)) for mark in inside)
        return (name, *values, repr(rounded(about)), state.spaces.get(name.isupper()))
    if name in ("cs", "CS"):
        if values[0] not in _SPACES:
            raise Unknown("is painted in colours that it defines itself")
        state.spaces[name == "CS"] = values[0]
    elif name in ("sc", "SC", "scn", "SCN"):
        values.insert(0, state.spaces.get(name.isupper()))
    return (name, *values)


def _near(points: Sequence[float]) -> tuple[float, ...]:
    return tuple(round(each, 1) for each in points)


def rounded(value: Any) -> Any:
    """Return plain values with their numbers to a tenth."""
    if isinstance(value, float):
        return round(value, 1)
    return tuple(rounded(each) for each in value) if isinstance(value, (list, tuple)) else value


def plain(value: Any) -> Any:
    """Return a PDF value as plain values, comparable; of a stream its bytes' hash."""
    import pikepdf

    if isinstance(value, pikepdf.Stream):
        return ("stream", sha256(value.read_bytes()))
    if isinstance(value, pikepdf.Array | list | tuple):
        return tuple(plain(each) for each in value)
    if isinstance(value, pikepdf.Dictionary):
        return tuple((str(key), plain(each)) for key, each in sorted(value.items()) if key != "/Parent")
    return round(float(value), 4) if _is_number(value) else str(value)


def _is_number(value: Any) -> bool:
    from decimal import Decimal

    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


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
