"""The filings that a change of files touches: those among them, and the drafts that rest on the others."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from form4kit.compiler.dependencies import dependencies_of
from form4kit.registry.load import FOOTNOTES, PEOPLE
from form4kit.source.detect import is_filing, may_be_filing
from form4kit.source.discover import Found, Unreadable, find
from form4kit.storage.names import MANIFEST
from form4kit.storage.repository import NAME

_DRAFTS = (".yaml", ".yml")


def touched(paths: list[str], passed_over: list[str]) -> list[Found | Unreadable]:
    """Return what to judge where these files have changed, each once, in the order of its reasons.

    A file of a registry touches all filings below it. Fills, exhibits and earlier filings touch the drafts
    below the current folder that name them. `passed_over` takes the YAML and XML that is no filing.
    """
    found: dict[Path, Found | Unreadable] = {}
    named: list[Path] = []
    for name in paths:
        path = Path(name)
        if root := _registry_of(path):
            _add(found, find([str(root)]))
        elif (path.parent / MANIFEST).is_file():
            _add(found, find([str(path.parent)]))
        else:
            sources = list(_itself(name, path, passed_over))
            _add(found, sources)
            if sources or not may_be_filing(path):
                named.append(path.resolve())
    if named:
        _add(found, _naming(named))
    return list(found.values())


def _add(found: dict[Path, Found | Unreadable], sources: Iterable[Found | Unreadable]) -> None:
    for source in sources:
        found.setdefault(Path(source.name).resolve(), source)


def _registry_of(path: Path) -> Path | None:
    """Return the folder whose registry a file is of; None where it is of none."""
    if path.name == NAME:
        return path.parent
    above = path.parent.parent
    return above if path.parent.name in (PEOPLE, FOOTNOTES) and (above / NAME).is_file() else None


def _itself(name: str, path: Path, passed_over: list[str]) -> Iterator[Found | Unreadable]:
    """Yield a changed file where it is a filing itself."""
    if not path.exists():
        yield from find([name])
        return
    try:
        if is_filing(path):
            yield Found(name, path)
        elif may_be_filing(path):
            passed_over.append(name)
    except OSError as error:
        yield Unreadable(name, (error.strerror or str(error)).lower())


def _naming(changed: list[Path]) -> Iterator[Found]:
    """Yield the drafts below the current folder that name a changed file, or a filing that names it."""
    names = [path.name.encode() for path in changed]
    for draft in find(["."]):
        if isinstance(draft, Unreadable) or draft.file is None or draft.file.suffix.lower() not in _DRAFTS:
            continue
        try:
            data = draft.read()
            if any(name in data for name in names) or b"from:" in data:
                rests_on = dependencies_of(data, draft.name, draft.folder.resolve()).named
                if not set(rests_on).isdisjoint(changed):
                    yield draft
        except OSError:
            continue  # it is told where the draft itself is judged
