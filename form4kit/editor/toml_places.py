"""Where the tables and keys of a TOML file stand, as ranges of its text; the file may be half typed."""

from form4kit.editor.text import Range, normal
from form4kit.place import Path
from form4kit.registry.toml_keys import toml_keys


def toml_places(text: str) -> dict[Path, Range]:
    """Return the range of each key, by the tables and keys that lead to it; of two alike the first."""
    found: dict[Path, Range] = {}
    for path, place in toml_keys(normal(text)):
        found.setdefault(path, Range(place.line, place.column, place.line, place.end))
    return found
