"""`form4kit verify --filed`: what EDGAR has against what was built, file by file or a folder of them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from form4kit.cli import options as opt
from form4kit.cli.record_file import RECORD, entries_of

if TYPE_CHECKING:
    from form4kit.folder.search import Search
    from form4kit.signoff.verify_packet import Verified

ToldLine = tuple[bool, str]
"""Whether what is told is sound, and how it is told."""


def filed_lines(
    files: Sequence[Path],
    found: "Search | None",
    verified: "Sequence[Verified]",
    record: Path | None,
    *,
    trusted: bool,
) -> Iterator[ToldLine]:
    """Hold what EDGAR has against what was built, or what the packets bind."""
    what = "what was built" if not verified else "what was signed" if trusted else "what this packet binds"
    proven = "" if trusted or not verified else "; who signed is not proven"
    sound = all(each.verdict.sound for each in verified)
    for file in files:
        if file.is_dir():
            yield from _folder(file, found, record, sound=sound)
        else:
            yield _file(file, found, verified, (what, proven), sound=sound)


def _file(
    file: Path,
    found: "Search | None",
    verified: "Sequence[Verified]",
    words: tuple[str, str],
    *,
    sound: bool,
) -> ToldLine:
    from form4kit.cli.verify_options import read
    from form4kit.signoff.filed import NotFromEdgar
    from form4kit.signoff.filed_filings import closest, in_folder, in_packet

    sent = [in_folder(each) for each in found.folders] if found else []
    sent = sent or [in_packet(bound, each.attachments) for each in verified for bound in each.filings]
    try:
        name, compared = closest([each for each in sent if each is not None], read(file))
    except NotFromEdgar as error:
        opt.fail(f"{file}: {error}")
    what, proven = words
    remarks = f" ({'; '.join(compared.remarks)})" if compared.remarks else ""
    if compared.differences:
        said = f"FAILED: EDGAR has other than {what} in {name}: {'; '.join(compared.differences)}"
    elif not sound:
        said = "not proven, since the packet failed"
    else:
        said = f"what EDGAR has is {what} in {name}{proven}"
    return not compared.differences and sound, f"{file}: {said}{remarks}"


def _folder(folder: Path, found: "Search | None", record: Path | None, *, sound: bool) -> Iterator[ToldLine]:
    """Match the built folders with a folder of downloads, by the accession numbers of the record."""
    from form4kit.signoff.filed_folder import downloads_in, match
    from form4kit.signoff.record import record_for

    if found is None:
        opt.fail(f"{folder}: a folder of downloads goes with built folders, not with a packet alone")
    try:
        downloads = downloads_in(folder)
        if not downloads:
            opt.fail(f"{folder}: no copy of EDGAR's in it: .txt, or the form's .xml")
        beside = record or record_for(found.folders[0].path) or RECORD
        matched = [*match(found.folders, downloads, entries_of(beside))]
    except OSError as error:
        opt.fail(f"{error.filename or folder}: {opt.reason(error)}")
    for each in matched:
        name = each.folder or str(folder)
        if not each.sound:
            yield False, f"{name}: FAILED: {each.words}"
        elif each.same and not sound:
            yield False, f"{name}: not proven, since the packet failed: {each.words}"
        else:
            yield True, f"{name}: {each.words}"
