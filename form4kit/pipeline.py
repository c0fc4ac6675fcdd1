"""From a source to an outcome: read it, judge it, write it. Every command goes through here."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from form4kit.catalogue import allow_known, with_known_rules
from form4kit.compiler.compile import Compiled, compile_draft
from form4kit.compiler.draft_files import DraftFiles
from form4kit.compiler.split.limits import too_large
from form4kit.context import as_recorded, context_of, parts_differ
from form4kit.draft.open_questions import not_finished
from form4kit.edgar import exhibits, validate
from form4kit.edgar.document import Written
from form4kit.edgar.faults import AS_PUBLISHED, NOT_A_FILING
from form4kit.edgar.read import read_element
from form4kit.edgar.submission import read_submission
from form4kit.edgar.write import write
from form4kit.findings import Finding, Findings, Severity
from form4kit.law.clock import NEW_YORK
from form4kit.law.editions import Edition
from form4kit.model import Filing
from form4kit.outcome import Budget, Chain, Options, Outcome
from form4kit.place import Place
from form4kit.registry.load import registry_for
from form4kit.registry.settings import settings_for
from form4kit.rules.allowances import NOT_WHOLE
from form4kit.rules.engine import judge, judge_exhibits
from form4kit.source import completeness, decode, full_submission, web_page, xml_tree, yaml_tree
from form4kit.source.detect import kind_of
from form4kit.source.discover import STDIN, Found
from form4kit.source.faults import SEVERAL_FILINGS, TOO_LARGE
from form4kit.source.limits import LARGEST, MOST_FINDINGS, megabytes

if TYPE_CHECKING:
    from form4kit.rules.selection import Profile, Selection

_BLANKS_BESIDE_EVENTS = frozenset(
    ["FTN19", "ISS01", "ISS02", "OWN01", "OWN02", "OWN06", "SIG01", "SIG02", "SIG03"]
)
"""What is missing of issuer, owners and signatures, which events have no part in."""
_MOST_FILINGS = 50
"""The filings of one download that are read; more in one file are no download."""


def run(found: Found, options: Options | None = None) -> Outcome:
    """Read and judge one source. Raises OSError where it cannot be opened; mistakes in it are findings."""
    options = options or Options()
    data = found.read() if found.size <= LARGEST else b""
    if (size := max(found.size, len(data))) > LARGEST:
        return _refuse_too_large(found.name, size)
    options = replace(options, given=options.given or found.given)
    return run_bytes(data, found.name, found.folder, options).without(found.not_judged)


def run_bytes(data: bytes, name: str, folder: Path, options: Options) -> Outcome:
    """Read and judge the bytes of a source called `name`; a draft's exhibits are looked for in `folder`."""
    settings = with_known_rules(settings_for(folder, options.given))
    registry = registry_for(folder, options.given)
    options = replace(options, settings=settings, registry=registry, folder=folder)
    kind = kind_of(data, name)
    if kind == "xml":
        outcome = _judge_xml(data, name, options)
    elif kind == "full submission":
        outcome = _judge_full_submission(data, name, options)
    else:
        outcome = _judge_draft(data, name, options)
    return _in_source_order(replace(outcome, settings=settings), settings.findings)


def check(
    source: str | PathLike[str] | bytes,
    *,
    filed: dt.date | dt.datetime | None = None,
    published: bool = False,
    edition: Edition | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    profile: "Profile | None" = None,
    folder: str | PathLike[str] | None = None,
) -> list[Finding]:
    """Judge a draft, ownership XML, a submission or an EDGAR `.txt`; return the findings in its order.

    They are those that `form4kit check` shows: `select`, `ignore` (codes such as `COD14`, or beginnings of
    codes) and `profile` (`edgar`, `form` or `practice`) choose, over `[rules]` of the `form4kit.toml` at or
    above the source; its `baseline` alone is left to the command. `source` is a file, or the bytes of one,
    which are told apart by their beginning and judged as if they lay in `folder`: by default the current
    one. Its registry and settings hold, and what a draft names is looked for there. `filed` is the day or
    the instant of filing: by default now, and for a published document its latest signature; a time without
    a zone is New York's. `published` judges a document as EDGAR published it; `edition` is that of the
    schema, by default today's.

    A broken file raises nothing: what is wrong with it is in the findings, each with its line. Raises OSError
    where the file cannot be opened, TypeError where a file is given a `folder` beside its own, and ValueError
    where `select` names a rule, or `profile` a profile, that there is not.
    """
    chosen = selection(select, ignore, profile)
    options = Options(filed=zoned(filed), published=published, edition=edition)
    if isinstance(source, bytes):
        small = len(source) <= LARGEST
        outcome = (
            run_bytes(source, STDIN, Path(folder or ""), options)
            if small
            else _refuse_too_large(STDIN, len(source))
        )
    elif folder is not None:
        raise TypeError("a file lies in its own folder: folder= is for bytes")
    else:
        outcome = run(Found(str(Path(source)), Path(source)), options)
    chosen = chosen.within(outcome.settings) if outcome.filing else selection()
    return chosen.of(outcome.findings)


def read(
    path: str | PathLike[str],
    *,
    filed: dt.date | dt.datetime | None = None,
    published: bool = False,
    edition: Edition | None = None,
) -> Filing:
    """Return a draft or a filed document as a `Filing`, events turned into rows, without judging it.

    A draft that would be split into several filings is read as the one form that it states. The options are
    those of `check`. A value that does not convert keeps its text: the field's `value` is None.

    Raises ValueError where the file is no filing, cannot all be read, or has a question in `open:`; each line
    of the message is an error with its line and column. Raises OSError where the file cannot be opened.
    """
    options = Options(filed=zoned(filed), published=published, edition=edition, only_read=True)
    outcome = run(Found(str(Path(path)), Path(path)), options)
    wrong = [
        each
        for each in outcome.findings
        if each.blocks and (outcome.filing is None or each.rule.startswith(NOT_WHOLE))
    ]
    if outcome.filing is None or wrong:
        raise ValueError(
            "\n".join(f"{path}:{f.place.line}:{f.place.column}: {f.rule} {f.message}" for f in wrong)
        )
    return outcome.filing


def selection(
    select: Sequence[str] = (), ignore: Sequence[str] = (), profile: "Profile | None" = None
) -> "Selection":
    """Return a selection of findings; raises ValueError where there is no rule that it selects."""
    from form4kit.catalogue import code_of, faults
    from form4kit.rules.selection import PROFILES, Selection

    chosen, left = (
        tuple(code_of(each) for each in ([given] if isinstance(given, str) else given))
        for given in (select, ignore)
    )
    for code in chosen:
        if not any(known.startswith(code) for known in faults()):
            raise ValueError(f"select={code!r}: there is no such rule; form4kit rules lists them")
    if profile is not None and profile not in PROFILES:
        raise ValueError(f"profile={profile!r}: write one of {', '.join(PROFILES)}")
    return Selection(chosen, left, profile)


def zoned(filed: dt.date | dt.datetime | None) -> dt.date | dt.datetime | None:
    """Take a time without a zone for New York's, as the command line does."""
    naive = isinstance(filed, dt.datetime) and filed.tzinfo is None
    return filed.replace(tzinfo=NEW_YORK) if isinstance(filed, dt.datetime) and naive else filed


def _judge_draft(data: bytes, name: str, options: Options) -> Outcome:
    found = Findings()
    content = found.take(decode.decode(data))
    root = found.take(yaml_tree.compose(content)) if content is not None else None
    if root is None:
        return Outcome(name, data, None, tuple(found))
    chain = options.chain or (Path(name),)
    options = replace(options, budget=options.budget or Budget())
    read = partial(_read_earlier, options=options)
    reader = DraftFiles(options.folder, read, chain, options.budget, options.given, dict(options.beside))
    compiled = compile_draft(root, options.registry, reader, found)
    found = Findings(compiled.findings)
    filing = found.take(exhibits.load(compiled.filing, options.folder))
    filing = _in_context(filing, options, None, compiled.earlier, compiled.original)
    filing, differs = as_recorded(filing, data, options)
    found += differs
    outcome = Outcome(name, data, filing, tuple(found), working=compiled.working)
    if options.only_read:
        return outcome
    if compiled.refused:  # of the rows nothing can be said yet, of the rest only what is missing
        blanks = [each for each in judge(filing) if each.rule in _BLANKS_BESIDE_EVENTS]
        return replace(outcome, findings=(*found, *blanks))
    if too_large(filing) and (several := _judge_parts(outcome, compiled, options)):
        return several
    objections, written = _rules_and_schema(filing, options)
    found += compiled.with_fix_in_whole(objections)
    return replace(outcome, findings=allow_known(found, filing), written=written)


def _rules_and_schema(filing: Filing, options: Options) -> tuple[list[Finding], Written]:
    """Judge a draft's filing by the rules and, once written, by the schema."""
    written = write(filing, published=options.published)
    later = options.unsigned and not filing.signatures
    return [*judge(filing), *validate.of_draft(written, filing.form_type, filing.edition, later)], written


def _judge_parts(outcome: Outcome, compiled: Compiled, options: Options) -> Outcome | None:
    """Judge each of the filings that a draft becomes; None where they would be too many to be meant."""
    from form4kit.compiler.split import findings as part_findings
    from form4kit.compiler.split import parts

    filing = outcome.filing
    several = parts.split(filing, compiled.rows_by_event, compiled.working) if filing else ()
    if filing is None or not several:
        return None
    made: list[Outcome] = []
    found: list[list[Finding]] = []
    documents: list[tuple[Filing, bytes]] = []
    for part in several:
        document = write(part.filing).data
        here, _ = as_recorded(part.filing, outcome.data, options, document)
        documents.append((here, document))
        more, written = _rules_and_schema(here, options)
        found.append([part.excerpt.with_fix_in_whole(each) for each in more])
        own = [*part_findings.of_part(part, outcome.findings), *more]
        form = part_findings.allowing(here, own)
        allowed = allow_known(own, form)
        made.append(Outcome(outcome.name, outcome.data, form, allowed, written, working=part.working))
    merged = compiled.with_fix_in_whole(part_findings.merge_findings(found, [part.rows for part in several]))
    differ = parts_differ(documents, outcome.data, options)
    findings = [*outcome.findings, parts.announcement(filing, len(several)), *differ, *merged]
    return replace(outcome, findings=allow_known(findings, filing), parts=tuple(made))


def _read_earlier(found: Found, chain: Chain, options: Options) -> "Filing | str":
    """Read a filing that a draft carries balances forward from."""
    from form4kit.events.faults import REFUSALS

    outcome = run(found, replace(options, only_read=True, published=False, chain=chain, beside=()))
    if len(outcome.held) > 1:
        return f"it holds {len(outcome.held)} filings; save each into a file of its own"
    if outcome.filing is None or any(finding.rule in REFUSALS for finding in outcome.findings):
        return "it cannot be read whole; form4kit check says why"
    return not_finished(outcome.findings) or outcome.filing


def _judge_xml(data: bytes, name: str, options: Options) -> Outcome:
    if line := web_page.line_of(data):
        return Outcome(name, data, None, (NOT_A_FILING.at(Place((), line, 1), *web_page.explained(data)),))
    root, findings = xml_tree.parse(data, past_instructions=True)
    if root is not None and root.tag == "edgarSubmission":
        return _judge_submission(data, root, findings, name, options)
    return _judge_ownership(data, data, root, findings, name, options, None)


def _judge_full_submission(data: bytes, name: str, options: Options) -> Outcome:
    sections = full_submission.sections(data)
    embedded = full_submission.ownership_documents(data)
    if not embedded:
        return Outcome(name, data, None, (_none_embedded(sections[0]),))
    found = [each for section in sections for each in completeness.objections(section)]
    parts = [_judge_embedded(data, each, name, options) for each in embedded[:_MOST_FILINGS]]
    if len(parts) == 1:
        return replace(parts[0], findings=(*parts[0].findings, *found))
    first = f"the first {_MOST_FILINGS} of {len(embedded)} are read"
    many = first if embedded[_MOST_FILINGS:] else "all are read"
    for one, another in pairwise(embedded[:_MOST_FILINGS]):
        alone = one.section is not another.section
        message = f"{'another filing' if alone else 'a second form in one filing'} begins here: {many}"
        line = another.section.first_line if alone else another.first_line
        hint = "Save each filing into a file of its own." if alone else "EDGAR has one form in a filing."
        found.append(SEVERAL_FILINGS.at(Place((), line, 1), message, hint))
    everything = (*(each for part in parts for each in part.findings), *found)
    return replace(parts[0], findings=everything, parts=tuple(parts))


def _judge_embedded(data: bytes, embedded: full_submission.Embedded, name: str, options: Options) -> Outcome:
    """Judge one of the ownership documents of a full submission."""
    root, findings = xml_tree.parse(embedded.data, embedded.first_line, past_instructions=True)
    section = embedded.section
    outcome = _judge_ownership(data, embedded.data, root, findings, name, options, section.filed)
    more = [] if options.only_read else _exhibits_of(outcome.filing, section)
    return replace(outcome, findings=(*outcome.findings, *more), accession=section.accession)


def _exhibits_of(filing: Filing | None, section: full_submission.Section) -> list[Finding]:
    """Judge the exhibits of a full submission, each at the line that names it."""
    attached = exhibits.attached(full_submission.attachments(section))
    return judge_exhibits(replace(filing, submission=attached)) if filing and attached.documents else []


def _none_embedded(section: full_submission.Section) -> Finding:
    """Say why no ownership document can be read from a full submission."""
    if end := completeness.missing_end(section):
        place = Place((), section.first_line + section.data.rstrip().count(b"\n"), 1)
        message = f"the file ends before {end}: it was cut off"
        return NOT_A_FILING.at(place, message, completeness.AGAIN)
    message = "no ownership document between <XML> and </XML>"
    return NOT_A_FILING.at(Place(), message, "Give a Form 3, 4 or 5 as EDGAR disseminates it.")


def _judge_ownership(
    data: bytes,
    document: bytes,
    root: xml_tree.Element | None,
    findings: list[Finding],
    name: str,
    options: Options,
    filed: dt.date | None,
) -> Outcome:
    """Judge an ownership document, whose bytes are `document` and whose file is `data`."""
    if root is None:
        return Outcome(name, data, None, tuple(findings))
    if root.tag != "ownershipDocument":
        finding = NOT_A_FILING.at(root.place, f"the document is <{root.tag}>", "Give the filing itself.")
        return Outcome(name, data, None, (finding,))
    filing = read_element(root)
    if filing.published and not options.published:
        message = "this is the document of record, judged as EDGAR published it"
        findings.append(AS_PUBLISHED.at(filing.at(), message, "Say --published to mean it."))
    if filing.published or options.only_read:  # EDGAR took it, or nothing is to be submitted
        findings = xml_tree.instructions_noted(findings)
    filing = _in_context(filing, options, filed)
    if filed is None and not filing.published:
        filing, _ = as_recorded(filing, document, options, document)
    if options.only_read:
        return Outcome(name, data, filing, tuple(findings))
    findings += judge(filing)
    findings += validate.of_document(document, root, filing.form_type, filing.edition)
    return Outcome(name, data, filing, tuple(findings))


def _judge_submission(
    data: bytes, root: xml_tree.Element, findings: list[Finding], name: str, options: Options
) -> Outcome:
    filing, primary, found = read_submission(root)
    findings += found
    if options.only_read:
        return Outcome(name, data, filing, tuple(xml_tree.instructions_noted(findings)))
    findings += validate.of_document(data, root, "submission", options.edition or "2026")
    if filing is None or primary is None:
        return Outcome(name, data, filing, tuple(findings))
    filing = _in_context(filing, options, None)
    findings += judge(filing)
    inner, _ = xml_tree.parse(primary, past_instructions=True)
    if inner is not None:
        block = filing.at()
        for each in validate.of_document(primary, inner, filing.form_type, filing.edition):
            place = Place(each.place.path, block.line, block.column)
            inside = f"primary document, line {each.place.line}: {each.message}"
            findings.append(replace(each, place=place, message=inside))
    return Outcome(name, data, filing, tuple(findings))


def _in_context(
    filing: Filing,
    options: Options,
    filed: dt.date | None,
    earlier: tuple[Filing, ...] = (),
    original: Filing | None = None,
) -> Filing:
    """Settle as what a filing is judged, and when it is filed: as told, by its header, as signed, or now."""
    published = options.published or filing.published
    when = options.filed or filed
    if when is None and published:
        when = max((each.date.value for each in filing.signatures if each.date.value), default=None)
    context = context_of(
        filing, when or options.now(), options.settings, options.registry, earlier=earlier, original=original
    )
    return replace(filing, published=published, edition=options.edition or filing.edition, context=context)


def _in_source_order(outcome: Outcome, more: tuple[Finding, ...]) -> Outcome:
    """Put findings in the order of the source, each once, with those of the settings."""
    unique = {(f.rule, f.place.line, f.place.column, f.message): f for f in (*more, *outcome.findings)}
    findings = tuple(sorted(_so_many(list(unique.values())), key=_order))
    parts = tuple(_in_source_order(part, more) for part in outcome.parts)
    return replace(outcome, findings=findings, parts=parts)


def _order(finding: Finding) -> tuple[int, int, str]:
    return finding.place.line, finding.place.column, finding.rule


def _so_many(findings: list[Finding]) -> list[Finding]:
    """Return as many findings as a person could read, the gravest of them, and how many there are beside."""
    if len(findings) <= MOST_FINDINGS:
        return findings
    grave = sorted(findings, key=lambda f: (f.allowed is not None, [*Severity].index(f.severity), *_order(f)))
    last = max(findings, key=_order).place._replace(path=())
    message = f"{len(findings) - MOST_FINDINGS:,} findings more, of {len(findings):,}"
    rest = TOO_LARGE.at(last, message, "Mend these first; is this the right file?")
    return [*grave[:MOST_FINDINGS], replace(rest, severity=Severity.NOTE)]


def _refuse_too_large(name: str, size: int) -> Outcome:
    message = f"{megabytes(size)}; the most that is read is {megabytes(LARGEST)}"
    return Outcome(name, b"", None, (TOO_LARGE.at(Place(), message, "Is this the right file?"),))
