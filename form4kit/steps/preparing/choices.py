"""Who and what can be chosen for a new filing: people, companies, kinds of events, filings on record."""

from pathlib import Path
from typing import Any

from form4kit.convert import bare_cik
from form4kit.registry.load import registry_for
from form4kit.report.secrets import masked
from form4kit.steps.preparing.balances import DRAFT, ON_RECORD, EarlierPaper, long_day, name_of, papers_in
from form4kit.steps.preparing.kinds import kinds
from form4kit.steps.preparing.sentence import ToldRows, sentence


def choices_in(root: Path) -> dict[str, Any]:
    """Return the people and the companies, of the registry or else of the filings here, and the kinds."""
    registry = registry_for(root)
    people = [_known(each.key, each.cik, each.keys) for each in registry.people.values() if each.cik]
    companies = [_known(each.key, each.cik, each.keys) for each in registry.companies.values()]
    if not (people and companies):
        papers = [each for each in papers_in(root) if each.standing != DRAFT]
        people = people or _unique(
            (bare_cik(o.cik.text), o.name.text) for p in papers for o in p.filing.owners
        )
        companies = companies or _unique(
            (bare_cik(p.filing.issuer.cik.text), p.filing.issuer.name.text) for p in papers
        )
    return {
        "people": people,
        "companies": companies,
        "kinds": [
            {
                "kind": each.name,
                "words": each.words,
                "code": each.code,
                "help": each.help,
                "either": each.either,
                "taxes": each.taxes,
                "priced": each.priced,
                "fields": [{"name": one.name, "label": one.label, "help": one.help} for one in each.fields],
            }
            for each in kinds()
        ],
    }


def on_record(root: Path) -> list[dict[str, str]]:
    """Return the filings on record, the newest first; drafts are none."""
    papers = [each for each in papers_in(root) if each.standing == ON_RECORD]
    newest = sorted(papers, key=lambda each: f"{each.day}", reverse=True)
    return [{"file": name_of(each, root), "words": masked(words_of(each))} for each in newest]


def words_of(paper: EarlierPaper) -> str:
    """Say which filing it is: when it was filed, of whom, and what it says."""
    day = f"Filed {long_day(paper.day)}. " if paper.day else ""
    return day + sentence(paper.filing, [ToldRows((row,)) for row in paper.filing.transactions])


def _known(key: str, cik: str, keys: Any) -> dict[str, str]:
    name = keys.get("name")
    return {"key": key, "cik": cik, "name": masked((name.text if name else "") or key)}


def _unique(found: Any) -> list[dict[str, str]]:
    known = {cik: name for cik, name in found if cik}
    return [{"key": cik, "cik": cik, "name": masked(name or cik)} for cik, name in sorted(known.items())]
