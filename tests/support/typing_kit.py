"""Somebody who types into a language server: how long a key takes, what half-typed drafts and many edits do.

`python -m benchmarks.run editing` is the long run; `tests/lsp/test_typing.py` is a short one.
"""

import math
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))  # run as a module, it has no path to its neighbours
from lsp_client import Editor, position

TOML = """\
[issuer]
key = "allied"
cik = "0000046129"
name = "ALLIED MOTION TECHNOLOGIES INC"
symbol = "AMOT"
"""
PERSON = (
    'cik: "{cik}"\nname: {name} {given}\ndirector: true\naddress: {{street: 1 Main St, city: X, state: NY}}\n'
)
NAMES = ("Adler", "Baker", "Chen", "Diaz", "Evans", "Fischer", "Garcia", "Hughes", "Ito", "Jones")
GIVEN = ("Ann", "Bo", "Cleo", "Dan", "Eve")
TYPED = (
    ("code: S ^lot", "S ^lot"),
    ("owners: [adler-ann", "adler-ann"),
    ("security: Common Stock", "Common Stock"),
    ("date: 2024-11-18", "2024-11-18"),
    ("price: 31.07 ^range", "31.07 ^range"),
    ("ownership: direct", "ownership: direct"),
    ("remarks: None.", "remarks: None."),
)
"""Places of the draft, each with what is taken out there and typed again letter by letter."""
REGULAR = ("hover", "completion")


def registry_of(folder: Path, people: int) -> None:
    """Write a registry of one issuer and as many people as asked, at most fifty."""
    (folder / "form4kit.toml").write_text(TOML)
    (folder / "people").mkdir()
    for number in range(people):
        name, given = NAMES[number % 10], GIVEN[number // 10]
        text = PERSON.format(cik=1_200_000 + number, name=name, given=given)
        (folder / "people" / f"{name}-{given}.yaml".lower()).write_text(text)


def draft_of(rows: int) -> str:
    """Return a Form 4 with rows in Table I, two footnotes, and a person of the registry."""
    lines = ['form: "4"', "plan_10b5_1: false", "issuer: allied", "owners: [adler-ann]", "non_derivative:"]
    for number in range(rows):
        lines += [
            "  - security: Common Stock",
            "    date: 2024-11-18",
            "    code: S ^lot",
            f"    disposed: {500 + number}",
            "    price: 31.07 ^range",
            f"    owned_after: {40_000 - 500 * number}",
            "    ownership: direct",
        ]
    lines += ["footnotes:", "  lot: One of several lots.", "  range: Sold at prices from $31.05 to $31.09."]
    lines += ["remarks: None.", "signatures:", "  - {name: /s/ Ann Adler, date: 2024-11-19}", ""]
    return "\n".join(lines)


@dataclass
class Taken:
    """The seconds that each key took, until completion was answered and until the findings were there.

    `judging` is until a completion was answered that was asked for while the server judged.
    """

    completion: list[float] = field(default_factory=list)
    findings: list[float] = field(default_factory=list)
    judging: list[float] = field(default_factory=list)


def share(times: Sequence[float], percent: int) -> float:
    """Return the time that so many in a hundred do not exceed."""
    return sorted(times)[max(0, math.ceil(len(times) * percent / 100) - 1)]


def type_letters(editor: Editor, text: str, keys: int, *, pause: float) -> Taken:
    """Type `keys` letters at the places of TYPED; `pause` is what the server waits before it judges."""
    taken, uri = Taken(), editor.open(editor.folder / "typed.yaml", text)
    editor.findings(uri)
    for before, letter in _letters(text, keys):
        began = _typed(editor, uri, before, letter)
        _completed(editor, uri, before + letter)
        taken.completion.append(time.perf_counter() - began)
        editor.findings(uri)
        taken.findings.append(time.perf_counter() - began)
        _typed(editor, uri, before + letter, " ")
        time.sleep(pause)  # now it judges
        began = _taken_back(editor, uri, before + letter)
        _completed(editor, uri, before + letter)
        taken.judging.append(time.perf_counter() - began)
    return taken


def _letters(text: str, keys: int) -> Iterator[tuple["Before", str]]:
    """Yield what stands before the pointer and after it, and the letter that is typed there."""
    left = keys
    while left:
        for place, words in TYPED:
            end = text.rindex(place) + len(place)
            for number, letter in enumerate(words):
                if not left:
                    return
                left -= 1
                yield Before(text[: end - len(words) + number], text[end:]), letter


@dataclass(frozen=True)
class Before:
    """A text with a pointer in it."""

    head: str
    tail: str

    def __add__(self, letter: str) -> "Before":
        return Before(self.head + letter, self.tail)

    @property
    def text(self) -> str:
        """The whole text."""
        return self.head + self.tail

    @property
    def point(self) -> dict[str, int]:
        """Where the pointer is."""
        return position(f"{self.head}\x00", "\x00")


def _typed(editor: Editor, uri: str, before: Before, letter: str) -> float:
    """Type a letter as one incremental change; the text before it is set where it is another."""
    if editor.texts.get(uri) != before.text:
        editor.change(uri, before.text)
    began = time.perf_counter()
    editor.edit(uri, before.point, before.point, letter, (before + letter).text)
    return began


def _taken_back(editor: Editor, uri: str, here: Before) -> float:
    """Take back the letter that stands after the pointer."""
    point = here.point
    began = time.perf_counter()
    editor.edit(uri, point, point | {"character": point["character"] + 1}, "", here.text)
    return began


def _completed(editor: Editor, uri: str, here: Before) -> Any:
    return editor.at("textDocument/completion", uri, here.point)


def prefixes(text: str, number: int) -> Iterator[str]:
    """Yield beginnings of a text, evenly apart, all where it has fewer letters."""
    number = min(number, len(text))
    for each in range(number):
        yield text[: round(len(text) * (each + 1) / number)]


def half_typed(editor: Editor, uri: str, text: str, number: int) -> int:
    """Ask all that an editor asks of `number` beginnings of a text; return how many answers were given.

    An answer that is an error of the protocol fails, and so does a server that has ended.
    """
    answers = 0
    for begun in prefixes(text, number):
        editor.change(uri, begun)
        lines = begun.count("\n")
        here = Before(begun, "").point
        whole = {"start": {"line": 0, "character": 0}, "end": {"line": lines + 1, "character": 0}}
        document = {"textDocument": {"uri": uri}}
        for method in REGULAR:
            editor.at(f"textDocument/{method}", uri, here)
        for method in ("documentSymbol", "foldingRange", "codeLens"):
            editor.ask(f"textDocument/{method}", document)
        editor.ask("textDocument/inlayHint", document | {"range": whole})
        point = {"start": here, "end": here}
        editor.ask("textDocument/codeAction", document | {"range": point, "context": {"diagnostics": []}})
        answers += 7
    return answers


def edited(editor: Editor, text: str, edits: int, marks: Sequence[int]) -> list[int]:
    """Make edits, each with a completion and a judgement; return the memory after those of `marks`, in KB."""
    uri = editor.open(editor.folder / "edited.yaml", text)
    letters, held = iter(_letters(text, edits)), []
    for number in range(1, edits + 1):
        before, letter = next(letters)
        _typed(editor, uri, before, letter)
        _completed(editor, uri, before + letter)
        editor.ask("textDocument/codeLens", {"textDocument": {"uri": uri}})
        editor.seen.clear()
        if number in marks:
            held.append(memory_of(editor.process.pid))
    return held


def memory_of(process: int) -> int:
    """Return the memory that a process holds, in KB."""
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(process)], capture_output=True, check=True)
    return int(told.stdout)
