"""Whole drafts for a file that is still empty: one of each event and form, blanks as stops of a snippet.

They are what `form4kit new` writes. A snippet is text in the syntax of the Language Server Protocol: `$1` is
a blank to be filled in, `${1|a,b|}` one with words to choose from, `$0` where the pointer ends.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from form4kit.compiler.event_draft import EventDraft, event_draft, form3_draft, issuer_lines, owner_lines
from form4kit.draft.templates import EVENT_KINDS, KINDS, new_draft
from form4kit.editor.tree import Tree, TreePart
from form4kit.registry.entries import Registry
from form4kit.words import scalar

OWNER: Final = "OWNER"
ISSUER: Final = "ISSUER"
"""What stands first where the registry has several to choose from; no key, so that it cannot be filed."""
_PARTIES: Final = (("owners", 0), ("issuer",))
_COMMON: Final = "Common Stock"
_TERMS: Final = {
    **dict.fromkeys(["grant", "vest"], ("exercisable", "expires")),
    **dict.fromkeys(["exercise", "convert", "expire"], ("exercise_price", "exercisable", "expires")),
}
"""What a row of Table II must say of its security, which stands in a new draft to be switched on."""
_TOLD: Final = {
    "transfer": "what happened, in words: it becomes a footnote to the code",
    "discretionary": "the plan, what was moved, how units count: it becomes a footnote to the code",
}
"""The events whose code says too little without words."""


@dataclass(frozen=True, slots=True)
class DraftSnippet:
    """A draft to begin with: its kind, what it is for, its text with blanks, and the same as a snippet."""

    kind: str
    about: str
    text: str
    snippet: str


def draft_snippets(registry: Registry, titles: Sequence[str] = ()) -> Iterator[DraftSnippet]:
    """Yield a draft of each event and form, with the registry's issuer and people.

    `titles` are those of the shares that earlier filings report, the likeliest first.
    """
    owners = [key for key, person in sorted(registry.people.items()) if person.cik]
    choices = {OWNER: owners, ISSUER: sorted(registry.companies)}
    titles = titles or (_COMMON,)
    for kind, about in (EVENT_KINDS | KINDS).items():
        tree = Tree(_text(kind, choices).partition("\n")[2])
        yield DraftSnippet(kind, about, *_filled(tree, choices, titles))


def _text(kind: str, choices: Mapping[str, Sequence[str]]) -> str:
    """Return the draft of a kind; where there are several people, or issuers, with a word in their place."""
    owner, issuer = (_only(choices[name], name) for name in (OWNER, ISSUER))
    if kind in EVENT_KINDS:
        text = event_draft(EventDraft(kind=kind, schema="", issuer=issuer, owner=owner))
        return "\n".join(_with_blanks(kind, text.split("\n")))
    if kind == "form3" and owner:
        return form3_draft(owner, issuer, "", "")
    return new_draft(kind, "", "\n".join([*issuer_lines(issuer), *owner_lines(owner)]))


def _with_blanks(kind: str, lines: Sequence[str]) -> Iterator[str]:
    """Add the blanks that the form of this event cannot do without, each with what to write there."""
    for line in lines:
        name, _, told = line.strip().removeprefix("# ").partition(":")
        if line.startswith("    # ") and name in _TERMS.get(kind, ()):
            example, _, more = (part.strip() for part in told.partition("#"))
            yield f"{f'    {name}:':<22}# {example}, {more}"
            continue
        yield line
        if line.startswith("      shares:") and kind in _TOLD:
            yield f"{'      note:':<22}# {_TOLD[kind]}"


def _only(keys: Sequence[str], several: str) -> str:
    return (keys[0] if len(keys) == 1 else several) if keys else ""


def _filled(tree: Tree, choices: Mapping[str, Sequence[str]], titles: Sequence[str]) -> tuple[str, str]:
    """Return the text of a draft as it is without snippets, and with a stop for each blank and choice."""
    text, snippet, at, number = "", "", 0, 1
    for part, words in _stops(tree, choices, titles):
        between = tree.content[at : part.start]
        text += between + (words[0] if words else "")
        snippet += _literal(between) + ("" if words or between.endswith(" ") else " ")
        if len(words) == 1:
            snippet += _literal(words[0])
        else:
            snippet += f"${{{number}|{','.join(map(_choice, words))}|}}" if words else f"${number}"
            number += 1
        at = part.end
    rest = tree.content[at:]
    return text + rest, f"{snippet}{_literal(rest)}$0"


def _stops(
    tree: Tree, choices: Mapping[str, Sequence[str]], titles: Sequence[str]
) -> Iterator[tuple[TreePart, tuple[str, ...]]]:
    """Yield what is to be filled in, from top to bottom: a blank without words, else what may stand there."""
    for part in tree.root.walk() if tree.root else ():
        if part.kind != "text":
            continue
        if not part.value and not part.style:
            yield part, ()
        elif part.value in choices and part.path in _PARTIES:
            yield part, (part.value, *(scalar(key, flow=True) for key in choices[part.value]))
        elif part.value == _COMMON and part.key in ("security", "underlying"):
            yield part, tuple(scalar(title) for title in titles)


def _literal(text: str) -> str:
    """Return a text as a snippet has it."""
    return text.replace("\\", "\\\\").replace("$", "\\$")


def _choice(word: str) -> str:
    """Return a word as one of several in a snippet."""
    return re.sub(r"[\\$},|]", r"\\\g<0>", word)
