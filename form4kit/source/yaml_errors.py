"""Say in a preparer's words what the YAML parser objects to, and at the place that has to be mended."""

from typing import Any

import yaml

from form4kit.findings import Finding
from form4kit.lazy_re import pattern
from form4kit.place import Place
from form4kit.source.faults import NOT_YAML, SECOND_DOCUMENT, TAB

QUOTE = "Put the value in double quotes."

_SAID = (
    ("mapping values are not allowed", "a second colon in one value", 'Put it in quotes: "by: her trust".'),
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
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent and mark.column <= len(indent):
        at = Place((), place.line, indent.index("\t") + 1)
        return TAB.at(at, "a tab in the indentation", "Use spaces.")
    if "<document start>" in problem and any(each.startswith("...") for each in lines[: mark.line]):
        hint = "Delete the line of three dots, or put what follows it into a file of its own."
        return SECOND_DOCUMENT.at(place, "text after the end of the document", hint)
    said = _OPENED.get(str(getattr(error, "context", "")))
    if said and opened and (opened.line != mark.line or not line[mark.column :].strip()):
        return NOT_YAML.at(_at(opened), *said)
    if "expected key" in problem and _AFTER_QUOTE.search(line[: mark.column]):
        hint = "Put the whole value into one pair of quotes, the other kind inside."
        return NOT_YAML.at(place, "text after a closed quote", hint)
    for words, message, hint in _SAID:
        if words in problem:
            return NOT_YAML.at(place, message, hint)
    return NOT_YAML.at(place, problem, "Check quotes, brackets, commas and indentation.")


def _at(mark: Any) -> Place:
    return Place((), mark.line + 1, mark.column + 1)
