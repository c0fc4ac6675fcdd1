"""The registry as planned texts leave it, before any of them is written."""

from pathlib import PurePosixPath

from form4kit.registry.entries import Company, Person, Registry
from form4kit.registry.load import PEOPLE
from form4kit.registry.read import read_person
from form4kit.registry.read_company import read_company
from form4kit.registry.toml_text import UnfitToml
from form4kit.registry.toml_tree import tree
from form4kit.source.yaml_tree import compose
from form4kit.steps.registry_writes import RegistryWrites
from form4kit.storage.repository import NAME


def planned_companies(writes: RegistryWrites) -> dict[str, Company]:
    """Return the companies of form4kit.toml as planned, by their keys; none where it is unfit."""
    try:
        node = tree(writes.data(NAME) or b"")
    except UnfitToml:
        return {}
    found: dict[str, Company] = {}
    issuer, issuers = node.get("issuer"), node.get("issuers")
    if issuer is not None and ("cik" in issuer.members or "symbol" in issuer.members):
        named = issuer.get("key") or issuer.get("symbol")
        key = ((named.text if named else None) or "issuer").lower()
        found[key] = read_company(key, issuer, NAME, "issuer")
    for key, each in (issuers.members if issuers else {}).items():
        found[key] = read_company(key, each, NAME, f"issuers.{key}")
    return found


def planned_person(writes: RegistryWrites, key: str) -> Person | None:
    """Return a person of `people/` as planned; None where there is no such file, or it is unfit."""
    name = file_of(key)
    node, findings = compose(writes.text(name).removeprefix("\ufeff"))
    if node is None or any(each.blocks for each in findings):
        return None
    return read_person(key, node, name, writes.root / PEOPLE)


def planned_registry(writes: RegistryWrites, registry: Registry) -> Registry:
    """Return a registry with the companies as planned."""
    return Registry(root=writes.root, companies=planned_companies(writes), people=registry.people)


def file_of(key: str) -> str:
    """Return the name of a person's file, with a slash. Raises ValueError for what is no key."""
    if not key or PurePosixPath(key).name != key or key.startswith(".") or "\\" in key or "\0" in key:
        raise ValueError(f"{key!r} is no key of a person")
    return f"{PEOPLE}/{key}.yaml"
