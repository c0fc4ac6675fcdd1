"""The font of the proof: Arimo, which has the measures of Arial, EDGAR's own; from a package, so that it is
the same on every machine.

The package holds variable fonts. WeasyPrint lays their bold out with the widths of the regular and cuts a
static font of each for every document, so the three that the form needs are cut here, once per process.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

FAMILY: Final = "Form"

_FACES: Final = {
    "regular": ("Arimo[wght].ttf", 400, "normal"),
    "bold": ("Arimo[wght].ttf", 700, "normal"),
    "italic": ("Arimo-Italic[wght].ttf", 400, "italic"),
}
"""For each face: the variable font, its weight and its style."""


@lru_cache
def faces() -> Mapping[str, bytes]:
    """Return the static fonts by the URL under which the stylesheet knows them."""
    import fontpkg_arimo

    folder = Path(fontpkg_arimo.ROOT, "files")
    return {_url(name): _static(folder / file, weight) for name, (file, weight, _) in _FACES.items()}


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
