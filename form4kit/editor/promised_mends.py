"""What the hint of a finding says to write, to the letter, as edits: for a person to choose, never unasked.

A mend that is certain is the finding's own `fix`. These are the others: `Write S alone`, `Did you mean
smith?`, a ticker without its exchange. Each is tried on the text, and offered where the finding then goes.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from form4kit.draft_schema.faults import MISSING_KEY
from form4kit.editor.insertion import inserted
from form4kit.editor.judged_draft import JudgedDraft, judge
from form4kit.editor.name_uses import definitions
from form4kit.editor.text import Range, Replacement, applied
from form4kit.editor.tree import Tree, TreePart
from form4kit.findings import Finding
from form4kit.lazy_re import pattern
from form4kit.place import Path
from form4kit.words import scalar

_SAID: Final = pattern(r"(?:[Ww]rite|[Ss]ay) (`[^`]+`(?: and `[^`]+`)*)(?P<after>[^`]{0,40})")
_PAIR: Final = pattern(r"`(\w+): ([^`]+)`")
_EXAMPLE: Final = pattern(r"YYYY|\.\.\.|\^name|what it is")
_OWN_WORDS: Final = pattern(r", (?:in words of your own|with the title in full|with your name)")
_AT_THE_TOP: Final = frozenset(
    ["plan_10b5_1", "not_subject_to_section_16", "period", "remarks", "original_filed"]
)
_OTHER_WAY: Final = {"acquired": "disposed", "disposed": "acquired"}
_INSTEAD: Final = " in its place"
_BARE: Final = pattern(
    r"Write `?(?P<word>[A-Z0-9][\w.-]*?)`?(?: alone[;.]| here\.|\.\Z|: digits|: the column)"
    r"|Enter (?P<none>0)[;,]"
)
_MEANT: Final = pattern(r"Did you mean (?:`([^`]+)`|(\^?[\w.-]+))\?\Z")
_SWAP: Final = pattern(r"(?:`([^`]*)`|(a blank|nothing)) for (?:(\S) \([^()]*\)|([^,(]+?))(?=, |\.\Z)")
_ELSEWHERE: Final = pattern(r"'(?P<here>.*)', elsewhere '(?P<there>.*)'\Z")
_CHARACTER: Final = pattern(r"prints as '(?P<escaped>.*)'\Z")
_MARKET = r"(?:NYSE|NASDAQ|NASD|AMEX|OTC\w*|CBOE|BATS|ARCA|TSXV?|LSE|US)"
_EXCHANGE: Final = pattern(
    rf"[(\[\"$ ]*(?:{_MARKET}[ ]*[:.-][ ]*|{_MARKET}[ ]+)?(?P<ticker>(?!{_MARKET}\b)[A-Z][A-Z0-9.]{{0,9}}?)"
    rf"[)\]\" ]*(?:[ ]?\({_MARKET}\)|:{_MARKET})?\Z"
)
_COLON: Final = pattern(r"after \S+ stands (?P<colon>.), ")
_JOINED: Final = pattern(r"(?P<value>[^\s^]+)\^(?P<name>[A-Za-z0-9_.-]+)\Z")


@dataclass(frozen=True, slots=True)
class PromisedMend:
    """What to write, in words, and the edits that write it."""

    title: str
    edits: tuple[Replacement, ...]


def promised_mends(judged: JudgedDraft, finding: Finding) -> list[PromisedMend]:
    """Return the mends that the words of a finding promise; none of one that has a certain mend."""
    part = _part(judged, finding)
    if finding.fix is not None or part is None or finding.rule == MISSING_KEY.code:
        return []
    found = [each for each in _offers(judged, finding, part) if each.edits]
    return [each for each in found if _mends(judged, finding, each)]


def _part(judged: JudgedDraft, finding: Finding) -> TreePart | None:
    """Return the part that a finding is about: by its path, else where it stands."""
    tree, place = judged.tree, finding.place
    return tree.find(place.path) or tree.at(place.line, place.column) or tree.root


def _mends(judged: JudgedDraft, finding: Finding, mend: PromisedMend) -> bool:
    """Tell whether a finding goes where its mend is taken, or tells of less than before."""
    after = judge(applied(judged.text, mend.edits), judged.path, options=judged.options)
    before = sum(_alike(each, finding) for each in judged.findings)
    left = [each for each in after.findings if _alike(each, finding)]
    return after.filing is not None and (len(left) < before or finding not in left)


def _alike(one: Finding, other: Finding) -> bool:
    return one.rule == other.rule and one.place.path == other.place.path


def _offers(judged: JudgedDraft, finding: Finding, part: TreePart) -> Iterator[PromisedMend]:
    tree = judged.tree
    if (special := _BY_RULE.get(finding.rule)) is not None:
        yield from special(tree, finding, part)
        return
    for said in _SAID.finditer(finding.hint):
        pairs = _PAIR.findall(said[1])
        if said["after"].startswith(_INSTEAD) and len(pairs) == 1 and part.key_end > part.key_start:
            (key, value) = pairs[0]
            put = Replacement(tree.key_range(part), key), *_valued(tree, part, value)
            yield PromisedMend(f"Write {key}: {value}", tuple(sorted(put)))
        elif pairs and not _EXAMPLE.search(said[1]) and not _OWN_WORDS.match(said["after"]):
            edits = [edit for key, value in pairs if (edit := _keyed(tree, part, key, value))]
            if len(edits) == len(pairs):
                yield PromisedMend(
                    f"Write {' and '.join(f'{key}: {value}' for key, value in pairs)}", tuple(edits)
                )
    if (bare := _BARE.match(finding.hint)) and part.kind == "text":
        word = bare["word"] or bare["none"]
        yield PromisedMend(f"Write {word}", _valued(tree, part, word))
    if meant := _MEANT.search(finding.hint):
        yield from _meant(tree, finding, part, meant[1] or meant[2])


def _keyed(tree: Tree, part: TreePart, key: str, value: str) -> Replacement | None:
    """Set a key beside the part, or at the top of the draft where it belongs there."""
    for path in _homes(part, key):
        holder = tree.find(path)
        if holder is None or holder.kind != "mapping" or not holder.children:
            continue
        there, other = holder.get(key), holder.get(_OTHER_WAY.get(key, ""))
        if there is None and other is not None:
            return Replacement(tree.key_range(other), key)
        if there is None:
            return inserted(tree, holder, f"{key}: {value}")
        edits = _valued(tree, there, value, plain=True)
        return edits[0] if edits else None
    return None


def _homes(part: TreePart, key: str) -> Iterator[Path]:
    """Yield the mappings that a key may belong to, the likeliest first."""
    if part.key == key:
        yield part.path[:-1]
    elif part.kind == "mapping":
        yield part.path
    if key not in _AT_THE_TOP:
        yield part.path[:-1]
    yield ()


def _valued(tree: Tree, part: TreePart, value: str, *, plain: bool = False) -> tuple[Replacement, ...]:
    """Put a value in the place of another, whose references to footnotes stay behind it."""
    written, start = tree.raw(part) if part.kind == "text" else ("", part.start)
    marks = written[written.index(" ^") :] if " ^" in written else ""
    if part.style in ("|", ">"):
        return ()
    if marks or part.style:
        end = start + len(written) - len(marks)
        return (Replacement(tree.range(start, end), value),)
    blank = " " if part.start == part.end and tree.content[part.start - 1 : part.start] == ":" else ""
    return (
        Replacement(
            tree.range(part.start, part.end), blank + (value if plain else scalar(value, number=True))
        ),
    )


def _meant(tree: Tree, finding: Finding, part: TreePart, word: str) -> Iterator[PromisedMend]:
    """Write the name that was meant: of a person, an issuer, a position, a footnote, a rule."""
    if "..." in word:
        return
    title = f"Write {word}"
    if word.startswith("^"):
        written, start = tree.raw(part)
        wrong = next(
            (mark for mark in re.finditer(r"\^[\w.-]+", written) if mark[0][1:] in finding.message), None
        )
        if wrong:
            yield PromisedMend(
                title, (Replacement(tree.range(start + wrong.start(), start + wrong.end()), word),)
            )
    elif part.path[:1] == ("allow",) and isinstance(part.key, str) and part.key in finding.message:
        yield PromisedMend(title, (Replacement(tree.key_range(part), word),))
    elif part.kind == "text" and (bare := part.value.partition(" ^")[0].strip()) and bare in finding.message:
        yield PromisedMend(title, _valued(tree, part, word))
    elif (name := part.get("name")) is not None and name.value and name.value in finding.message:
        yield PromisedMend(title, _valued(tree, name, word))


# ------------------------------------------------------------ rules that promise in words of their own


def _plain_letters(tree: Tree, finding: Finding, part: TreePart) -> Iterator[PromisedMend]:
    """Write plain characters for those that a hint names."""
    edits: list[Replacement] = []
    for swap in _SWAP.finditer(finding.hint):
        sign = swap[3] or _named(swap[4])
        plain = swap[1] if swap[1] is not None else {"a blank": " ", "nothing": ""}[swap[2]]
        edits += _replaced(tree, part, sign, plain)
    yield PromisedMend("Write plain characters", tuple(sorted(edits)))


def _named(name: str) -> str:
    try:
        return unicodedata.lookup(name.upper())
    except KeyError:
        return chr(int(name[2:], 16)) if re.fullmatch(r"u\+[0-9a-f]{4,6}", name) else ""


def _replaced(tree: Tree, part: TreePart, sign: str, plain: str) -> Iterator[Replacement]:
    """Put plain characters for a sign wherever it stands in a text, spelled as its quotes ask for."""
    if part.kind != "text" or not sign:
        return
    spelled = {'"': plain.replace('"', '\\"'), "'": plain.replace("'", "''")}.get(part.style, plain)
    written, start = tree.raw(part)
    for found in re.finditer(re.escape(sign), written):
        yield Replacement(tree.range(start + found.start(), start + found.end()), spelled)


def _unescaped(tree: Tree, finding: Finding, part: TreePart) -> Iterator[PromisedMend]:
    said, plain = _CHARACTER.match(finding.message), re.search(r"`(.)`", finding.hint)
    if said and plain:
        yield PromisedMend(f"Write {plain[1]}", tuple(_replaced(tree, part, said["escaped"], plain[1])))


def _ticker(tree: Tree, finding: Finding, part: TreePart) -> Iterator[PromisedMend]:
    found = _EXCHANGE.match(part.value)
    if found:
        yield PromisedMend(f"Write {found['ticker']}", _valued(tree, part, found["ticker"]))


def _plain_colon(tree: Tree, finding: Finding, part: TreePart) -> Iterator[PromisedMend]:
    """Write a colon and a blank for a sign that only looks like one, in the line that cannot be read."""
    said, number = _COLON.search(finding.message), finding.place.line
    at = tree.line(number).find(said["colon"]) if said else -1
    if at >= 0:
        blank = "" if tree.line(number)[at + 1 : at + 2] == " " else " "
        place = Range(number, at + 1, number, at + 2)
        yield PromisedMend("Write a plain colon", (Replacement(place, f":{blank}"),))


def _parted(tree: Tree, finding: Finding, part: TreePart) -> Iterator[PromisedMend]:
    """Part a reference to a footnote of the draft from the value that it stands at."""
    written, start = tree.raw(part) if part.kind == "text" else ("", 0)
    found = _JOINED.search(written)
    if found and found["name"] in definitions(tree, "footnotes"):
        at = start + found.end("value")
        yield PromisedMend(
            f"Write {found['value']} ^{found['name']}", (Replacement(tree.range(at, at), " "),)
        )


def _as_elsewhere(tree: Tree, finding: Finding, part: TreePart) -> Iterator[PromisedMend]:
    said = _ELSEWHERE.match(finding.message)
    if said and part.kind == "text" and part.value.partition(" ^")[0].strip() == said["here"]:
        yield PromisedMend(f"Write {said['there']}", _valued(tree, part, said["there"]))


def _listed(tree: Tree, finding: Finding, part: TreePart) -> Iterator[PromisedMend]:
    """List an exhibit in the remarks, after what stands there."""
    said, remarks = re.search(r"Write `([^`]+)` there", finding.hint), tree.find(("remarks",))
    if not said or _EXAMPLE.search(said[1]) or tree.root is None or tree.root.kind != "mapping":
        return
    title = f"Write {said[1]} in the remarks"
    if remarks is None:
        edit = inserted(tree, tree.root, f"remarks: {scalar(said[1])}")
        yield PromisedMend(title, (edit,) if edit else ())
    elif remarks.style not in ("|", ">"):
        words = f"{remarks.value.strip()} {said[1]}".strip()
        blank = " " if remarks.start == remarks.end else ""
        edits = (Replacement(tree.range(remarks.start, remarks.end), blank + scalar(words)),)
        yield PromisedMend(title, edits)


_BY_RULE: Final[Mapping[str, Callable[[Tree, Finding, TreePart], Iterator[PromisedMend]]]] = {
    "XML04": _plain_letters,
    "XML05": _unescaped,
    "YML01": _plain_colon,
    "DRF20": _parted,
    "ISS02": _ticker,
    "ISS06": _ticker,
    "TTL02": _as_elsewhere,
    "EXH06": _listed,
}
