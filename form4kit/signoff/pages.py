"""Print the packet's own pages: cover, heads, what goes to EDGAR beside the form, signatures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from form4kit.resources import resource
from form4kit.storage.names import DRAFT, OWNERSHIP

LONGEST: Final = 400_000
"""The characters of an exhibit that are printed; the attachment has the rest."""
_PICTURES: Final = {b"\xff\xd8\xff": "jpg", b"GIF8": "gif", b"\x89PNG": "png"}


@dataclass(frozen=True, slots=True)
class Printed:
    """A part to print: `cover`, `heads` (for each page of a proof), `annex` of a filing, `signature`.

    `template` is the one it is printed with; that of statements prints their whole `texts` as one part.
    """

    part: str
    terms: Mapping[str, Any]
    number: int = 0
    exhibits: tuple[Mapping[str, Any], ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    template: str = "packet.html.j2"
    texts: tuple[str, ...] = ()


def printed(what: Printed) -> bytes:
    """Print a part as PDF; the same terms give the same bytes."""
    from form4kit.proof.pdf import print_pages

    filings = what.terms["filings"]
    page = (
        _environment()
        .get_template(what.template)
        .render(
            part=what.part,
            terms=what.terms,
            filings=filings,
            signer=what.terms["signer"],
            number=what.number,
            each=filings[what.number - 1] if what.number else None,
            exhibits=what.exhibits,
            texts=what.texts,
        )
    )
    return print_pages(page, "packet.css", what.pictures)


def annex(terms: Mapping[str, Any], number: int, files: Mapping[str, bytes]) -> bytes:
    """Print what goes to EDGAR beside the form of a filing, its findings, its powers, and every exhibit."""
    exhibits: list[dict[str, Any]] = []
    pictures: dict[str, bytes] = {}
    for name, data in files.items():
        if name in (OWNERSHIP, DRAFT):
            continue
        shown: dict[str, Any] = {"name": name, "text": None, "picture": None, "cut": False}
        kind = next((kind for magic, kind in _PICTURES.items() if data.startswith(magic)), None)
        if kind:
            shown["picture"] = f"form4kit:exhibit-{len(exhibits) + 1}.{kind}"
            pictures[shown["picture"]] = data
        elif b"\0" not in data:
            text = _decoded(data)
            shown["text"], shown["cut"] = text[:LONGEST], len(text) > LONGEST
        exhibits.append(shown)
    return printed(Printed("annex", terms, number, tuple(exhibits), pictures))


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").expandtabs()


@lru_cache
def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(resource("templates")), autoescape=True, undefined=StrictUndefined
    )
