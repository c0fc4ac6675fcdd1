"""The sources of commands that write: where they may not come from, and how they may not be called."""

from collections.abc import Iterable
from pathlib import Path

from form4kit.cli import options as opt
from form4kit.source.discover import Found, Unreadable, find
from form4kit.storage.names import MANIFEST

_HEADER = 65_536


def sources(
    paths: list[str],
    *,
    leave_out: Path | None,
    passed_over: list[str] | None = None,
    archives: bool = False,
) -> list[Found | Unreadable]:
    """Find the sources, but for what the command itself has written into its output folder.

    A file, or a built folder, that is named outright is meant, wherever it lies.
    """
    found = find(paths, passed_over, archives=archives)
    if leave_out is None:
        return list(found)
    output = leave_out.resolve()
    return [
        source
        for source in found
        if not (
            isinstance(source, Found)
            and source.file is not None
            and not _is_named(source, paths)
            and source.file.resolve().is_relative_to(output)
        )
    ]


def _is_named(source: Found, paths: Iterable[str]) -> bool:
    if source.name in paths:
        return True
    folder = source.folder
    return (folder / MANIFEST).is_file() and any(Path(path) == folder for path in paths)


def distinct_stems(found: Iterable[Found | Unreadable]) -> None:
    """End with exit code 2 where two sources would be written to one name."""
    seen: dict[str, str] = {}
    for source in found:
        if isinstance(source, Found):
            first = seen.setdefault(source.stem, source.name)
            if first != source.name:
                opt.fail(f"{first} and {source.name} would both be written to {source.stem}")


def names_of_drafts(found: Iterable[Found | Unreadable]) -> dict[str, str]:
    """Name the drafts of sources, by the source's name: by its stem, and where others have the same by more.

    Downloads all have one stem (`full-submission`, `form4`): they are told apart by the accession number
    that they or their folder give, else by their folder. Ends with exit code 2 where that is not enough.
    """
    stems: dict[str, list[Found]] = {}
    for source in found:
        if isinstance(source, Found):
            same = stems.setdefault(source.stem, [])
            if source.name not in [each.name for each in same]:
                same.append(source)
    names: dict[str, str] = {}
    for stem, same in stems.items():
        for source in same:
            names[source.name] = stem if len(same) == 1 else _more_than(stem, source)
    taken: dict[str, str] = {}
    for source_name, name in names.items():
        if (first := taken.setdefault(name, source_name)) != source_name:
            opt.fail(f"{first} and {source_name} would both be written to {name}")
    return names


def _more_than(stem: str, source: Found) -> str:
    """Name a source whose stem others have too, as far as it can be told apart from them."""
    from form4kit.source.full_submission import hyphenated, looks_like_submission, sections

    if source.file is None or source.folder.joinpath(MANIFEST).exists():
        return stem
    with source.file.open("rb") as stream:
        head = stream.read(_HEADER)
    folder = source.folder.resolve().name
    number = sections(head)[0].accession if looks_like_submission(head) else hyphenated(folder)
    return number or f"{folder}-{stem}"
