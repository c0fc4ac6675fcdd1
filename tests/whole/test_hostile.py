"""Hostile input: whatever a file holds, form4kit stays small and quick, and writes only its output.

docs/security.md names the test of each threat.
"""

import io
import json
import os
import re
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import hostile
import pdfplumber
import pikepdf
import pytest
from clean_filings import CLEAN, edited, filing_of
from typer.testing import CliRunner

import form4kit
from form4kit.cli.main import app
from form4kit.edgar.submission import write_submission
from form4kit.edgar.write import write
from form4kit.model import Document, Field, Filing, Footnote, Mark, Submission
from form4kit.outcome import Options
from form4kit.pipeline import run_bytes
from form4kit.proof.html import html
from form4kit.proof.pdf import pdf
from form4kit.rules.engine import catalogue
from form4kit.rules.rule import Good, Rule

MOST_MEMORY = 512 * 1024  # kilobytes
MOST_SECONDS = 10.0
TEXT = (CLEAN / "4.yaml").read_text()


def limited(arguments: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run form4kit in a process of its own and hold it to the limits of memory and of processor time."""
    child = (
        "import atexit, resource, sys; from form4kit.cli.main import run; sys.argv[0] = 'form4kit'\n"
        "def tell():\n    used = resource.getrusage(resource.RUSAGE_SELF)\n"
        "    try: most = int(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])\n"
        "    except OSError: most = used.ru_maxrss  # which counts what the parent had when it forked\n"
        "    print('USED', most, used.ru_utime + used.ru_stime, file=sys.stderr)\n"
        "atexit.register(tell); run()\n"
    )

    def cap() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
        resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))

    root = str(Path(form4kit.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", child, *arguments],
        cwd=folder,
        capture_output=True,
        timeout=120,
        preexec_fn=cap,
        env={**os.environ, "PYTHONPATH": root, "XDG_DATA_HOME": str(folder / "data"), **environment},
    )
    used = re.search(rb"USED (\d+) ([\d.]+)", done.stderr)
    assert used, done.stderr[-2000:]
    assert b"Traceback" not in done.stderr and b"failed here" not in done.stderr, done.stderr[-2000:]
    assert int(used[1]) < MOST_MEMORY, f"{int(used[1]) // 1024} MB"
    assert float(used[2]) < MOST_SECONDS, f"{used[2].decode()} s"
    return done


@pytest.mark.parametrize("name", hostile.SOURCES)
def test_a_hostile_source_is_refused_quickly_and_in_little_memory(name: str, tmp_path: Path) -> None:
    made = hostile.SOURCES[name]()
    (tmp_path / name).write_bytes(made if isinstance(made, bytes) else made.encode())
    done = limited(["check", name, "--filed", "2026-11-19"], tmp_path)
    assert done.returncode == 1
    assert len(done.stdout) < 20_000_000
    assert b"root:" not in done.stdout


def findings(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, str]]:
    return [each for file in json.loads(done.stdout)["files"] for each in file["findings"]]


@pytest.mark.parametrize("name", hostile.SOURCES)
def test_a_hostile_source_draws_no_more_than_a_person_could_read(name: str, tmp_path: Path) -> None:
    made = hostile.SOURCES[name]()
    told = run_bytes(made if isinstance(made, bytes) else made.encode(), name, tmp_path, Options()).findings
    assert 0 < len(told) <= 1_001
    assert max(len(each.message) for each in told) < 4 * hostile.MB
    assert max(len(each.place.where) for each in told) <= 1_100


ONE_LINE = ["directives.yaml", "reserved.yaml", "long-key.yaml", "nine-thousand-marks.yaml", "merges.yaml"]
ONE_LINE += [
    "a-hundred-marks.yaml",
    "doubled.yaml",
    "long-name.xml",
    "long-attribute.xml",
    "a-million-nines.yaml",
]


@pytest.mark.parametrize("name", ONE_LINE)
def test_what_is_refused_early_is_told_in_one_line(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(str(hostile.SOURCES[name]()))
    words = ["check", name, "--filed", "2026-11-19", "--format", "json"]
    assert len(findings(limited(words, tmp_path))) == 1


@pytest.mark.parametrize("what", hostile.BESIDE)
def test_what_lies_beside_a_draft_is_refused_quickly_and_in_little_memory(what: str, tmp_path: Path) -> None:
    name, made = hostile.BESIDE[what]
    (tmp_path / "form4kit.toml").touch()
    (tmp_path / "a.yaml").write_text(hostile.WITH_FILLS if name == "fills.csv" else TEXT)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    data = made()
    (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    done = limited(["check", "a.yaml", "--filed", "2026-11-19", "--format", "json"], tmp_path)
    assert done.returncode == 1
    told = findings(done)
    assert 1 <= len(told) <= 3
    assert any(name in each["message"] or "the fills" in each["message"] for each in told)
    assert max(len(each["message"]) for each in told) <= 400


@pytest.mark.parametrize("digits", [20, 29, 40, 60, 99, 100, 101, 5_000])
@pytest.mark.parametrize("place", ["shares: 10", "price: 7", "held: 1000"])
def test_a_number_of_many_digits_is_a_finding_and_no_bug(digits: int, place: str) -> None:
    key = place.partition(":")[0]
    draft = hostile._event(place, f"{key}: {'9' * digits}")
    outcome = run_bytes(draft.encode(), "draft.yaml", Path(), Options())
    assert any(finding.blocks for finding in outcome.findings)
    draft = hostile._event(place, f"{key}: 0.{'9' * digits}")
    run_bytes(draft.encode(), "draft.yaml", Path(), Options())


@pytest.mark.parametrize("digits", [24, 25, 29, 40, 4_301, 100_000])
@pytest.mark.parametrize("text", ["$%s", "%s-for-1 split", "%s shares acquired", "ranging from $1.00 to $%s"])
def test_a_footnote_may_speak_of_any_number(digits: int, text: str) -> None:
    outcome = run_bytes(
        TEXT.replace("Grant of", text % ("9" * digits)).encode(), "draft.yaml", Path(), Options()
    )
    assert outcome.filing is not None


# Regular expressions

_LEAD = (
    "A weighted average price; sold on November 18, 2026 in multiple transactions at prices ranging from "
    "$31.00 to $32.00 under a Rule 10b5-1 trading plan adopted on March 1, 2026. Shares withheld for taxes. "
    "Options vest in four equal annual installments, one for one. The owner undertakes to provide. "
)
_PIECES = [
    "$1.00 to ",
    "$",
    "[ ",
    "((a) ",
    "{{ ",
    "on January 1, 2026 at ",
    "one for ",
    "board ",
    " ",
    "1,000,",
]
_PIECES += [
    "adopted ",
    "a",
    "1",
    "ranging from ",
    "attorney-in-fact for ",
    "/s/ ",
    "by the trust ",
    "- ",
    "[XX",
]


@pytest.mark.parametrize("piece", _PIECES)
def test_no_rule_is_slow_on_any_text(piece: str) -> None:
    """A second for each rule on a hundred thousand characters, in every text that a rule may read."""
    text = _LEAD + (piece * 100_000)[:100_000] + "!"
    for on in ("4", "4-option", "3", "5", "4A"):
        filing = _loaded(filing_of(Good({}, on=on)), text)
        for rule in catalogue():
            assert _seconds(rule, filing) < 1.0, rule.code


def _seconds(rule: Rule, filing: Filing) -> float:
    start = time.process_time()
    list(rule.check(filing))
    return time.process_time() - start


def _said(text: str) -> Field[str]:
    return Field(text, text.strip() or None, (), 5, 5)


def _loaded(filing: Filing, text: str) -> Filing:
    """Put a text into every place of a filing that takes one, and a reference to a note beside each price."""
    note = Footnote(path=("footnotes", "x"), line=5, column=5, name="x", id="F1", text=_said(text))
    mark = (Mark("x", 5, 5),)
    rows = {
        table: tuple(
            replace(
                row,
                price=replace(row.price, marks=mark),
                code=replace(row.code, marks=mark),
                nature=_said(text),
            )
            for row in getattr(filing, table)
        )
        for table in ("non_derivative", "derivative")
    }
    return replace(
        filing,
        footnotes=(note,),
        remarks=_said(text),
        signatures=tuple(replace(each, name=_said(text)) for each in filing.signatures),
        issuer=replace(filing.issuer, name=_said(text), symbol=_said(text)),
        owners=tuple(replace(o, name=_said(text), officer_title=_said(text)) for o in filing.owners),
        **rows,
    )


# Names of files


@pytest.mark.parametrize("name", ["..yaml", "...yaml", "....yml", "-.yaml", "\x1b[31m.yaml", "a b.yaml"])
def test_a_folder_is_built_inside_the_output_whatever_the_draft_is_called(name: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_text(TEXT)
    out = tmp_path / "below" / "out"
    words = [
        "build",
        str(tmp_path / "in" / name),
        "--out",
        str(out),
        "--only",
        "xml",
        "--filed",
        "2026-11-19",
    ]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    assert "\x1b" not in result.output
    assert [path.name for path in tmp_path.iterdir() if path.name != "in"] == ["below"]
    assert [path.name for path in (tmp_path / "below").iterdir()] == ["out"]
    (folder,) = out.iterdir()
    assert (folder / "manifest.json").is_file()


@pytest.mark.parametrize(
    "name", ["..", ".", "../../evil.txt", "/etc/evil", "a/../../b.txt", "C:\\evil.txt", "..\\x"]
)
def test_an_exhibit_of_a_submission_is_written_beside_the_draft_alone(name: str, tmp_path: Path) -> None:
    filing = filing_of(Good({}))
    document = Document(
        path=("exhibits", 0), line=1, column=1, file=_said(name), type=_said("EX-24"), content=b"x"
    )
    filing = replace(filing, submission=Submission(documents=(document,)))
    text = write_submission(filing, write(filing).data, live=False)
    sent = re.findall(r"<documentName>(.*?)</documentName>", text)[1]
    (tmp_path / "a.xml").write_text(text.replace(f">{sent}<", f">{name}<"))
    out = tmp_path / "deep" / "out"
    CliRunner().invoke(app, ["import", str(tmp_path / "a.xml"), "--out", str(out)])
    assert {path.name for path in tmp_path.iterdir()} == {"a.xml", "deep"}
    written = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    assert written <= {"a.yaml", *(f"a-exhibits/{last}" for last in ("evil.txt", "evil", "b.txt", "x"))}


@pytest.mark.parametrize(
    "name", ["../secret.txt", "/etc/passwd", "link.txt", "folder-link/secret.txt", "pipe"]
)
def test_an_exhibit_from_outside_is_never_sent(name: str, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("hands off")
    (folder := tmp_path / "drafts").mkdir()
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "folder-link").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe")
    draft = edited("4", {"exhibits": [{"file": name, "type": "EX-24"}]})
    outcome = run_bytes(draft.encode(), "draft.yaml", folder, Options())
    assert {"EXH07", "EXH08"} & {finding.rule for finding in outcome.findings}
    assert outcome.filing is not None and outcome.filing.submission is not None
    assert [each.content for each in outcome.filing.submission.documents] == [None]


def test_a_link_in_the_output_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(TEXT)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "keep.txt").write_text("kept")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a").symlink_to(tmp_path / "elsewhere")
    words = ["build", str(tmp_path / "a.yaml"), "--out", str(tmp_path / "out"), "--only", "xml"]
    assert CliRunner().invoke(app, [*words, "--filed", "2026-11-19"]).exit_code == 2
    assert {path.name for path in (tmp_path / "elsewhere").iterdir()} == {"keep.txt"}


def test_links_in_a_folder_are_not_walked(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "self").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "a.yaml").write_text(TEXT)
    result = CliRunner().invoke(
        app, ["check", str(tmp_path / "in"), "--format", "json", "--filed", "2026-11-19"]
    )
    assert json.loads(result.stdout)["summary"]["files"] == 1


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(_members()):
            archive.writestr(f"schemas/{name}", bytes(200 * 1024 * 1024) if name == max(_members()) else b"x")
    done = limited(["schema", "import", "bomb.zip"], tmp_path)
    assert done.returncode == 2
    assert b"unpacked" in done.stderr


def _members() -> frozenset[str]:
    from form4kit.edgar.active_schemas import MEMBERS

    return frozenset(MEMBERS)


# What is shown

MARKUP = (
    '<script>x</script><img src="file:///etc/passwd"><style>@import "http://a.example/"</style>{{7*7}}</td>'
)


def test_no_text_field_is_markup_in_the_proof() -> None:
    filing = _loaded(filing_of(Good({}, on="4-option")), MARKUP)
    rows = tuple(replace(row, security=_said(MARKUP), underlying=_said(MARKUP)) for row in filing.derivative)
    filing = replace(filing, derivative=rows, period=_wrong(), owners=tuple(map(_everywhere, filing.owners)))
    page = html(filing, draft=True)
    assert "<script" not in page and "<style" not in page and "49" not in re.findall(r"\{\{.*?\}\}", page)
    assert page.count("&lt;script&gt;") >= 15
    plain = html(filing_of(Good({}, on="4-option")), draft=True)
    assert page.count("<img") == plain.count("<img")
    assert page.count("<table") == plain.count("<table")
    with pdfplumber.open(io.BytesIO(made := pdf(filing, draft=True, attachment=None))) as proof:
        assert "root:" not in "".join(sheet.extract_text() for sheet in proof.pages)
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert not list(opened.attachments)
        assert "/OpenAction" not in opened.Root and "/JavaScript" not in str(opened.Root.get("/Names", ""))


def _wrong() -> Field[object]:
    return Field(MARKUP, None, (), 1, 1)


def _everywhere(owner: object) -> object:
    from form4kit.model import Owner

    assert isinstance(owner, Owner) and owner.address is not None
    texts = dict.fromkeys(
        ("street1", "street2", "city", "zip", "territory", "state", "country"), _said(MARKUP)
    )
    return replace(owner, other_text=_said(MARKUP), address=replace(owner.address, **texts))


HIDDEN = "\x1b[2J\x1b]0;x\x07\x9b31m\u202eevil\u2066\u200f\r\b"
_SHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("format", ["text", "github", "json", "sarif", "junit", "gitlab", "markdown"])
def test_no_report_holds_what_a_terminal_obeys(format: str, tmp_path: Path) -> None:
    text = TEXT.replace("code: S", '"co\\u202ede": "\\e[31m"').replace("AMOT", '"\\e[2J\\x9b31m\\u202e"')
    (folder := tmp_path / "\x1b[31m\u202ea").mkdir()
    (folder / "a.yaml").write_text(text)
    (folder / "b.yaml").write_text(
        TEXT.replace("AMOT", '"A\\u202eMOT\\u200f"').replace("code: S", 'code: "\\u202eS"')
    )
    (folder / "c.xml").write_text("<ownershipDocument><documentType>4\u202e\x9b</documentType><\u202e/>")
    words = ["check", str(folder), "--format", format, "--filed", "2026-11-19"]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 1
    shown = re.compile("[\x00-\x08\x0b-\x1f]") if format == "junit" else _SHOWN
    assert not shown.findall(result.output.replace("\r\n", "\n"))


@pytest.mark.parametrize("format", ["json", "sarif"])
def test_what_is_escaped_for_a_terminal_is_exact_to_a_program(format: str, tmp_path: Path) -> None:
    (folder := tmp_path / "\u202ea").mkdir()
    (folder / "a.yaml").write_text(TEXT.replace("code: S", '"co\\u202ede": S'))
    words = ["check", str(folder), "--format", format, "--filed", "2026-11-19"]
    printed = CliRunner().invoke(app, words).output
    assert not _SHOWN.findall(printed.replace("\r\n", "\n"))
    assert any("co\u202ede" in text for text in _texts(json.loads(printed)))


def _texts(value: object) -> Iterator[str]:
    """Every string of a JSON value."""
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(each)


@pytest.mark.parametrize("command", ["due", "diff", "no-ccc", "import", "build"])
def test_no_command_prints_a_name_that_a_terminal_obeys(command: str, tmp_path: Path) -> None:
    file = tmp_path / "\x1b[31m\u202ea.yaml"
    file.write_text(TEXT + "remarks: 'ccc: abcd123$ \u202e'\n")
    words = [command, str(file)] + ([str(file)] if command == "diff" else [])
    words += ["--out", str(tmp_path / "out")] if command in ("import", "build") else []
    result = CliRunner().invoke(app, words)
    assert not _SHOWN.findall(result.output)


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\u0410", "\uff21"])
def test_a_ticker_that_only_looks_like_one_is_told(sign: str) -> None:
    draft = edited("4", {"issuer.symbol": f"{sign}MOT"})
    outcome = run_bytes(draft.encode(), "draft.yaml", Path(), Options())
    told = [f for f in outcome.findings if f.place.where == "Issuer, trading symbol" and f.rule == "XML04"]
    assert len(told) == 1


# Fills that a spreadsheet would compute


@pytest.mark.parametrize("cell", ["=1+1", "+1", "@SUM(1)", "-5", "=HYPERLINK(1)"])
def test_a_formula_among_fills_is_no_number(cell: str, tmp_path: Path) -> None:
    (tmp_path / "fills.csv").write_text(f'shares,price\n"{cell}",20.00\n')
    draft = edited(
        "4",
        {
            "non_derivative": [],
            "positions": {"common": {"security": "Common Stock", "held": "1000"}},
            "events": [{"sale": {"from": "common", "date": "2026-11-18", "fills": "fills.csv"}}],
        },
    )
    outcome = run_bytes(draft.encode(), "draft.yaml", tmp_path, Options())
    assert any(finding.blocks for finding in outcome.findings)
