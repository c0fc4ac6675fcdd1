"""What a repository is ready for: registry, EDGAR's closures, the CCC of each owner, tokens of the API."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path

from form4kit.convert import bare_cik
from form4kit.edgar import ccc, ccc_keyring
from form4kit.findings import Severity
from form4kit.law.calendar import EDGAR
from form4kit.law.clock import NEW_YORK
from form4kit.registry.entries import Registry
from form4kit.registry.load import registry_for
from form4kit.registry.settings import settings_for
from form4kit.storage.repository import in_force
from form4kit.transmission.readiness import Readiness, ReadyLine
from form4kit.transmission.tokens import KEYRING_NAMES, VARIABLES, BadToken, TokenKind, token_at_hand
from form4kit.words import counted

_SOON = dt.timedelta(days=14)
_PREFIX = "FORM4KIT_CCC_"
_TOKENS = "It is made under Manage API Tokens on the Filer Management site"


def lines(folder: Path, now: dt.datetime, environment: Mapping[str, str]) -> Iterator[ReadyLine]:
    """Yield what the repository of a folder is ready for; `now` is aware."""
    yield from _registry(folder)
    yield _closures(folder, now)
    registry = registry_for(folder)
    yield from _cccs(registry, environment)
    for kind in VARIABLES:
        yield _token(kind, now, environment)


def _registry(folder: Path) -> Iterator[ReadyLine]:
    found = in_force(folder)
    if found.passed_over:
        words = f"{found.passed_over} is not read: it, or a folder on the way to it, may be written by others"
        hint = "Name its folder with the draft, or take the right to write from the others."
        yield ReadyLine("registry", Readiness.OPEN, words, hint)
    if found.file is None:
        if not found.passed_over:
            words = "no form4kit.toml here or above: drafts say everything themselves"
            yield ReadyLine("registry", Readiness.OPEN, words, "`form4kit init` makes one.")
        return
    registry = registry_for(folder)
    people, companies = len(registry.people), len(registry.companies)
    words = f"{found.file}: {people} {'person' if people == 1 else 'people'}, {counted(companies, 'issuer')}"
    said = (*settings_for(folder).findings, *registry.findings)
    problems = [each.message for each in said if each.severity is Severity.ERROR]
    problems += [each for person in registry.people.values() for each in person.problems]
    if problems:
        words += f", {counted(len(problems), 'error')}: {problems[0]}"
        yield ReadyLine(
            "registry", Readiness.IN_THE_WAY, words, "`form4kit check` on a draft here names all."
        )
    else:
        yield ReadyLine("registry", Readiness.READY, words)


def _closures(folder: Path, now: dt.datetime) -> ReadyLine:
    """Return through which day it is known when EDGAR was closed; a newer order may have come."""
    own = settings_for(folder).closures
    through, today = EDGAR.checked_through, now.astimezone(NEW_YORK).date()
    words = f"EDGAR's closures are known through {through}"
    if own:
        words += f", and form4kit.toml names {counted(len(own), 'more day')}"
    if through >= today:
        return ReadyLine("closures", Readiness.READY, words)
    hint = "Look for a newer announcement of the SEC: `closures` under [calendar] in form4kit.toml takes it."
    return ReadyLine("closures", Readiness.OPEN, words, hint)


def _cccs(registry: Registry, environment: Mapping[str, str]) -> Iterator[ReadyLine]:
    """Yield of each owner whether there is a CCC, and of each CCC that is nobody's; none is shown."""
    known: set[str] = set()
    for key, person in sorted(registry.people.items()):
        node = person.keys.get("cik")
        cik = str(getattr(node, "value", "") or "").strip()
        if not cik.isdecimal() or len(cik) > 10:
            continue
        known.add(bare_cik(cik))
        yield _ccc(f"CCC of {key}", cik, environment)
    for name in sorted(environment):
        cik = name.removeprefix(_PREFIX)
        if cik != name and cik.isdecimal() and len(cik) <= 10 and bare_cik(cik) not in known:
            known.add(bare_cik(cik))
            yield _ccc(f"CCC of CIK {bare_cik(cik)}", cik, environment)
    if not known:
        words = "no owner is in the registry, and no CCC in the environment"
        yield ReadyLine("CCC", Readiness.OPEN, words, "Set FORM4KIT_CCC_<CIK> for the build.")


def _ccc(topic: str, cik: str, environment: Mapping[str, str]) -> ReadyLine:
    where, fault = ccc.where_kept(cik, environment)
    if fault:
        return ReadyLine(topic, Readiness.IN_THE_WAY, f"{where}, but {fault}", "Copy it again from EDGAR.")
    if where:
        return ReadyLine(topic, Readiness.READY, f"{where}; whether EDGAR takes it, EDGAR alone says")
    hint = f"Set {ccc.variable(cik)} for the build"
    if ccc_keyring.installed():
        hint += f", or keep it: `keyring set {ccc_keyring.SERVICE} {bare_cik(cik)}`"
    return ReadyLine(topic, Readiness.OPEN, "not here: a build gives a TEST without it", f"{hint}.")


def _token(kind: TokenKind, now: dt.datetime, environment: Mapping[str, str]) -> ReadyLine:
    topic = f"{kind} token"
    try:
        token = token_at_hand(kind, environment)
    except BadToken as error:
        return ReadyLine(topic, Readiness.IN_THE_WAY, str(error), f"{_TOKENS}.")
    if token is None:
        hint = (
            f"{_TOKENS}; set {VARIABLES[kind]}, or `keyring set {ccc_keyring.SERVICE} {KEYRING_NAMES[kind]}`."
        )
        return ReadyLine(topic, Readiness.OPEN, "not here: only `form4kit submit` needs it", hint)
    if token.has_expired(now):
        return ReadyLine(topic, Readiness.IN_THE_WAY, token.told(now), f"Make a new one. {_TOKENS}.")
    soon = token.expires - now < _SOON
    hint = "Make a new one before it ends." if soon else ""
    whose = f", of user {token.user}" if token.user else ""
    words = f"{token.told(now)}{whose}; a revoked one looks the same"
    return ReadyLine(topic, Readiness.READY, words, hint)
