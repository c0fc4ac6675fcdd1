"""Which other files the judging of a source reads: what must travel with it to another machine."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from form4kit.registry.settings import settings_for
from form4kit.source import decode, yaml_tree
from form4kit.source.detect import kind_of
from form4kit.source.discover import Found, find_inside
from form4kit.source.limits import LARGEST
from form4kit.source.node import Node
from form4kit.storage.named import MayNotName, named
from form4kit.storage.names import MANIFEST
from form4kit.storage.regular import is_regular, read_regular
from form4kit.storage.repository import NAME, root_of

_REGISTRY = ("people", "footnotes")
_LONGEST = 1024
_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Dependencies:
    """The files that judging a source reads: `registry` holds for all drafts of its folder, `named` it names.

    The latter are the exhibits and the fills, which lie in its own folder, and the earlier filings of
    `positions: {from: ...}` with whatever they name in turn.
    """

    registry: tuple[Path, ...]
    named: tuple[Path, ...]


def dependencies_of(data: bytes, name: str, folder: Path, given: Path | None = None) -> Dependencies:
    """Return the files that judging a source of `folder` reads. Raises OSError where one cannot be read.

    What is not there, or may not be named, is left for judging to say. `given` is the folder above that the
    user named.
    """
    registry: dict[Path, None] = {}
    found: dict[Path, None] = {}
    pending = [(data, name, folder)]
    while pending and len(found) <= _MOST:
        data, name, folder = pending.pop()
        settings = settings_for(folder, given)
        if settings.file:
            registry |= dict.fromkeys(_registry(settings.file.parent))
        tree = _tree(data, name)
        if tree is None:
            continue
        found |= dict.fromkeys(_named(tree, folder))
        for file in _earlier(tree, folder, root_of(folder, given)):
            if file not in found:
                found[file] = None
                pending.append((read_regular(file, LARGEST + 1), file.name, file.parent))
    return Dependencies(tuple(registry), tuple(found))


def _tree(data: bytes, name: str) -> Node | None:
    """Return the tree of a draft; None for anything else."""
    if kind_of(data, name) != "draft":
        return None
    content, _ = decode.decode(data)
    tree, _ = yaml_tree.compose(content) if content is not None else (None, [])
    return tree


def _registry(root: Path) -> Iterator[Path]:
    yield root / NAME
    for name in _REGISTRY:
        for pattern in ("*.yaml", "*.yml"):
            yield from filter(is_regular, sorted((root / name).glob(pattern)))


def _named(tree: Node, folder: Path) -> Iterator[Path]:
    for node in tree.scalars():
        path = _at(folder, node.text or "", folder)
        if path is not None and _fits(path):
            yield path


def _earlier(tree: Node, folder: Path, root: Path) -> Iterator[Path]:
    for node in _paths(tree):
        path = _at(folder, node.text or "", root)
        for found in find_inside(path, root) if path is not None else ():
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


def _at(folder: Path, name: str, root: Path) -> Path | None:
    try:
        return named(name, folder, root, "") if len(name) < _LONGEST else None
    except MayNotName:
        return None


def _fits(path: Path) -> bool:
    try:
        return is_regular(path) and path.stat().st_size <= LARGEST
    except OSError:  # a text that is no path: a footnote is longer than a file name may be
        return False
