"""Old filings that are dropped: what each file is, whether it is used, and under which name it is kept."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from form4kit.convert import bare_cik
from form4kit.edgar import ccc_scan
from form4kit.footnote_library.values import long_date
from form4kit.lazy_re import pattern
from form4kit.model import Filing
from form4kit.outcome import Options, Outcome
from form4kit.pipeline import run_bytes
from form4kit.source.limits import LARGEST_FORM
from form4kit.steps.given_file import UnpackedFile
from form4kit.storage.sealed import sha256
from form4kit.words import counted

FILING: Final = "filing"
EXHIBIT: Final = "exhibit"
NOT_USED: Final = "not used"

_PICTURES: Final = (".pdf", ".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".heic", ".webp")
_WORD: Final = (".docx", ".doc", ".rtf", ".odt")
_SHEETS: Final = (".xlsx", ".xls", ".csv", ".tsv")
_TEXTS: Final = (".txt", ".htm", ".html")
_EXHIBIT = pattern(r"(?:\A|[^a-z])ex-?\d{2}|\bpoa\b|(?:\A|[^a-z])poa(?:[^a-z]|\Z)", re.IGNORECASE)
_POWER = re.compile(rb"power\s+of\s+attorney", re.IGNORECASE)
_UNFIT = pattern(r"[^\w. ()+,&'-]+", re.ASCII)
_RESERVED = pattern(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)
_LONGEST: Final = 100


@dataclass(frozen=True, slots=True)
class DroppedLine:
    """What became of one file: `filing`, `exhibit` or `not used`; what it is, or why it is not used.

    `kept` is the name under which it is kept, empty where it is not.
    """

    name: str
    became: str
    words: str
    kept: str = ""


@dataclass(slots=True)
class DroppedFilings:
    """The files that were read, in their order; `filings` by the name under which each is kept."""

    lines: list[DroppedLine] = field(default_factory=list)
    filings: list[tuple[str, Filing]] = field(default_factory=list)
    kept: dict[str, bytes] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The count of all files and of what became of them, which adds up."""
        became = [line.became for line in self.lines]
        count = {each: became.count(each) for each in (FILING, EXHIBIT, NOT_USED)}
        parts = [f"{counted(count[FILING], 'filing', ',')} used"]
        parts += [f"{counted(count[EXHIBIT], 'exhibit', ',')} kept"] if count[EXHIBIT] else []
        parts += [f"{count[NOT_USED]:,} not used"] if count[NOT_USED] else []
        return f"{counted(len(self.lines), 'file', ',')} read: {', '.join(parts)}"


def read_dropped(files: Iterable[UnpackedFile], held: Mapping[str, bytes]) -> DroppedFilings:
    """Tell what each file is; `held` are the files that are kept already, by their names."""
    found = DroppedFilings()
    names = {name.lower(): data for name, data in held.items()}
    seen: dict[str, str] = {}
    for each in files:
        if each.why:
            found.lines.append(DroppedLine(each.name, NOT_USED, each.why))
            continue
        digest = sha256(each.data)
        if digest in seen:
            found.lines.append(DroppedLine(each.name, NOT_USED, f"the same bytes as {seen[digest]}"))
            continue
        filings, why, exhibit = _judged(each)
        if not filings and not exhibit:
            found.lines.append(DroppedLine(each.name, NOT_USED, why))
            continue
        seen[digest] = each.name
        name = _kept_name(each.name, each.data, names, filing=bool(filings))
        names[name.lower()] = each.data
        found.kept[name] = each.data
        found.filings += [(name, filing) for filing in filings]
        words = "; ".join(map(words_of, filings)) if filings else "an exhibit, kept as it is"
        found.lines.append(DroppedLine(each.name, FILING if filings else EXHIBIT, words, name))
    return found


def words_of(filing: Filing) -> str:
    """Say which filing it is: `Form 4 of Reyes Antonio J, August 14, 2026`."""
    owners = [each.name.text or f"CIK {bare_cik(each.cik.text)}" for each in filing.owners]
    more = f" and {len(owners) - 1} more" if len(owners) > 1 else ""
    day = f", {long_date(filing.period.value)}" if filing.period.value else ""
    return f"Form {filing.form_type} of {owners[0] if owners else 'nobody named'}{more}{day}"


def _judged(each: UnpackedFile) -> tuple[list[Filing], str, bool]:
    """Return the filings in a file, else why there is none, and whether it is an exhibit."""
    suffix = Path(each.name).suffix.lower()
    if not each.data.strip():
        return [], "nothing stands in it", False
    if suffix in _PICTURES:
        return [], "a picture of a form cannot be read; EDGAR has the same filing as .txt", False
    if suffix in _WORD:
        return [], "a Word file is no filing; a power of attorney is added under Powers", False
    if suffix in _SHEETS:
        return [], "a table of trades is no filing; it goes into the filing that reports them", False
    if suffix in (".yaml", ".yml"):
        return [], "a draft is no filing yet", False
    if suffix in _TEXTS and _is_exhibit(each):
        return [], "", True
    if b"\0" in each.data[:4096] and not each.data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return [], "no text; EDGAR has the filing as .txt", False
    options = Options(published=True, only_read=True)
    outcome = run_bytes(each.data, f"dropped{suffix or '.txt'}", Path(), options)
    filings = [one.filing for one in outcome.held if one.filing is not None]
    if not filings:
        return [], _why_none(outcome), False
    if _holds_ccc(each.data):
        return [], "it holds a CCC, which no file of this folder may; EDGAR's own copy has none", False
    nobody = not any(bare_cik(owner.cik.text) for filing in filings for owner in filing.owners)
    if nobody or not bare_cik(filings[0].issuer.cik.text):
        return [], "no Form 3, 4 or 5: it names no issuer and no reporting person by CIK", False
    return filings, "", False


def _is_exhibit(each: UnpackedFile) -> bool:
    head = each.data[:65_536].lstrip()
    if b"<ownershipDocument" in each.data or b"<SEC-DOCUMENT>" in head or b"<SUBMISSION>" in head:
        return False
    name = each.name.rsplit("/", 1)[-1]
    return bool(_POWER.search(head) or _EXHIBIT.search(Path(name).stem))


def _holds_ccc(data: bytes) -> bool:
    return b"ccc" in data[:LARGEST_FORM].lower() and bool(ccc_scan.lines_with_ccc(data[:LARGEST_FORM]))


def _why_none(outcome: Outcome) -> str:
    held = [each for one in outcome.filings for each in one.findings]
    found = next((each for each in held if each.blocks), None)
    return found.message if found else "no Form 3, 4 or 5"


def _kept_name(name: str, data: bytes, names: Mapping[str, bytes], *, filing: bool) -> str:
    """Return a name that none of these has with other bytes: the last part, without what no disk takes."""
    last = re.split(r"[/\\]", name)[-1]
    last = _UNFIT.sub("-", last.encode("ascii", "replace").decode().replace("?", "-")).strip(" .-")
    stem, dot, suffix = last.rpartition(".")
    stem, suffix = (stem, suffix[:8].lower()) if dot else (last, "")
    stem = stem[:_LONGEST].strip(" .-") or "filing"
    if _RESERVED.match(stem):
        stem = f"filing-{stem}"
    known = ("xml", "txt", "nc") if filing else ("txt", "htm", "html")
    suffix = suffix if suffix in known else "xml" if filing and data.lstrip()[:1] == b"<" else "txt"
    return next(each for each in _numbered(stem, suffix) if names.get(each.lower(), data) == data)


def _numbered(stem: str, suffix: str) -> Iterator[str]:
    yield f"{stem}.{suffix}"
    number = 2
    while True:
        yield f"{stem}-{number}.{suffix}"
        number += 1
