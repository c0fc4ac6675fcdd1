"""Files that a page gave: known by their hash, and forgotten where they come to too much."""

import pytest

pytest.importorskip("starlette", reason="needs the extra form4kit[web]")

from form4kit.web import given_files
from form4kit.web.given_files import GivenFiles
from form4kit.web.responses import Refusal


def test_what_is_too_much_is_forgotten_oldest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(given_files, "_MOST", 10)
    given = GivenFiles()
    first, second = given.keep(b"a" * 6), given.keep(b"b" * 6)
    assert given.file({"name": "b", "sha256": second}) == ("b", b"b" * 6)
    with pytest.raises(Refusal, match="give it again"):
        given.file({"name": "a", "sha256": first})


@pytest.mark.parametrize("sent", [None, "x", {"name": 1, "sha256": "x"}, {"name": "x"}])
def test_what_no_page_sends_is_refused(sent: object) -> None:
    with pytest.raises(Refusal):
        GivenFiles().file(sent)
