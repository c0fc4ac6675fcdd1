"""Say in a preparer's words what the YAML parser objects to, and at the place that has to be mended."""

from typing import Any

import yaml

from form4kit.findings import Finding
from form4kit.lazy_re import pattern
from form4kit.place import Place
from form4kit.source.faults import NOT_YAML, SECOND_DOCUMENT, TAB

QUOTE = "Put the value in double quotes."
_MOST_QUOTED = 80

_SAID = (
    ("mapping values are not allowed", "a second colon in one value", QUOTE),
    ("did not find expected key", "a key or the end of the mapping is wanted here", "Check the indentation."),
    ("did not find expected '-'", "a key among the members of a list", "Check the indentation."),
    ("found character that cannot start", "this character cannot start a value", QUOTE),
    ("did not find expected node content", "this character cannot start a value", QUOTE),
    ("block sequence entries are not allowed", "a dash cannot start a value on the line of its key", QUOTE),
    ("mapping keys are not allowed", "a question mark cannot start a value", QUOTE),
    ("did not find expected comment or line break", "text on the line of a `|` or `>`", QUOTE),
    ("<document start>", "text after the end of the draft", "Check the indentation."),
    ("unknown escape character", "a backslash before a letter that needs none", r"Write \\ for a backslash."),
)
_OPENED = {
    "while scanning a simple key": ("a line without a colon after its key", "Write `key: value`."),
    "while scanning a quoted scalar": ("a quote is opened here and never closed", "Close the quote."),
    "while parsing a flow mapping": ("this brace is not closed", "Check braces, commas and quotes."),
    "while parsing a flow sequence": ("this bracket is not closed", "Check brackets, commas and quotes."),
}
_AFTER_QUOTE = pattern(r"[\"'][ \t]*\Z")
_OTHER_COLON = pattern(r"""^[ \t]*(?:- )?[\[{]?["']?([A-Za-z_]\w*)["']?[ \t]*([：﹕︓∶꞉])[ \t]*([^#\n]*)""")
_ENTRY = pattern(r"^[ \t]*(?:-[ \t]+)*([\w-]+):[ \t]+(.*?)[ \t]*$")
_BARE_KEY = pattern(r"([A-Za-z_]\w*):(?=[}\],])")


def explain(error: yaml.YAMLError, text: str) -> Finding:
    """Turn the error with which the parser stopped into a finding."""
    mark = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", "") or "not YAML")
    if mark is None:
        return NOT_YAML.at(Place(), problem)
    lines = text.split("\n")
    past = mark.line >= len(lines)  # the parser ends a last line that has no end
    place = Place((), len(lines), len(lines[-1]) + 1) if past else _at(mark)
    line = "" if past else lines[mark.line]
    if other := _other_colon(lines[: mark.line + 1]):
        return other
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent and mark.column <= len(indent):
        at = Place((), place.line, indent.index("\t") + 1)
        return TAB.at(at, "a tab in the indentation", "Use spaces.")
    if "<document start>" in problem and any(each.startswith("...") for each in lines[: mark.line]):
        hint = "Delete the line of three dots, or put what follows it into a file of its own."
        return SECOND_DOCUMENT.at(place, "text after the end of the document", hint)
    if "<document start>" in problem and (indented := _indented_from_the_start(lines[: mark.line])):
        return indented
    said = _OPENED.get(str(getattr(error, "context", "")))
    if said and opened and (opened.line != mark.line or not line[mark.column :].strip()):
        return NOT_YAML.at(_at(opened), *said)
    if "expected key" in problem and _AFTER_QUOTE.search(line[: mark.column]):
        hint = "Put the whole value into one pair of quotes, the other kind inside."
        return NOT_YAML.at(place, "text after a closed quote", hint)
    if "found unexpected ':'" in problem and (bare := _BARE_KEY.search(line)):
        at = Place((), place.line, bare.end() + 1)
        return NOT_YAML.at(
            at, "a colon with nothing after it", f"Write `{bare[1]}: ...`, with what stands there."
        )
    if "expected ',' or" in problem and line[mark.column : mark.column + 1] == ":":
        hint = _with_the_value(line, mark.column, QUOTE)
        return NOT_YAML.at(place, "a second colon in one value", hint)
    for words, message, hint in _SAID:
        if words in problem:
            return NOT_YAML.at(place, message, _with_the_value(line, mark.column, hint))
    return NOT_YAML.at(place, problem, "Check quotes, brackets, commas and indentation.")


def _other_colon(lines: list[str]) -> Finding | None:
    """Find a key whose colon is none: the full-width one of an East Asian keyboard, or one like it."""
    for number, line in enumerate(lines, 1):
        if found := _OTHER_COLON.match(line):
            message = f"after {found[1]} stands {found[2]}, a full-width colon, which YAML does not know"
            hint = f"Write `{found[1]}: {found[3].strip()}`, with a plain colon and a blank."
            return NOT_YAML.at(Place((), number, found.start(2) + 1), message, hint)
    return None


def _indented_from_the_start(lines: list[str]) -> Finding | None:
    """Object to a first key that is indented, so that those below it do not belong to it."""
    for number, line in enumerate(lines, 1):
        bare = line.strip()
        if not bare or bare.startswith(("#", "---", "%")):
            continue
        if line[0] != " ":
            return None
        at = Place((), number, len(line) - len(line.lstrip()) + 1)
        return NOT_YAML.at(
            at, "the first line is indented, the others are not", f"Begin the line with `{bare}`."
        )
    return None


def _with_the_value(line: str, column: int, hint: str) -> str:
    """Show the value of a line as it has to be written, where the hint is to put it in quotes."""
    if hint != QUOTE:
        return hint
    start = max(line.rfind(each, 0, column) for each in "{[,") + 1
    end = next((n for n in range(column, len(line)) if line[n] in ",}]"), len(line)) if start else len(line)
    found = _ENTRY.match(line[start:end].split(" #")[0])
    if found is None:
        return hint
    key, value = found[1], found[2]
    if value == "-":
        return f"Leave it out, or let a footnote stand: `{key}: ^name`."
    if not value or "`" in value or value[0] in "\"'|>" or len(value) > _MOST_QUOTED:
        return hint
    mark = '"' if '"' not in value and "\\" not in value else "'"
    return hint if mark in value else f"Put it in quotes: `{key}: {mark}{value}{mark}`."


def _at(mark: Any) -> Place:
    return Place((), mark.line + 1, mark.column + 1)
