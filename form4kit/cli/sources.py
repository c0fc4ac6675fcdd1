"""The sources of commands that write: where they may not come from, and how they may not be called."""

from collections.abc import Iterable
from pathlib import Path

from form4kit.cli import options as opt
from form4kit.source.discover import Found, Unreadable, find
from form4kit.storage.names import MANIFEST


def sources(
    paths: list[str], *, leave_out: Path | None, passed_over: list[str] | None = None
) -> list[Found | Unreadable]:
    """Find the sources, but for what the command itself has written into its output folder.

    A file, or a built folder, that is named outright is meant, wherever it lies.
    """
    found = find(paths, passed_over)
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
