"""Find a CCC in a file that is to be shared: written out, in a column, in a comment, encoded or split."""

import base64
import csv
import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import PurePath
from urllib.parse import quote

from form4kit.edgar.ccc_layers import DEEPEST, lines_of, plain_lines, quoted_printable, turned, unpacked
from form4kit.edgar.ccc_shapes import LENGTH, is_ccc, may_be, stands_in
from form4kit.lazy_re import pattern

_NAME = pattern(r"(?<![a-z])ccc(?![a-z0-9])|(?<=[a-z])C(?:cc|CC)(?![a-z0-9])|rptownerccc", re.IGNORECASE)
_CODE = pattern(r"confirmation\s+code", re.IGNORECASE)
_ELEMENT = pattern(
    r"<(?:[\w.-]+:)?[\w.-]*ccc(?:\s[^>]*)?>(?:\s|<!--.*?-->|<!\[CDATA\[)*([^<\s\]]+)(\s*</)?",
    re.IGNORECASE | re.DOTALL,
)
_KEYED = pattern(
    r"(?:(?<![a-z])|(?<=owner)|(?<=[_.-]))ccc(?:[_ -]?(?:code|value|number)|[_ -]\d+)?[\"'`*\])]*"
    r"\s*(?:[:=]=?>?|->|\bis\b|\bwas\b|\bnow\b)\s*",
    re.IGNORECASE,
)
_WHOLE = pattern(
    r"[\s{\[-]*(?:export\s+|set\s+|\$env:)?[\"']?[\w.-]*ccc(?:_\d+)?[\"']?\s*[:=]\s*([\"']?)(\S+?)\1\s*,?\s*[}\]]?\s*,?"
    r"(?:\s#.*)?\Z",
    re.IGNORECASE,
)
_VARIABLE = pattern(r"FORM4KIT_CCC_\d+[\"']?\]?\s*[:=]\s*[\"']?([^\s\"',}]+)", re.IGNORECASE)
_BREAKS = pattern(r"[\s\"'`,;:=()<>\[\]{}|\\]+")
_COMMENT = pattern(r"\A\s*(?:#|//|--|;|\*|>)+\s?")
_FILLING = pattern(r"[\s\"'`\\+,]+")
_WIDE = pattern(r"\s{2,}ccc\b|\bccc\s{2,}", re.IGNORECASE)
_PARTS = pattern(r"[&?/]+")
_SEPARATORS = (",", "\t", ";", "|")
_AFTER = 2
_SHORTEST = 6


def lines_with_ccc(data: bytes, known: Sequence[str] = (), *, named: bool = False) -> list[int]:
    """Return the lines, from 1, on which a file holds a CCC or one of those `known`.

    What is in base64 stands where its block begins. `named` says that the file is called after CCCs, so that
    every word of the shape of one is taken for one.
    """
    return sorted(_found(data, [each for each in known if len(each) >= _SHORTEST], named, DEEPEST))


def is_named_so(file: str) -> bool:
    """Tell whether a file is called after CCCs."""
    return bool(_NAME.search(PurePath(file).name))


def _found(data: bytes, known: Sequence[str], named: bool, depth: int) -> set[int]:
    raw = lines_of(data)
    lines = plain_lines(raw)
    found = set(_known(lines, known)) | set(_known(raw, known))
    if named or any("ccc" in line.lower() or _CODE.search(line) for line in lines):
        for version in [lines] if lines == raw else [lines, raw]:
            found |= {*_by_name(version, named), *_keyed(version), *_in_columns(version)}
        if any("quoted-printable" in line.lower() for line in raw):
            found |= {*_by_name([quoted_printable(line) for line in raw], named)}
    if depth and any(_found(inside, known, named, depth - 1) for inside in unpacked(data)):
        found.add(1)
    if depth:
        text, line_at = "\n".join(raw), _line_in(raw)
        for start, inside in turned(text):
            line = line_at(start)
            if line not in found and _found(inside, known, named, depth - 1):
                found.add(line)
    return found


def _known(lines: Sequence[str], known: Sequence[str]) -> Iterator[int]:
    """Yield the lines on which a known CCC stands as it is, in parts, or encoded."""
    if not known:
        return
    for version in (lines, [_COMMENT.sub(_blank, line) for line in lines]):
        text, line_at = "\n".join(version).lower(), _line_in(version)
        squeezed = _FILLING.sub("", text)
        for each in known:
            for at in _places(text, _forms(each)):
                yield line_at(at)
            bare = _FILLING.sub("", each.lower())
            if bare and bare in squeezed:
                kept = [at for at, letter in enumerate(text) if not _FILLING.match(letter)]
                for at in _places(squeezed, {bare}):
                    yield line_at(kept[at])


def _line_in(lines: Sequence[str]) -> Callable[[int], int]:
    """Return what tells the line, from 1, of a place in the text that lines make."""
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    return lambda at: bisect_right(starts, at)


def _places(text: str, wanted: set[str]) -> Iterator[int]:
    for each in wanted - {""}:
        at = text.find(each)
        while at >= 0:
            yield at
            at = text.find(each, at + 1)


def _forms(known: str) -> set[str]:
    """Return how a CCC may be written so that it is still one, in small letters."""
    raw = known.encode()
    forms = {known, known[::-1], quote(known, safe=""), html.escape(known), raw.hex(), raw[::-1].hex()}
    for shift, first in enumerate((0, 2, 3)):  # where in a base64 text it stands
        encoded = base64.b64encode(b"x" * shift + raw).decode()
        forms.add(encoded[first : (shift + len(raw)) * 8 // 6])
    return {each.lower() for each in forms}


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _by_name(lines: Sequence[str], named: bool) -> Iterator[int]:
    """Yield the lines with a word of the shape of a CCC on, or shortly under, a line that names one."""
    left, indent = 0, -1
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        deep = len(line) - len(line.lstrip())
        names = bool(_NAME.search(line) or _CODE.search(line))
        below = indent >= 0 and (deep > indent or line.lstrip().startswith("-"))
        if named or names or left > 0 or below:
            yield from ([number] if any(is_ccc(word) for word in _words(line)) else [])
        if names:
            left, indent = _AFTER, deep
        else:
            left -= 1
            indent = indent if below else -1


def _words(line: str) -> Iterator[str]:
    for word in _BREAKS.split(line):
        yield from {word, word.strip(".!?-/"), word.rstrip(".!?"), word.lstrip("-"), *_PARTS.split(word)}


def _keyed(lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines on which a key called CCC has a value, which may be split over several."""
    text, line_at = "\n".join(lines), _line_in(lines)
    for found in _ELEMENT.finditer(text):
        closed = found[2] or not found[1].isalpha()
        if closed and not stands_in(found[1]) and "\\" not in found[1]:
            yield line_at(found.start(1))
    for found in _KEYED.finditer(text):
        if _value_at(text, found.end()):
            yield line_at(found.end() - 1)
    for number, line in enumerate(lines, 1):
        whole = _WHOLE.match(line)
        if whole and may_be(whole[2], whole=bool(whole[1])):
            yield number
        for each in _VARIABLE.finditer(line):
            word = each[1]
            if (
                len(word) >= _SHORTEST
                and not stands_in(word)
                and any(c.isdigit() for c in word)
                and "." not in word
            ):
                yield number


def _value_at(text: str, start: int) -> bool:
    """Tell whether a CCC stands at a place of a text, in one piece or parted by line ends and quotes."""
    tail = text[start : start + 160]
    mark = re.match(r"(?:[|>][+-]?\d?\s*\n|[-\[{(]\s+|[\[{(])*\s*[\"'`]?", tail)
    tail = tail[mark.end() :] if mark else tail
    whole = re.match(r"[^\s\"'`,;}\]<]+", tail)
    if whole and may_be(whole[0].rstrip(".!?)")):
        return True
    taken, at = "", 0
    while at < len(tail) and len(taken) < LENGTH:
        if not _FILLING.match(tail[at]):
            taken += tail[at]
        at += 1
    ends = at >= len(tail) or tail[at] in " \t\n\"'`,;}])<#.\\"
    return len(taken) == LENGTH and ends and is_ccc(taken) and ":" not in taken


def _in_columns(lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines of a table with a CCC under a head that names it; cells may be quoted."""
    heads: list[tuple[str, int]] = []
    empty = 0
    for number, line in enumerate(lines, 1):
        empty = 0 if line.strip() else empty + 1
        if empty:
            heads = heads if empty == 1 else []
            continue
        names = bool(_NAME.search(line))
        now = [(mark, n) for mark in _SEPARATORS for n in _headed(line, mark)] if names else []
        if now and not any(_holds(line, mark, column) for mark, column in heads):
            heads = now
            continue
        if any(_holds(line, mark, column) for mark, column in heads):
            yield number
        elif now or (names and _WIDE.search(line)):
            heads = [*heads, ("  ", -1)]
        elif any(mark == "  " for mark, _ in heads) and any(is_ccc(word) for word in line.split()):
            yield number


def _cells(line: str, mark: str) -> list[str]:
    try:
        row = next(csv.reader([line.strip().strip("|").removeprefix("- ").strip("[]")], delimiter=mark), [])
    except csv.Error:
        row = line.split(mark)
    return [cell.strip().strip("\"'`[]{}") for cell in row]


def _headed(line: str, mark: str) -> list[int]:
    cells = _cells(line, mark) if mark in line else []
    heads = [n for n, cell in enumerate(cells) if len(cell) <= 40 and _NAME.search(cell.rpartition(":")[2])]
    return heads if all(len(cell) <= 60 for cell in cells) else []


def _holds(line: str, mark: str, column: int) -> bool:
    cells = _cells(line, mark) if column >= 0 and mark in line else []
    return 0 <= column < len(cells) and may_be(cells[column])
