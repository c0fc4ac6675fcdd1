"""Where the keys of a TOML file stand, which the parser does not say."""

import pytest

from form4kit.editor.text import DraftText
from form4kit.editor.toml_places import toml_places

TEXT = '''\
# [not.a] = table
top = 1
[issuer]  # the first
key = "a = b" # c = d
"quoted key" = 2
long = """
[inner]
x = 1
"""
after = [
  {period = 2026-03-31, form = "10-Q, x = 1"},
  [1, 2],
]
dotted.name = { inner = 3 }
[[people.reyes.powers]]
forms = ["4"]
  [[people.reyes.powers]]
forms = ["5"]
[people.reyes.powers.more]
x = 1
[people."von Arx"]
cik = '1'
[issuer]
key = "again"
[half
other = 1
'''


@pytest.mark.parametrize(
    ("path", "line", "words"),
    [
        (("top",), 2, "top"),
        (("issuer",), 3, "issuer"),
        (("issuer", "key"), 4, "key"),
        (("issuer", "quoted key"), 5, '"quoted key"'),
        (("issuer", "long"), 6, "long"),
        (("issuer", "after"), 10, "after"),
        (("issuer", "after", "period"), 11, "period"),
        (("issuer", "after", "form"), 11, "form"),
        (("issuer", "dotted", "name"), 14, "dotted.name"),
        (("issuer", "dotted", "name", "inner"), 14, "inner"),
        (("people", "reyes", "powers"), 15, "people.reyes.powers"),
        (("people", "reyes", "powers", 0, "forms"), 16, "forms"),
        (("people", "reyes", "powers", 1, "forms"), 18, "forms"),
        (("people", "reyes", "powers", 1, "more", "x"), 20, "x"),
        (("people", "von Arx", "cik"), 22, "cik"),
    ],
)
def test_each_key_has_its_place(path: tuple[str | int, ...], line: int, words: str) -> None:
    range = toml_places(TEXT)[path]
    assert (range.line, range.end_line) == (line, line)
    assert DraftText(TEXT).line(line)[range.column - 1 : range.end_column - 1] == words


def test_what_stands_in_texts_and_comments_is_no_key() -> None:
    found = toml_places(TEXT)
    assert not any(path[-1] in ("x",) for path in found if path[:1] == ("issuer",))
    assert not {("not", "a"), ("inner",), ("issuer", "c")} & set(found)


@pytest.mark.parametrize(
    "text", ["", "[", "= 1", '"', "a = [", 'a = """', "[[a]]\n[[a]]\n[a.b]", "\ufeffa = 1\r\nb = 2"]
)
def test_any_text_will_do(text: str) -> None:
    assert all(place.line <= text.count("\n") + 1 for place in toml_places(text).values())
