"""What a filing's answers are held against: its draft where there is one, the registry, what is held."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from form4kit.convert import bare_cik, to_decimal
from form4kit.draft.templates import schema_reference
from form4kit.editor.text import normal
from form4kit.editor.tree import tree_of
from form4kit.events.broker.by_line import Account
from form4kit.events.broker.symbols import symbols_of
from form4kit.events.carried_forward import slug
from form4kit.law.trading_plans import TradingPlan
from form4kit.model import Filing
from form4kit.registry.entries import Company, Person, Registry
from form4kit.registry.load import registry_for
from form4kit.steps.preparing.answers import COUNT, EventAnswers, PrepareAnswers
from form4kit.steps.preparing.balances import (
    DRAFT,
    EarlierPaper,
    Holdings,
    PositionHeld,
    holdings,
    papers_of,
    seen_from,
)
from form4kit.steps.preparing.from_draft import DraftAnswers, answers_in
from form4kit.steps.preparing.new_text import WhoseFiling
from form4kit.steps.preparing.pastes import PasteFile, read_kept, read_pastes, typed_day
from form4kit.steps.preparing.questions import days_of
from form4kit.storage.regular import read_regular
from form4kit.storage.sealed import sha256
from form4kit.words import grouped


@dataclass(frozen=True)
class Case:
    """A filing as it stands: its file, the text and SHA-256 that it has, and what the answers rest on.

    `draft` are the answers that stand in the text, None for a new one; `pastes` by the event's number,
    `kept` the accounts of files of fills that it names already. `text` is the one that the answers were begun
    from, `disk` what the file holds now; `gone` says that there is none any more.
    """

    root: Path
    file: Path
    text: str
    hash: str
    answers: PrepareAnswers
    draft: DraftAnswers | None
    head: WhoseFiling
    holdings: Holdings
    pastes: Mapping[int, PasteFile]
    plans: tuple[TradingPlan, ...] = ()
    kept: Mapping[int, Account] = field(default_factory=dict)
    disk: bytes = b""
    gone: bool = False

    @property
    def theirs(self) -> str | None:
        """The text that the file holds now, where another than this page wrote it; None otherwise."""
        text = normal(self.disk.decode("utf-8")) if self.answers.base and not self.gone else self.text
        return text if text != self.text else None

    @property
    def original(self) -> Filing | None:
        """The filing that the draft amends, where it is one of the folder."""
        if self.draft is None or not self.draft.amends:
            return None
        place = (self.file.parent / self.draft.amends).resolve()
        known = (
            each for each in self.holdings.known if place in (each.file.resolve(), each.file.parent.resolve())
        )
        found = next(known, None)
        return found.filing if found else None

    @property
    def joint(self) -> bool:
        """Whether several owners report together."""
        return len(self.answers.owners) > 1


class NoDraft(ValueError):
    """Say that a file is not a draft that could be answered."""


def case_of(root: Path, answers: PrepareAnswers) -> Case:
    """Read what answers are held against. Raises OSError, and NoDraft for a file that is no text."""
    registry = registry_for(root)
    named = root / answers.file if answers.file else None
    text, hash, draft, data = "", "", None, b""
    there = named is not None and named.is_file()
    gone = named is not None and not there and bool(answers.base)
    if named is not None and (there or gone):
        data = read_regular(named) if there else b""
        try:
            there_now = normal(data.decode("utf-8"))
        except UnicodeDecodeError:
            raise NoDraft(f"{answers.file} is not text that can be read") from None
        text = normal(answers.base) or there_now
        hash, draft = sha256(data) if there else "", answers_in(text, answers.file)
        answers = replace(
            answers,
            form=draft.answers.form,
            issuer=draft.answers.issuer,
            owners=draft.answers.owners,
            period=answers.period or draft.answers.period,
        )
    issuer, owners = (
        cik_of(registry, answers.issuer),
        tuple(cik_of(registry, each) for each in answers.owners),
    )
    papers = papers_of(root, issuer, owners) if issuer and owners else []
    own = named or root / "new.yaml"
    found = _held(root, own, answers, draft, papers, text)
    head = _head(registry, answers, papers, own.parent)
    symbols, company = _known_by(registry, answers.issuer, papers)
    options = {
        number: bool(position and position.option)
        for number, event in enumerate(answers.events)
        for position in [found.position(event.value("from") or event.value("to"))]
    }
    pastes = read_pastes(answers.events, symbols, company, own.stem, options)
    if named is None:
        own = new_file(root, answers, pastes)
        head = _head(registry, answers, papers, own.parent)
        pastes = {
            n: replace(each, name=each.name.replace("new.", f"{own.stem}.", 1)) for n, each in pastes.items()
        }
    plans = tuple(
        plan for each in answers.owners if each in registry.people for plan in registry.people[each].plans
    )
    kept = read_kept(answers.events, symbols, company, own.parent)
    return Case(root, own, text, hash, answers, draft, head, found, pastes, plans, kept, data, gone)


def cik_of(registry: Registry, name: str) -> str:
    """Return the CIK, without leading zeros, of a key of the registry or of a CIK itself."""
    known: Company | Person | None = registry.companies.get(name) or registry.people.get(name)
    return known.cik if known is not None else bare_cik(name) if name.isdigit() else ""


def _held(
    root: Path,
    own: Path,
    answers: PrepareAnswers,
    draft: DraftAnswers | None,
    papers: Sequence[EarlierPaper],
    text: str,
) -> Holdings:
    """Return what is held: by the filings that a draft names where it names any, else the folder's."""
    before = min(days_of(answers.events), default=None)
    found = holdings(papers, answers.counted, root, own, before)
    new = tuple(_new(each) for each in answers.described)
    if draft is None:
        return replace(found, held=(*found.held, *new))
    if draft.earlier:
        named = {(own.parent / each).resolve() for each in draft.earlier}
        counts = {name for name, said in answers.counted.items() if said == COUNT}
        mine = [
            p
            for p in papers
            if {p.file.resolve(), p.file.parent.resolve()} & named
            or p.file.relative_to(root).as_posix() in counts
        ]
        waiting = [p for p in found.drafts if f"draft.{p.file.relative_to(root).as_posix()}" in draft.asked]
        all_counted = {**answers.counted, **{p.file.relative_to(root).as_posix(): COUNT for p in mine}}
        found = replace(
            holdings(mine, all_counted, root, own, None), drafts=tuple(waiting), known=found.known
        )
    return replace(found, held=(*_declared(text), *found.held, *new))


def _new(told: Mapping[str, str]) -> PositionHeld:
    words = f"{told.get('security', '').strip()}, {told.get('indirect', '').strip() or 'direct'}"
    derivative = bool(told.get("derivative", "").strip())
    return PositionHeld(told["name"], words, derivative, False, _balance(told.get("held", "")), None)


def _declared(text: str) -> list[PositionHeld]:
    """Return the positions that a draft itself declares."""
    part = tree_of(text).find(("positions",))
    made: list[PositionHeld] = []
    for each in part.children if part is not None else ():
        if each.key in ("from", "adjust") or each.kind != "mapping":
            continue
        terms = {str(inner.key): inner.value for inner in each.children}
        words = f"{terms.get('security', each.key)}, {terms.get('indirect') or 'direct'}"
        derivative = terms.get("derivative", "") == "true"
        made.append(
            PositionHeld(str(each.key), words, derivative, False, _balance(terms.get("held", "")), None)
        )
    return made


def _balance(text: str) -> str:
    """Return what is held as other positions show it; what is no plain number as it was written."""
    number = to_decimal(text)
    return grouped(number) if number is not None else text.strip()


def _head(
    registry: Registry, answers: PrepareAnswers, papers: Sequence[EarlierPaper], folder: Path
) -> WhoseFiling:
    """Return whose filing it is: by the registry, else as the latest filing of the person has it."""
    schema = schema_reference(folder)
    in_registry = answers.issuer in registry.companies and all(o in registry.people for o in answers.owners)
    last: Filing | None = None
    if not in_registry and papers:
        last = max(papers, key=lambda each: each.filing.period.value or dt.date.min).filing
    return WhoseFiling(schema, answers.issuer, answers.owners, last)


def _known_by(registry: Registry, issuer: str, papers: Sequence[EarlierPaper]) -> tuple[tuple[str, ...], str]:
    """Return the issuer's symbols and its name: as the registry has them, else as the latest filing does."""
    company = registry.companies.get(issuer)
    if company is not None:
        texts = [
            node.text if (node := company.keys.get(name)) else "" for name in ("symbol", "foreign_symbol")
        ]
        name = company.keys.get("name")
        return tuple(s for text in texts for s in symbols_of(text)), (name.text or "") if name else ""
    last = max(papers, key=lambda each: each.filing.period.value or dt.date.min, default=None)
    if last is None:
        return (), ""
    found = last.filing.issuer
    return (*symbols_of(found.symbol.text), *symbols_of(found.foreign_symbol.text)), found.name.text or ""


def new_file(root: Path, answers: PrepareAnswers, pastes: Mapping[int, PasteFile]) -> Path:
    """Return a name that no file has: beside the other drafts, by the first day and the first person."""
    days = [*days_of(answers.events), *(day for each in pastes.values() for day in each.account.days)]
    first = min(days, default=None) or typed_day(answers.period)
    folder = next(
        (each for each in ("drafts", f"{first:%Y}" if first else "") if each and (root / each).is_dir()), ""
    )
    who = slug(answers.owners[0].split(" ")[0]) if answers.owners else "somebody"
    what = {"3": "-form3", "5": "-form5"}.get(answers.form, "")
    stem = f"{first or answers.period.strip() or 'undated'}-{who}{what}".replace("/", "-")
    names = (root / folder / f"{stem}{'' if n == 1 else f'-{n}'}.yaml" for n in range(1, 1000))
    return next(each for each in names if not each.exists())


def sources(case: Case, events: Sequence[EventAnswers]) -> tuple[str, ...]:
    """Return the filings that a draft has to name for the positions of its events, as seen from it."""
    wanted = {each.value(side) for each in events for side in ("from", "to")} - {""}
    own = {each.get("name", "") for each in case.answers.described}
    known = [each for each in case.holdings.held if each.name in wanted - own and each.paper is not None]
    counts = [each for each in case.holdings.papers if each.standing == DRAFT]
    if not known or (case.draft is not None and case.draft.earlier and not counts):
        return ()
    return tuple(dict.fromkeys(seen_from(paper, case.file.parent) for paper in case.holdings.papers))
