"""EDGAR's copy, edited at random: what is another filing is told, and nothing stops the comparison."""

import random
import re
from pathlib import Path

import pytest
from edgar_copy import published
from signing_kit import built

from form4kit.analysis.compare import differences
from form4kit.edgar.read import read_document
from form4kit.folder.read import filing_of, find_built
from form4kit.signoff.filed import NotFromEdgar, Sent, against_filed, exhibits_of

_TEXT = re.compile(rb">([^<>\s][^<>]*)<")
_OF_EDGAR = (b"schemaVersion", b"issuerName", b"rptOwnerName")
_KINDS = 8


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, tuple[Sent, ...]]:
    folder = next(each for each in find_built(built(tmp_path_factory.mktemp("edits"))) if each.name == "plan")
    filing = filing_of(folder)
    assert filing is not None
    return folder.files["ownership.xml"], exhibits_of(filing)


def _torn(copy: bytes, chance: random.Random, kind: int) -> bytes:
    """Edit a copy in one place, as a disk, an editor or an attacker might."""
    at = chance.randrange(len(copy))
    size = chance.choice((1, 2, 9, 400))
    lines = copy.splitlines(keepends=True)
    line = chance.randrange(len(lines))
    tags = [found.span() for found in re.finditer(rb"<[^<>]*>", copy)]
    start, end = chance.choice(tags)
    return (
        copy[:at] + bytes([copy[at] ^ chance.randrange(1, 256)]) + copy[at + 1 :],
        copy[:at] + copy[at + size :],
        copy[:at] + chance.randbytes(size) + copy[at:],
        b"".join(lines[:line] + lines[line + 1 :]),
        b"".join(lines[:line] + [lines[line]] * 2 + lines[line + 1 :]),
        copy[:start] + copy[end:],
        copy[:start] + copy[start:end] * 2 + copy[end:],
        copy[:at],
    )[kind]


@pytest.mark.parametrize("kind", range(_KINDS))
def test_nothing_stops_the_comparison(kind: int, sent: tuple[bytes, tuple[Sent, ...]]) -> None:
    """What passes as the same reads as the same form, with the same exhibits."""
    form, exhibits = sent
    copy, chance = published(form, *exhibits), random.Random(kind)
    whole, _ = read_document(form)
    assert whole is not None
    told = 0
    for _ in range(60):
        edited = _torn(copy, chance, kind)
        try:
            found = against_filed(form, exhibits, edited)
        except NotFromEdgar as error:
            assert str(error)
            told += 1
            continue
        if found.differences:
            assert all(found.differences)
            told += 1
            continue
        held = re.search(rb"<XML>\s*(.*?)</XML>", edited, re.DOTALL)
        read, _ = read_document(held[1].strip()) if held else (None, [])
        assert read is not None, edited
        other = [each for each in differences(whole, read) if "ame" not in str(each)]
        assert not other, other
    assert told > 3


def test_every_text_of_the_form_that_is_another_is_told(sent: tuple[bytes, tuple[Sent, ...]]) -> None:
    form, exhibits = sent
    copy = published(form, *exhibits)
    begin, end = copy.index(b"<ownershipDocument"), copy.index(b"</ownershipDocument>")
    tried = 0
    for found in _TEXT.finditer(copy, begin, end):
        tag = re.findall(rb"<(\w+)[^<>]*>$", copy[begin : found.start() + 1])
        if tag and tag[0] in _OF_EDGAR:
            continue
        value = found[1]
        other = b"1" if value in (b"0", b"false") else b"0"
        edited = copy[: found.start(1)] + other + copy[found.end(1) :]
        try:
            told = against_filed(form, exhibits, edited).differences
        except NotFromEdgar:
            told = ("refused",)
        assert told, (tag, value, other)
        tried += 1
    assert tried > 30


def test_every_line_of_an_exhibit_that_is_another_is_told(sent: tuple[bytes, tuple[Sent, ...]]) -> None:
    form, _ = sent
    text = b"".join(b"Paragraph %d of the power.\n" % number for number in range(40))
    exhibit = Sent("poa.txt", "EX-24", text)
    copy, chance = published(form, exhibit), random.Random(4)
    start = copy.index(b"Paragraph 0")
    for _ in range(200):
        at = chance.randrange(start, start + len(text) - 1)
        other = bytes([chance.randrange(33, 127)])
        if other == copy[at : at + 1] or copy[at : at + 1].isspace():
            continue
        edited = copy[:at] + other + copy[at + 1 :]
        try:
            told = against_filed(form, (exhibit,), edited).differences
        except NotFromEdgar:
            continue
        assert told, edited[at - 20 : at + 20]


def test_a_submission_is_not_edgars_copy(sent: tuple[bytes, tuple[Sent, ...]], tmp_path: Path) -> None:
    folder = next(each for each in find_built(built(tmp_path)) if each.name == "plan")
    with pytest.raises(NotFromEdgar):
        against_filed(*sent, folder.files["submission.xml"])
