"""The pages of the workbench: their addresses, and the frame that all of them stand in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

ASSETS: Final = Path(__file__).parent / "assets"


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its address, its asset `assets/NAME.html` with .css and .js, its title.

    `view` is the address of the entry of the top bar that it belongs to. `step` is the step of a filing that
    it shows, one of `STEPS` in small letters; such a page has the filing's title and steps above its content,
    `whose` says so where a page of a filing belongs to no step. `light` is one that has no dark colours.
    """

    address: str
    asset: str
    title: str
    view: str = ""
    step: str = ""
    whose: bool = False
    light: bool = False

    @property
    def of_a_filing(self) -> bool:
        """Whether it is the page of one filing."""
        return bool(self.step) or self.whose


VIEWS: Final = (
    ("/", "Board"),
    ("/new", "New filing"),
    ("/people", "People"),
    ("/ledger", "Ledger"),
    ("/record", "Record"),
)
"""The top bar; what has no page yet, or no longer, is left out."""

_F: Final = "/f/{name:path}"
PAGES: Final = (
    Page("/", "board", "Board", "/"),
    Page("/start", "start", "Set up this folder"),
    Page("/new", "new", "New filing", "/new"),
    Page(f"{_F}/prepare", "prepare", "Prepare", "/", "prepare"),
    Page(f"{_F}/text", "text", "As text", "/", "prepare"),
    Page(f"{_F}/review", "review", "Review", "/", "review"),
    Page(f"{_F}/build", "build", "Build", "/", "build"),
    Page(f"{_F}/file", "file", "File", "/", "file"),
    Page(f"{_F}/live", "live", "File it live", "/", "file"),
    Page(f"{_F}/history", "history", "History", "/", whose=True),
    Page("/build", "build", "Build", "/"),
    Page("/sign", "sign", "Sign", "/"),
    Page("/test", "tests", "Send TESTs", "/"),
    Page("/sign/{packet:path}", "packet", "Read and sign", "/"),
    Page("/people", "people", "People", "/people"),
    Page("/people/{key}", "person", "Person", "/people"),
    Page("/companies/{key}", "company", "Company", "/people"),
    Page("/ledger", "ledger", "Ledger", "/ledger"),
    Page("/record", "record", "Record", "/record"),
    Page("/record/late", "late", "Late reports", "/record"),
    Page("/record/year-end", "year-end", "Year end", "/record"),
    Page("/computer", "computer", "This computer"),
    Page("/help", "help", "Help"),
    Page("/help/{word:path}", "help", "Help"),
)
"""Every page; one whose asset is not there is not routed."""


def page_routes() -> Iterator[Route]:
    """Yield the routes of the pages whose assets are there."""
    made = {page.address: page for page in PAGES if (ASSETS / f"{page.asset}.html").is_file()}
    for page in made.values():
        yield route_of(page, [(address, words) for address, words in VIEWS if address in made])
    for address in sorted({"/happened", "/batch", "/desk"} - made.keys()):
        yield Route(address, moved)


def route_of(page: Page, views: Sequence[tuple[str, str]] = VIEWS) -> Route:
    """Return the route of a page, with the entries of its top bar."""
    return Route(page.address, _Shown(page, views).answer)


def moved(request: Request) -> Response:
    """Send an address of before to the page that does its work now; a bookmark may hold it."""
    path, asked = request.url.path, request.query_params
    if path == "/desk" and asked.get("file"):
        name = asked["file"].removesuffix(".yml").removesuffix(".yaml")
        return RedirectResponse(f"/f/{quote(name)}/text", 301)
    return RedirectResponse({"/happened": "/new", "/batch": "/?order=step"}.get(path, "/"), 301)


def page_alone(page: Page) -> Route:
    """Return the route of a page that stands by itself, with no others to go to."""
    return Route(page.address, _Shown(page, []).answer)


@dataclass(frozen=True, slots=True)
class _Shown:
    """Shows a page in its frame."""

    page: Page
    views: Sequence[tuple[str, str]]

    def answer(self, request: Request) -> Response:
        page = self.page
        head = Template(_asset("filing-head.html")).substitute() if page.of_a_filing else ""
        shell = Template(_asset("shell.html"))
        filing = escape(str(request.path_params.get("name", ""))) if page.of_a_filing else ""
        return HTMLResponse(
            shell.substitute(
                name=page.asset,
                title=escape(page.title),
                views="".join(self._entry(address, words) for address, words in self.views),
                filing=filing,
                step=page.step,
                theme=' data-theme="light"' if page.light else "",
                main=head + _asset(f"{page.asset}.html"),
            )
        )

    def _entry(self, address: str, words: str) -> str:
        here = ' aria-current="page"' if address == self.page.view else ""
        return f'<li><a href="{address}"{here}>{escape(words)}</a></li>'


def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")
