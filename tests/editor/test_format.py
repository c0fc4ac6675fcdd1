"""A draft is laid out, and its words are left alone."""

import datetime as dt
import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from drafts import drafts
from edited_drafts import EXAMPLES, ROWS, pointed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from form4kit.edgar.write import write
from form4kit.editor.format import formatted, layout_edits
from form4kit.editor.text import applied
from form4kit.outcome import Options
from form4kit.pipeline import run_bytes

ROOT = Path(__file__).resolve().parents[2]
FILED = Options(filed=dt.date(2026, 11, 19))
UNTIDY = """\
# head
form:    "4"   \n\
issuer:
    cik: "1"   # x
    # about the name
    name: >-
        long
          text  \n\

        more
owners:
- cik: '2'
  address:
     street: [a,
        b]
     city: X
-
    cik: '3'

    # hm
    name: a
      b
footnotes:
   y: |+
     q

   # end


"""
TIDY = """\
# head
form:    "4"
issuer:
  cik: "1"   # x
  # about the name
  name: >-
      long
        text  \n\

      more
owners:
  - cik: '2'
    address:
      street: [a,
         b]
      city: X
  -
    cik: '3'

    # hm
    name: a
      b
footnotes:
  y: |+
    q

  # end
"""


def test_a_draft_is_laid_out_and_its_words_are_left_alone() -> None:
    assert formatted(UNTIDY) == TIDY
    assert formatted(TIDY) == TIDY
    assert formatted(UNTIDY.replace("\n", "\r\n")) == TIDY.replace("\n", "\r\n")
    assert applied(UNTIDY, layout_edits(UNTIDY)) == TIDY


def test_the_edits_of_the_layout_are_lines() -> None:
    text = (
        ROWS.replace("    code:", "    code: ").replace("form: ", "form:  ").replace("direct\n", "direct  \n")
    )
    assert [(each.range.line, each.text.strip()) for each in layout_edits(text)] == [
        (pointed(text, "ownership")[0], "ownership: direct")
    ]


@pytest.mark.parametrize(
    "file", [*EXAMPLES, *(ROOT / "tests" / "clean").glob("*.yaml")], ids=lambda f: f.name
)
def test_the_examples_are_laid_out_already(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert formatted(text) == text


@pytest.mark.parametrize(
    "text", ["form: [4", "a: 1\na: 2   \n", "- x  \n", "form: &a '4'  \n", "", "\x00  \n"]
)
def test_what_cannot_be_read_for_certain_is_left_alone(text: str) -> None:
    assert formatted(text) == text


def compiled(text: str) -> bytes | None:
    filing = run_bytes(text.encode(), "draft.yaml", Path(), Options(only_read=True, now=FILED.now)).filing
    return write(filing).data if filing else None


styles = st.fixed_dictionaries(
    {
        "indent": st.integers(2, 7),
        "width": st.sampled_from([20, 60, 10_000]),
        "default_style": st.sampled_from([None, '"', "'", ">", "|"]),
        "default_flow_style": st.sampled_from([None, False, True]),
        "allow_unicode": st.booleans(),
    }
)


@given(drafts(), styles, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_laying_out_never_changes_the_filing(
    draft: dict[str, Any], style: dict[str, Any], chance: random.Random
) -> None:
    text = yaml.safe_dump(draft, sort_keys=False, **style)
    lines = [line + chance.choice(["", "", " ", "  # x", "\t"]) for line in text.split("\n")]
    for untidy in (text, "\n".join(lines), text + "\n\n"):
        after = formatted(untidy)
        assert formatted(after) == after
        assert compiled(after) == compiled(untidy)
