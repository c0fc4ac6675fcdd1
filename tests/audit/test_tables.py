"""An archive into two tables: a row for each filing, a row for each finding, and what they add up to."""

import json
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer.testing import CliRunner

from form4kit.cli.main import app
from form4kit.outcome import Options
from form4kit.pipeline import run
from form4kit.source.discover import Found, find

if find_spec("pyarrow") is None:
    pytest.skip("pyarrow is not installed", allow_module_level=True)

import pyarrow.parquet as pq

from form4kit.audit.summary import UNDATED, summarise
from form4kit.audit.tables import beside

DATA = Path(__file__).parents[1] / "data"
DOCUMENT = DATA / "every-element.xml"


def audit(*arguments: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["audit", *map(str, arguments)])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Five documents signed in two years and one that is broken."""
    folder = tmp_path / "archive"
    folder.mkdir()
    text = DOCUMENT.read_text(encoding="utf-8")
    for number in range(5):
        year = 2026 - number % 2
        changed = text.replace("<signatureDate>2026", f"<signatureDate>{year}")
        (folder / f"{number}.xml").write_text(changed, encoding="utf-8")
    (folder / "broken.xml").write_text(text[: len(text) // 2], encoding="utf-8")
    return folder


def rows(file: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = pq.read_table(file).to_pylist()
    return found


def test_each_finding_and_each_filing_is_a_row(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out/findings.parquet"
    code, _, said = audit(archive, "--out", out)
    assert (code, said) == (0, f"{out}: 6 filings judged\n")
    filings, findings = rows(tmp_path / "out/filings.parquet"), rows(out)
    assert [str(row["path"]) for row in filings] == [str(path) for path in sorted(archive.iterdir())]
    wanted = []
    for source in find([str(archive)]):
        assert isinstance(source, Found)
        outcome = run(source, Options(published=True))
        wanted += [(source.name, f.rule, f.place.line, f.place.column) for f in outcome.findings]
    assert [(r["path"], r["rule"], r["line"], r["column"]) for r in findings] == wanted
    assert len(wanted) > 0
    for row in filings:
        of_it = [found for found in findings if found["path"] == row["path"]]
        for severity in ("error", "warning", "note"):
            assert row[f"{severity}s"] == sum(found["severity"] == severity for found in of_it)


def test_a_row_says_what_the_filing_is(archive: Path, tmp_path: Path) -> None:
    audit(archive, "--out", tmp_path / "findings.parquet")
    first, *_, broken = rows(tmp_path / "filings.parquet")
    outcome = run(Found("0.xml", archive / "0.xml"), Options(published=True))
    assert outcome.filing is not None
    assert first["form"] == outcome.form
    assert first["issuer"] == outcome.filing.issuer.cik.value
    assert first["owners"] == [owner.cik.value for owner in outcome.filing.owners]
    assert first["filed"] == outcome.filing.filed
    assert first["transactions"] == len(outcome.filing.transactions)
    assert (broken["form"], broken["filed"], broken["errors"]) == ("", None, 1)


def test_two_jobs_write_the_same_tables(archive: Path, tmp_path: Path) -> None:
    for jobs in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-m", "form4kit.cli.main", "audit", str(archive), "--jobs", jobs]
            + ["--out", str(tmp_path / jobs / "findings.parquet")],
            check=False,
        )
        assert done.returncode == 0
    for name in ("findings.parquet", "filings.parquet"):
        assert rows(tmp_path / "1" / name) == rows(tmp_path / "2" / name)


def test_the_summary_counts_hits_by_rule_and_year(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "findings.parquet"
    audit(archive, "--out", out)
    summary = summarise(out)
    assert summary.years == [2025, 2026, None]
    assert dict(summary.filings) == {2026: 3, 2025: 2, None: 1}
    found = rows(out)
    assert {rule: count.total() for rule, count in summary.hits.items()} == {
        rule: sum(row["rule"] == rule for row in found) for rule in {str(row["rule"]) for row in found}
    }
    code, text, _ = audit("--summary", out)
    assert code == 0
    head, filings, *rest = text.splitlines()
    assert head.split() == ["2025", "2026", UNDATED, "all"]
    assert filings.split() == ["filings", "2", "3", "1", "6"]
    assert [line.split()[0] for line in rest] == sorted(summary.hits)
    plain = json.loads(audit("--summary", out, "--format", "json")[1])
    assert plain["filings"] == {"all": 6, "2025": 2, "2026": 3, UNDATED: 1}
    assert {rule: counts["all"] for rule, counts in plain["rules"].items()} == {
        rule: count.total() for rule, count in summary.hits.items()
    }


def test_what_failed_is_a_row_and_the_rest_is_judged(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from form4kit.batch.worker import LocalTask

    judged = LocalTask.judge

    def fails(self: LocalTask, options: Options) -> object:
        if self.found.stem == "1":
            raise ZeroDivisionError
        return judged(self, options)

    monkeypatch.setattr(LocalTask, "judge", fails)
    code, _, said = audit(archive, tmp_path / "nowhere", "--out", tmp_path / "findings.parquet")
    assert code == 2
    assert said.splitlines() == [
        f"form4kit: {tmp_path / 'nowhere'}: no such file or folder",
        f"{tmp_path / 'findings.parquet'}: 6 filings judged",
        f"form4kit: {archive / '1.xml'}: form4kit failed here (ZeroDivisionError); please report it",
    ]
    failed = [row["path"] for row in rows(tmp_path / "filings.parquet") if row["failed"]]
    assert failed == [str(archive / "1.xml")]


def test_an_empty_archive_gives_empty_tables(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    out = tmp_path / "findings.parquet"
    assert audit(tmp_path / "empty", "--out", out)[0] == 0
    assert (rows(out), rows(beside(out))) == ([], [])
    assert audit("--summary", out)[1].split() == ["all", "filings", "0"]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ((), "audit takes PATH... with --out FILE, or --summary FILE alone"),
        (("x", "--summary", "y"), "audit takes PATH... with --out FILE, or --summary FILE alone"),
        (("--out", "y"), "audit takes PATH... with --out FILE, or --summary FILE alone"),
        (("--summary", DOCUMENT), "is not a table of an audit"),
        (("--summary", "nowhere.parquet"), "no such file or directory"),
        ((DOCUMENT, "--out", "/dev/null/findings.parquet"), "/dev/null: file exists"),
    ],
)
def test_wrong_use_is_a_clear_line(arguments: tuple[object, ...], why: str) -> None:
    code, shown, said = audit(*arguments)
    assert (code, shown) == (2, "")
    assert why in said
    assert said.startswith("form4kit: ")
    assert len(said.splitlines()) == 1


def test_the_tables_have_two_names() -> None:
    assert beside(Path("a/findings.parquet")) == Path("a/filings.parquet")
    assert beside(Path("a/2026.parquet")) == Path("a/2026-filings.parquet")


def test_an_audit_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    text = DOCUMENT.read_bytes()
    for number in range(400):
        (folder / f"{number:03}.xml").write_bytes(text)
    script = (
        "import os, signal, sys; from form4kit.cli import progress; from form4kit.cli.main import run\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background job ignores it
        "step = progress.Progress.step\n"
        "def stepped(self):\n"
        "    step(self)\n"
        "    if self.done == 3: os.kill(os.getpid(), signal.SIGINT)\n"
        "progress.Progress.step = stepped; run()\n"
    )
    arguments = ["audit", str(folder), "--out", str(tmp_path / "out/findings.parquet")]
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 128 + signal.SIGINT
    assert "Traceback" not in done.stderr
    assert list((tmp_path / "out").iterdir()) == []


def test_memory_stays_flat(tmp_path: Path) -> None:
    """Five times as many filings take no more memory, once the rows held have been written a few times."""
    script = (
        "import resource, sys; from form4kit.audit import tables; tables._GROUP = 32\n"
        "from form4kit.cli.main import app\n"
        "app(['audit', *sys.argv[2:], '--out', sys.argv[1]], standalone_mode=False)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    peaks = []
    for count in (100, 500):
        paths = [str(DOCUMENT)] * count
        out = str(tmp_path / f"{count}-findings.parquet")
        done = subprocess.run(
            [sys.executable, "-c", script, out, *paths], capture_output=True, text=True, check=True
        )
        peaks.append(int(done.stdout.split()[-1]))
    assert peaks[1] < 1.1 * peaks[0]
    assert len(rows(tmp_path / "500-filings.parquet")) == 500
