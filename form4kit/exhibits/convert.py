"""Turn a paper into what EDGAR takes, and judge the result as `check` does."""

import html
from collections.abc import Collection, Sequence
from typing import Final

from form4kit.edgar import exhibit_bytes
from form4kit.edgar.exhibit_content import Kind, look
from form4kit.exhibits import read_text, signature_pictures
from form4kit.exhibits.changes import Changes
from form4kit.exhibits.characters import Characters, joined
from form4kit.exhibits.encodings import decode_paper, said_twice
from form4kit.exhibits.html_filter import Escaped, filtered
from form4kit.exhibits.html_source import is_html
from form4kit.exhibits.paper import CannotConvert
from form4kit.exhibits.read_docx import read_docx
from form4kit.exhibits.read_html import read_page
from form4kit.exhibits.write_html import as_html
from form4kit.exhibits.write_text import as_text
from form4kit.frozen import frozen
from form4kit.lazy_re import pattern

LARGEST: Final = 64 * 1024 * 1024
"""The bytes that a Word file may have, most of them pictures."""

LARGEST_TEXT: Final = 1024 * 1024
"""The bytes of a text or an HTML page; the largest exhibit seen, a scanned page, has half as many."""

TEXT: Final = "text"
HTML: Final = "html"
_ENDINGS: Final = {TEXT: "txt", HTML: "htm"}
_POWER = pattern(r"power\s+of\s+attorney", 2)  # re.IGNORECASE
_TAG = pattern(r"<[^<>]*>")


@frozen()
class Wanted:
    """What a person asks for: a format, else that of the paper; names for signatures; changes accepted.

    `pictures` are the names of pictures beside the paper that a page may show.
    """

    format: str = ""
    signed: tuple[str, ...] = ()
    accept: bool = False
    pictures: frozenset[str] = frozenset()


@frozen()
class Converted:
    """An exhibit: its bytes, the ending of its name, and what was changed, a line for each kind.

    `stops` are where, what would be lost and what to do; there are no bytes then.
    """

    content: bytes
    ending: str
    told: tuple[str, ...] = ()
    stops: tuple[tuple[str, str, str], ...] = ()


def convert(content: bytes, name: str, wanted: Wanted) -> Converted:
    """Return an exhibit made of a paper, whose name says nothing that its bytes do not.

    What EDGAR takes already is returned as it stands. Raises CannotConvert where it cannot be read.
    """
    if len(content) > LARGEST:
        raise _too_large(LARGEST)
    if not content.strip(b"\0 \t\r\n\f"):
        raise CannotConvert("nothing stands in it", "Is it the right file?")
    changes = Changes()
    if content.startswith(b"PK"):
        paper = signature_pictures.typed(
            read_docx(content, changes, accept=wanted.accept), wanted.signed, changes
        )
        form = wanted.format or TEXT
        return _judged(as_html(paper, changes) if form == HTML else as_text(paper, changes), form, changes)
    return _from_text(content, name, wanted, changes)


def _from_text(content: bytes, name: str, wanted: Wanted, changes: Changes) -> Converted:
    _refuse_other_formats(content)
    if len(content) > LARGEST_TEXT:
        raise _too_large(LARGEST_TEXT)
    text, encoding = decode_paper(content)
    if encoding != "ASCII":
        changes.tell(f"read as {encoding}", "")
    if said_twice(text) != text:
        changes.tell("UTF-8 that was read as Windows-1252 put right", "")
        text = said_twice(text)
    named_html = name.lower().endswith((".htm", ".html", ".xhtml"))
    page = is_html(text) or named_html
    if page and not named_html:
        changes.tell("read as HTML, which it is", "")
    form = wanted.format or (HTML if page else TEXT)
    if page == (form == HTML) and not wanted.signed and _is_taken(content, form):
        return Converted(content, _ENDINGS[form])
    if page:
        return _judged(_from_page(text, form, wanted, changes), form, changes)
    signature_pictures.decided("", wanted.signed, changes)
    if form == HTML:
        title = name.rpartition(".")[0]
        return _judged(as_html(read_text.as_paper(text, title), changes), form, changes)
    return _judged(read_text.as_it_stands(text, changes), form, changes)


def _from_page(text: str, form: str, wanted: Wanted, changes: Changes) -> bytes:
    if form == TEXT:
        paper = read_page(filtered(text, changes, Escaped(), accept=wanted.accept))
        return as_text(signature_pictures.typed(paper, wanted.signed, changes), changes)
    spell = Characters(changes, html=True)
    made = filtered(text, changes, spell, wanted.pictures, accept=wanted.accept)
    read = html.unescape(_TAG.sub("", made))
    written = [
        spell.write(each, "the signature")
        for each in signature_pictures.decided(read, wanted.signed, changes)
    ]
    return signature_pictures.filled(made, iter(written)).encode("ascii")


def _judged(content: bytes, form: str, changes: Changes) -> Converted:
    """Return an exhibit that EDGAR takes; where something would be lost, or is not taken, what that is."""
    ending = _ENDINGS[form]
    if form == HTML:
        content = joined(content.decode("ascii")).encode("ascii")
    seen = look(content, f"exhibit.{ending}")
    if not changes.stops:
        if not content.strip() or (seen.words is not None and not seen.words.strip() and not seen.pictures):
            raise CannotConvert("no words stand in it, pictures at most", "Type what it says.")
        for trait in seen.traits:
            if trait.kind is not Kind.CARET:
                changes.stop(f"line {trait.line} of what would be written", trait.what, trait.hint)
    if changes.stops:
        return Converted(b"", ending, changes.lines(), tuple(changes.stops))
    told = [f"{each.what}: kept, and EDGAR may not take it" for each in seen.traits]
    if (
        seen.words is not None
        and _POWER.search(seen.words)
        and not signature_pictures.CONFORMED.search(seen.words)
    ):
        told.append("no typed signature stands in it: /s/ and the name of who signed it")
    return Converted(content, ending, (*changes.lines(), *told))


def _is_taken(content: bytes, form: str) -> bool:
    """Tell whether EDGAR takes a text or page as it stands."""
    seen = look(content, f"exhibit.{_ENDINGS[form]}")
    passes = (Kind.CARET,) if form == TEXT else ()
    return not seen.links and all(each.kind in passes for each in seen.traits)


def _refuse_other_formats(content: bytes) -> None:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise CannotConvert(
            "a Word file of the older kind, or one with a password", "Save it as .docx, without a password."
        )
    if exhibit_bytes.is_rtf(content):
        raise CannotConvert("an RTF file", "Save it as .docx from the program that made it.")
    what = exhibit_bytes.runs(content) or exhibit_bytes.other_format(content)
    if what == "a PDF":
        hint = "Convert the Word file or the text that it was made of; a PDF's text must be read by a person."
        raise CannotConvert(what, hint)
    if what:
        raise CannotConvert(what, "Give a Word file (.docx), a text or an HTML page.")


def _too_large(most: int) -> CannotConvert:
    return CannotConvert(f"more than {most:,} bytes", "Take the pictures out, or convert it in parts.")


def beside(names: Sequence[str] | Collection[str]) -> frozenset[str]:
    """Return those names that `<img>` may show: pictures, named as EDGAR wants it."""
    good = pattern(r"(?=.{1,32}\Z)(?=[^_]*_?[^_]*\Z)(?=[^-]*-?[^-]*\Z)[a-z][a-z0-9_-]*\.(?:jpg|gif)")
    return frozenset(name for name in names if good.fullmatch(name))
