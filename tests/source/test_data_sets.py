"""The SEC's quarterly data sets: the findings of their filings are those of the documents of record."""

import datetime as dt
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from clean_filings import filing_of
from data_set_writer import write_data_set

from form4kit.catalogue import faults
from form4kit.edgar.read import read_document
from form4kit.edgar.write import write
from form4kit.model import Filing
from form4kit.pipeline import run
from form4kit.rules.engine import catalogue, judge
from form4kit.source.data_set_rules import NOT_JUDGED, WITHOUT_PLAN_BOX
from form4kit.source.data_set_tables import NEEDED
from form4kit.source.data_sets import filings_in
from form4kit.source.discover import Found, Unreadable, find
from form4kit.source.full_submission import ownership_documents

Numbered = tuple[str, dt.date, Filing]


def numbered(filings: Iterator[tuple[dt.date, Filing]]) -> list[Numbered]:
    return [(f"0000000001-24-{n:06}", day, filing) for n, (day, filing) in enumerate(filings)]


def of_record(shared: Path) -> Iterator[tuple[dt.date, Filing]]:
    """Yield the published filings, each with the day on which it was signed last."""
    for file in sorted((shared / "filings").glob("*.xml")):
        filing, _ = read_document(file.read_bytes())
        assert filing is not None
        day = max(each.date.value for each in filing.signatures if each.date.value)
        yield day, replace(filing, context=replace(filing.context, filed=day))


def of_examples() -> Iterator[tuple[dt.date, Filing]]:
    """Yield what the rules give as examples, good and bad, each as EDGAR would have published it."""
    for rule in catalogue():
        if "published" in rule.sources:
            for example in (*rule.bads, *rule.goods):
                filing = filing_of(example)
                if not filing.published and not example.xml:
                    read, _ = read_document(write(filing, published=True).data)
                    assert read is not None
                    filing = replace(read, edition=filing.edition, context=filing.context)
                if not example.xml:
                    yield filing.filed or dt.date(2026, 11, 2), replace(filing, published=True)


def found_in(filing: Filing) -> Counter[str]:
    return Counter(found.rule for found in judge(filing))


def differing(file: Path, filings: list[Numbered], found: list[Counter[str]]) -> set[str]:
    """Return the rules that find other things in a data set than was found in each of the documents."""
    rules = set[str]()
    known = {
        accession: (filing, before) for (accession, _, filing), before in zip(filings, found, strict=True)
    }
    for each in filings_in(file):
        original, before = known[each.stem]
        (embedded,) = ownership_documents(each.read())
        read, _ = read_document(embedded.data)
        assert read is not None
        read = replace(read, published=True, edition=original.edition, context=original.context)
        after = found_in(read)
        rules |= {code for code in before | after if before[code] != after[code]}
    return rules


def test_published_filings_have_the_findings_of_their_documents(shared: Path, tmp_path: Path) -> None:
    filings = numbered(of_record(shared))
    assert len(filings) >= 350
    found = [found_in(filing) for *_, filing in filings]
    assert sum(each.total() for each in found) > 150
    write_data_set(tmp_path / "q.zip", filings, seed=3)
    assert differing(tmp_path / "q.zip", filings, found) <= set(NOT_JUDGED)


def test_the_examples_of_every_rule_do_too(tmp_path: Path) -> None:
    filings = numbered(of_examples())
    found = [found_in(filing) for *_, filing in filings]
    assert sum(each.total() for each in found) > 400
    seen = set()
    for seed, box in ((1, True), (2, False)):
        write_data_set(tmp_path / "q.zip", filings, plan_box=box, seed=seed)
        rules = differing(tmp_path / "q.zip", filings, found)
        assert rules <= set(NOT_JUDGED) | (set() if box else set(WITHOUT_PLAN_BOX))
        seen |= rules
    assert len(seen) > 20, "a rule that a set lacks nothing for would stand in the table unseen"


def test_only_rules_that_there_are_stay_unjudged() -> None:
    assert set(NOT_JUDGED | WITHOUT_PLAN_BOX) <= set(faults())
    assert not set(NOT_JUDGED) & set(WITHOUT_PLAN_BOX)


def test_a_row_keeps_what_the_table_says(shared: Path, tmp_path: Path) -> None:
    """Every value and reference of a row comes through, whatever the order."""
    filings = numbered(of_record(shared))
    write_data_set(tmp_path / "q.zip", filings, seed=9)
    known = {accession: filing for accession, _, filing in filings}

    def facts(filing: Filing) -> Counter[object]:
        return Counter(
            (row.table, row.holding, tuple((n, f.value, tuple(sorted(f.names))) for n, f in row.fields))
            for row in filing.rows
        )

    for each in filings_in(tmp_path / "q.zip"):
        outcome = run(Found(each.stem, tmp_path / "q.zip", inside=each))
        original = known[each.stem]
        assert outcome.filing is not None
        assert outcome.accession == each.stem
        assert outcome.filing.filed == original.filed
        assert facts(outcome.filing) == facts(original)
        assert not {found.rule for found in outcome.findings} & set(NOT_JUDGED)
        assert {found.place.line for found in outcome.findings} <= {1}


def test_the_real_tables_can_be_read(shared: Path, tmp_path: Path) -> None:
    """The extract lacks three tables, and is refused; with their headers alone its rows are read."""
    extract = shared / "data-sets" / "2024q3-sample.zip"
    (refused,) = find([str(extract)], archives=True)
    assert isinstance(refused, Unreadable)
    assert "REPORTINGOWNER.tsv" in refused.why
    with zipfile.ZipFile(extract) as old, zipfile.ZipFile(tmp_path / "q.zip", "w") as new:
        lines = {name: old.read(name) for name in old.namelist() if name.endswith(".tsv")}
        for name in NEEDED:
            header = "\t".join(["ACCESSION_NUMBER", *NEEDED[name]]).encode() + b"\n"
            new.writestr(name, lines.get(name, header))
    found = [run(each) for each in find([str(tmp_path / "q.zip")], archives=True) if isinstance(each, Found)]
    filings = [outcome.filing for outcome in found if outcome.filing]
    assert len(filings) == 400
    assert sum(len(filing.rows) for filing in filings) == sum(
        lines[name].count(b"\n") - 1 for name in lines if name.startswith(("NONDERIV", "DERIV"))
    )
    assert all(filing.period.value and filing.issuer.cik.value for filing in filings)
