"""Work out the numbers of lists, which a Word file does not hold: it holds how to count."""

from form4kit.exhibits.docx_xml import WordElement
from form4kit.lazy_re import pattern

_PLACE = pattern(r"%([1-9])")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LEVELS = 9
_LARGEST = 3999


class Numbering:
    """The lists of a Word file, each counted as its items come."""

    def __init__(self, part: WordElement | None) -> None:
        children = part.children if part else []
        self._abstract = {
            e.attributes.get("abstractNumId", ""): e for e in children if e.name == "w:abstractNum"
        }
        self._lists = {e.attributes.get("numId", ""): e for e in children if e.name == "w:num"}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()

    def label(self, number: str, level: int) -> str:
        """Count an item, and return its label: `(a)`, `1.2`, a bullet; empty where the list has none."""
        made = self._lists.get(number)
        kind = made.value("w:abstractNumId") if made else None
        if made is None or kind is None or not 0 <= level < _LEVELS:
            return ""
        counts = self._counts.setdefault(kind, {})
        if number not in self._begun:
            self._begun.add(number)
            for each in made.children:
                if each.name == "w:lvlOverride" and each.child("w:startOverride"):
                    counts[_whole(each.attributes.get("ilvl"), 0)] = (
                        _whole(each.value("w:startOverride"), 1) - 1
                    )
        for deeper in range(level + 1, _LEVELS):
            counts.pop(deeper, None)
        counts[level] = counts.get(level, self._start(made, level) - 1) + 1
        return self._written(made, level, counts)

    def _written(self, made: WordElement, level: int, counts: dict[int, int]) -> str:
        found = self._level(made, level)
        if found is None:
            return f"{counts[level]}."
        text = found.value("w:lvlText") or ""
        form = found.value("w:numFmt") or "decimal"
        if form == "bullet":
            return "\u2022" if text.strip() else ""
        if form == "none":
            return _PLACE.sub("", text).strip()
        legal = found.is_on("w:isLgl") or False

        def number(place: int) -> str:
            at = self._level(made, place)
            kind = (at.value("w:numFmt") if at else None) or "decimal"
            return figure(counts.get(place, self._start(made, place)), "decimal" if legal else kind)

        return _PLACE.sub(lambda each: number(int(each[1]) - 1), text).strip()

    def _level(self, made: WordElement, level: int) -> WordElement | None:
        for each in made.children:
            if (
                each.name == "w:lvlOverride"
                and _whole(each.attributes.get("ilvl"), -1) == level
                and each.child("w:lvl")
            ):
                return each.child("w:lvl")
        abstract = self._abstract.get(made.value("w:abstractNumId") or "")
        for each in abstract.children if abstract else ():
            if each.name == "w:lvl" and _whole(each.attributes.get("ilvl"), -1) == level:
                return each
        return None

    def _start(self, made: WordElement, level: int) -> int:
        found = self._level(made, level)
        return _whole(found.value("w:start") if found else None, 1)


def figure(number: int, form: str) -> str:
    """Return a number as Word writes it in a form: `lowerLetter`, `upperRoman`, `ordinal`."""
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 8)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < number <= _LARGEST:
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    if form == "decimalZero":
        return f"{number:02d}"
    if form == "ordinal":
        ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{ending}"
    return str(number)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _whole(text: str | None, otherwise: int) -> int:
    try:
        return int((text or "")[:9])
    except ValueError:
        return otherwise
