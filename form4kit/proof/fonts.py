"""The font of the proof: Arimo, which has the measures of Arial, EDGAR's own; from a package, so that it is
the same on every machine.

The package holds variable fonts. WeasyPrint lays their bold out with the widths of the regular and cuts a
static font of each for every document, so the three that the form needs are cut here, once per process.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from form4kit.lazy_re import pattern

FAMILY: Final = "Form"

_FACES: Final = {
    "regular": ("Arimo[wght].ttf", 400, "normal"),
    "bold": ("Arimo[wght].ttf", 700, "normal"),
    "italic": ("Arimo-Italic[wght].ttf", 400, "italic"),
}
"""For each face: the variable font, its weight and its style."""

_UNSEEN: Final = pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)


@lru_cache
def faces() -> Mapping[str, bytes]:
    """Return the static fonts by the URL under which the stylesheet knows them."""
    import fontpkg_arimo

    folder = Path(fontpkg_arimo.ROOT, "files")
    return {_url(name): _static(folder / file, weight) for name, (file, weight, _) in _FACES.items()}


def printable(text: str) -> str:
    """Return a text with each run of characters that cannot be printed as code points, `[U+738B U+660E]`.

    These are what the form's font lacks, which would print in whatever font the machine has, or as boxes; and
    what is not seen at all: controls, and marks that turn the direction of the text around.
    """
    known = _known()
    strange = {sign for sign in set(text) if ord(sign) not in known or _UNSEEN.match(sign)}
    if not strange:
        return text
    runs = re.compile(f"[{re.escape(''.join(sorted(strange)))}]+")
    return runs.sub(lambda run: f"[{' '.join(f'U+{ord(sign):04X}' for sign in run[0])}]", text)


@lru_cache
def _known() -> frozenset[int]:
    """Return the code points that every face of the font has, and the white space of a page."""
    import uharfbuzz as harfbuzz

    sets = [frozenset(harfbuzz.Face(harfbuzz.Blob(face)).unicodes) for face in faces().values()]
    return frozenset.intersection(*sets) | {ord(sign) for sign in "\t\n\r"}


def stylesheet() -> str:
    """Return the `@font-face` rules of the family."""
    return "".join(
        f"@font-face {{ font-family: {FAMILY}; src: url({_url(name)});"
        f" font-weight: {weight}; font-style: {style} }}\n"
        for name, (_, weight, style) in _FACES.items()
    )


def _url(name: str) -> str:
    return f"form4kit:{name}.ttf"


def _static(path: Path, weight: int) -> bytes:
    import uharfbuzz as harfbuzz

    face = harfbuzz.Face(harfbuzz.Blob.from_file_path(str(path)))
    cut = harfbuzz.SubsetInput()
    cut.keep_everything()
    cut.pin_axis_location(face, "wght", weight)
    return bytes(harfbuzz.subset(face, cut).blob.data)
