"""Find and read the registry of a folder: form4kit.toml at or above it, `people/` and `footnotes/` beside."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from form4kit.draft_schema.suggest import suggest_word
from form4kit.findings import Finding
from form4kit.footnote_library.template import Template, read_template
from form4kit.place import Place
from form4kit.registry.entries import EMPTY, Company, Person, Registry
from form4kit.registry.faults import CCC_HELD, DOUBLED, UNFIT_ENTRY, UNREADABLE
from form4kit.registry.read import read_person, role_issuers
from form4kit.registry.read_company import read_company
from form4kit.registry.secrets import lines_with_ccc, pruned, repeats_ccc
from form4kit.registry.settings import file_for
from form4kit.registry.toml_text import UnfitToml
from form4kit.registry.toml_tree import tree
from form4kit.source.decode import decode
from form4kit.source.limits import LARGEST_FORM, megabytes
from form4kit.source.node import Node
from form4kit.source.yaml_tree import compose
from form4kit.storage.regular import NotRegular, read_regular
from form4kit.storage.repository import NAME
from form4kit.words import listed

PEOPLE = "people"
FOOTNOTES = "footnotes"
_TABLES = [
    *("issuer", "issuers", "people", "footnotes", "contact", "calendar", "rules", "tables"),
    *("review", "sign"),
]
_CONTACT = ["name", "phone", "email", "notify"]
_SHOWN = 10
_TAKE_OUT = "Take it out, ask EDGAR for a new one, and keep that in the environment as FORM4KIT_CCC_<CIK>."


def registry_for(folder: Path, given: Path | None = None) -> Registry:
    """Return the registry that holds in a folder: that of the nearest form4kit.toml at or above it.

    `given` is the folder above it that the user named, whose file is read whoever owns it.
    """
    file = file_for(folder, given)
    if file is None:
        return EMPTY
    return _loaded(file.parent, tuple((each, *_stamp(each)) for each in _files(file.parent)))


def registry_with(root: Path, file: Path, data: bytes) -> Registry:
    """Return the registry of a root as it is with these bytes in one of its files, which need not exist."""
    files = dict.fromkeys([*_files(root), file])
    return _read(root, {each: data if each == file else None for each in files})


def in_registry(file: Path) -> Path | None:
    """Return the root of the registry to which a file belongs, by its name and folder; None of any other."""
    root = file.parent if file.name == NAME else file.parent.parent
    beside = file.parent.name in (PEOPLE, FOOTNOTES) and file.suffix in (".yaml", ".yml")
    return root if (file.name == NAME or beside) and file_for(root) == root.resolve() / NAME else None


def registry_files(root: Path) -> tuple[Path, ...]:
    """Return the files of the registry of a folder that is its root; none of any other folder."""
    return tuple(_files(root)) if in_registry(root / NAME) else ()


def _files(root: Path) -> Iterator[Path]:
    """Yield the files of a registry, form4kit.toml first, then those beside it in sorted order."""
    yield root / NAME
    for name in (PEOPLE, FOOTNOTES):
        for pattern in ("*.yaml", "*.yml"):
            yield from sorted((root / name).glob(pattern))


def _stamp(file: Path) -> tuple[int, int]:
    found = file.stat()
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=16)
def _loaded(root: Path, state: tuple[tuple[Path, int, int], ...]) -> Registry:
    return _read(root, dict.fromkeys(file for file, _, _ in state))


def _read(root: Path, files: Mapping[Path, bytes | None]) -> Registry:
    """Read files, of which some are at hand; the lines of form4kit.toml are looked for where one is told."""
    for lines in (False, True):
        loader = _Loader(root, lines=lines)
        for file, data in files.items():
            loader.take(file, data)
        registry = loader.registry()
        unfit = [
            *(each.key for each in registry.companies.values() if each.problems),
            *(each.key for each in registry.people.values() if each.problems),
        ]
        if not (registry.findings or registry.unfit_footnotes or unfit):
            break
    return registry


class _Loader:
    """Gathers the entries of all files, each with the file that it comes from."""

    def __init__(self, root: Path, *, lines: bool) -> None:
        self.root, self.lines = root, lines
        self.companies: dict[str, Company] = {}
        self.people: dict[str, Person] = {}
        self.footnotes: dict[str, Template] = {}
        self.unfit: dict[str, str] = {}
        self.contact: Node | None = None
        self.notify: Node | None = None
        self.findings: list[Finding] = []
        self.headings: dict[str, str] = {}
        self.headings_of: dict[str, dict[str, str]] = {}
        self.unnamed: Company | None = None

    def registry(self) -> Registry:
        for person in self.people.values():
            for clause in role_issuers(person, self.companies):
                self.findings.append(UNFIT_ENTRY.at(Place(), clause))
        return Registry(
            self.root,
            self.companies,
            self.people,
            self.footnotes,
            self.unfit,
            self.contact,
            self.notify,
            tuple(self.findings),
            self.headings,
            self.headings_of,
            self.unnamed,
        )

    def take(self, file: Path, data: bytes | None = None) -> None:
        origin = file.relative_to(self.root).as_posix()
        try:
            data = read_regular(file, LARGEST_FORM + 1) if data is None else data
        except NotRegular as error:
            self.findings.append(UNREADABLE.at(Place(), f"{origin}: {error.strerror}", "Take it away."))
            return
        if len(data) > LARGEST_FORM:
            message = f"{origin}: more than {megabytes(LARGEST_FORM)}"
            self.findings.append(UNREADABLE.at(Place(), message, "Is this the right file?"))
            return
        lines = lines_with_ccc(data)
        read = self.tree(data, origin, quote=not lines)
        node, paths = pruned(read) if read is not None else (None, ())
        if lines or paths:
            shown = [f"line {line}" for line in lines] or list(paths)
            more = f" and {len(shown) - _SHOWN:,} more" if len(shown) > _SHOWN else ""
            where = ", ".join(shown[:_SHOWN]) + more
            self.findings.append(CCC_HELD.at(Place(), f"{origin}, {where}: a CCC stands here", _TAKE_OUT))
        if node is None:
            return
        if file.parent.name == PEOPLE and file.parent.parent == self.root:
            self.person(file.stem, node, origin, file.parent)
        elif file.parent.name == FOOTNOTES and file.parent.parent == self.root:
            self.notes(node, origin)
        else:
            self.settings(node, origin)

    def tree(self, data: bytes, origin: str, *, quote: bool) -> Node | None:
        """Read a file into a tree; `quote` tells whether a fault may be told in words of the file."""
        if origin == NAME:
            try:
                return tree(data, lines=self.lines)
            except UnfitToml:
                return None  # the settings, read from the same file, say what is wrong with it
        text, findings = decode(data)
        node, more = compose(text) if text is not None else (None, [])
        for found in [*findings, *more]:
            said = found.message if quote and not repeats_ccc(found.message) else "this cannot be read"
            if found.blocks:
                message = f"{origin}, line {found.place.line}: {said}"
                self.findings.append(UNREADABLE.at(Place(), message, found.hint))
        return node

    def settings(self, node: Node, origin: str) -> None:
        self.known(node, _TABLES, origin)
        issuer = node.get("issuer")
        if issuer and ("cik" in issuer.members or "symbol" in issuer.members):
            named = issuer.get("key") or issuer.get("symbol")
            key = ((named.text if named else None) or "issuer").lower()
            self.companies[key] = read_company(key, issuer, origin, "issuer")
        elif issuer:
            self.unnamed = read_company("issuer", issuer, origin, "issuer")
            self.findings += [UNFIT_ENTRY.at(Place(), clause) for clause in self.unnamed.problems]
        for key, member in _table(node, "issuers").items():
            if key in self.companies:
                self.doubled(f"the issuer {key} stands in [issuer] and in [issuers.{key}]")
            self.companies[key] = read_company(key, member, origin, f"issuers.{key}")
        for key, member in _table(node, "people").items():
            self.person(key, member, origin, self.root)
        self.notes(node.get("footnotes") or Node({}, 0, 0), origin)
        for name, member in _table(node, "tables").items():
            if member.members:
                self.headings_of[name] = {each: found.text or "" for each, found in member.members.items()}
            else:
                self.headings[name] = member.text or ""
        contact = node.get("contact")
        if contact:
            self.known(contact, _CONTACT, origin, ", contact")
            keys = {key: member for key, member in contact.members.items() if key != "notify"}
            self.contact = Node(keys, 0, 0) if keys else None
            self.notify = contact.get("notify")

    def known(self, node: Node, keys: list[str], origin: str, table: str = "") -> None:
        """Object to a key that is none of these."""
        for key, member in node.members.items():
            if key not in keys:
                where = f"{origin}, line {member.key_line}" if member.key_line else f"{origin}{table}"
                hint = suggest_word(key, keys) or f"There are {listed(keys, 'and')}."
                self.findings.append(UNFIT_ENTRY.at(Place(), f"{where}: unknown key {key}", hint))

    def person(self, key: str, node: Node, origin: str, folder: Path) -> None:
        if key in self.people:
            self.doubled(f"{key} stands in {self.people[key].origin} and in {origin}")
            return
        self.people[key] = read_person(key, node, origin, folder)

    def notes(self, node: Node, origin: str) -> None:
        for name, member in node.members.items():
            if name in self.footnotes or name in self.unfit:
                first = self.footnotes.get(name)
                where = first.origin if first else self.unfit[name].partition(", ")[0]
                self.doubled(f"the footnote {name} stands in {where} and in {origin}")
                continue
            template, problems = read_template(name, member, origin)
            if template is not None:
                self.footnotes[name] = template
            else:
                where = f"{origin}, line {member.key_line}" if member.key_line else f"{origin}, {name}"
                self.unfit[name] = f"{where}: {'; '.join(problems)}"

    def doubled(self, clause: str) -> None:
        self.findings.append(DOUBLED.at(Place(), clause, "Keep one of the two."))


def _table(node: Node, name: str) -> dict[str, Node]:
    found = node.get(name)
    return found.members if found else {}
