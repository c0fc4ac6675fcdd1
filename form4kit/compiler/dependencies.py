"""Which other files the judging of a source reads: what must travel with it to another machine."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from form4kit.registry.settings import NAME, settings_for
from form4kit.source import decode, yaml_tree
from form4kit.source.detect import kind_of
from form4kit.source.discover import LARGEST, Found, find
from form4kit.source.node import Node
from form4kit.storage.names import MANIFEST

_REGISTRY = ("people", "footnotes")
_LONGEST = 1024


@dataclass(frozen=True, slots=True)
class Dependencies:
    """The files that judging a source reads: `registry` holds for all drafts of its folder, `named` it names.

    The latter are the exhibits and the fills, which lie in its own folder, and the earlier filings of
    `positions: {from: ...}` with whatever they name in turn.
    """

    registry: tuple[Path, ...]
    named: tuple[Path, ...]


def dependencies_of(data: bytes, name: str, folder: Path) -> Dependencies:
    """Return the files that judging a source of `folder` reads. Raises OSError where one cannot be read.

    What is not there is left for judging to say.
    """
    registry: dict[Path, None] = {}
    named: dict[Path, None] = {}
    _gather(data, name, folder, registry, named)
    return Dependencies(tuple(registry), tuple(named))


def _gather(
    data: bytes, name: str, folder: Path, registry: dict[Path, None], named: dict[Path, None]
) -> None:
    settings = settings_for(folder)
    if settings.file:
        registry |= dict.fromkeys(_registry(settings.file.parent))
    if kind_of(data, name) != "draft":
        return
    content, _ = decode.decode(data)
    tree, _ = yaml_tree.compose(content) if content is not None else (None, [])
    if tree is None:
        return
    named |= dict.fromkeys(_named(tree, folder))
    for file in _earlier(tree, folder):
        if file not in named:
            named[file] = None
            _gather(file.read_bytes(), file.name, file.parent, registry, named)


def _registry(root: Path) -> Iterator[Path]:
    yield root / NAME
    for name in _REGISTRY:
        for pattern in ("*.yaml", "*.yml"):
            yield from sorted((root / name).glob(pattern))


def _named(tree: Node, folder: Path) -> Iterator[Path]:
    for node in tree.scalars():
        path = _at(folder, node.text or "")
        if path is not None and path.is_relative_to(folder) and _fits(path):
            yield path


def _earlier(tree: Node, folder: Path) -> Iterator[Path]:
    for node in _paths(tree):
        path = _at(folder, node.text or "")
        for found in find([str(path)]) if path is not None else ():
            if isinstance(found, Found) and found.file is not None and _fits(found.file):
                yield found.file
                if (manifest := found.file.with_name(MANIFEST)).is_file():  # which makes a folder a built one
                    yield manifest


def _paths(tree: Node) -> Iterator[Node]:
    """Yield the paths of filings: those that balances come from, what is amended, and what came after."""
    amends = tree.get("amends")
    places = [(tree.get("positions"), "from"), (amends, "filing"), (amends, "later")]
    for node in [amends, *(place.get(key) for place, key in places if place is not None)]:
        if node is not None and not node.members:
            yield from node.items or [node]


def _at(folder: Path, name: str) -> Path | None:
    try:
        return (folder / name).resolve() if name and len(name) < _LONGEST else None
    except (OSError, ValueError):  # longer than a path may be, or with a NUL
        return None


def _fits(path: Path) -> bool:
    try:
        return path.is_file() and path.stat().st_size <= LARGEST
    except OSError:  # a text that is no path: a footnote is longer than a file name may be
        return False
