"""The registry of a repository: issuers, people with their roles, footnotes, and whom EDGAR may call."""

from form4kit.registry.entries import EMPTY, Company, Person, PowerOfAttorney, Registry, Role
from form4kit.registry.faults import FAULTS
from form4kit.registry.load import registry_for
from form4kit.registry.resolve import resolve, without_echoes

__all__ = [
    "EMPTY",
    "FAULTS",
    "Company",
    "Person",
    "PowerOfAttorney",
    "Registry",
    "Role",
    "registry_for",
    "resolve",
    "without_echoes",
]
