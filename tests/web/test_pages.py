"""The table of pages: each address once, and a page only where its parts are there."""

import re

import pytest

pytest.importorskip("starlette", reason="needs the extra form4kit[web]")

from starlette.requests import Request

from form4kit.web.pages import ASSETS, PAGES, VIEWS, moved, page_routes


def test_each_page_has_its_parts_and_its_own_address() -> None:
    addresses = [page.address for page in PAGES]
    assert len(set(addresses)) == len(addresses)
    assert {page.view for page in PAGES} <= {"", *(address for address, _ in VIEWS)}
    routed = [route.path for route in page_routes()]
    assert "/" in routed and {*routed} - {"/happened", "/batch", "/desk"} <= {*addresses}
    for page in PAGES:
        if page.address in routed:
            missing = [end for end in ("css", "js") if not (ASSETS / f"{page.asset}.{end}").is_file()]
            assert missing == [], page.asset


def test_no_asset_has_inline_style_or_script() -> None:
    for file in ASSETS.glob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|\son\w+=|<script>|javascript:", text), file.name


def test_an_address_of_before_leads_to_the_page_of_today() -> None:
    def leads(path: str, asked: str = "") -> str:
        scope = {
            "type": "http",
            "path": path,
            "query_string": asked.encode(),
            "headers": [],
            "server": ("a", 1),
        }
        return moved(Request(scope)).headers["location"]

    assert leads("/happened") == "/new" and leads("/batch") == "/?order=step"
    assert leads("/desk", "file=2026%2Fa%20b.yaml") == "/f/2026/a%20b/text"
    assert leads("/desk") == "/"
