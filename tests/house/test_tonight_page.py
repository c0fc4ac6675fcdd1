"""docs/tonight.md: the commands of the evening, run in their order."""

import datetime as dt
import re
import shlex
from pathlib import Path

import pytest
from commands_run import form4kit
from edgar_notices import notice
from PIL import Image

from form4kit.cli.commands import COMMANDS
from form4kit.law.clock import NEW_YORK
from form4kit.transmission.receipt import Receipt

PAGE = (Path(__file__).parents[2] / "docs" / "tonight.md").read_text(encoding="utf-8")
RUN = re.findall(r"^```console\n\$ form4kit (.*)\n```$", PAGE, re.MULTILINE)
DAY = ("--filed", "2026-11-19 20:30")
FILLS = """Trade Date,Symbol,Side,Shares,Price
2026-11-18,HWLI,SELL,300,31.07
2026-11-18,HWLI,SELL,200,31.50
"""
WHEN = dt.datetime(2026, 11, 19, 20, 47, tzinfo=NEW_YORK)
ACCEPTED = Receipt(
    accession="0001903415-26-000041",
    status="accepted",
    form="4",
    test=False,
    received=WHEN,
    accepted=WHEN,
    filed=WHEN,
    documents=1,
    ciks=("0001903446",),
)
LAST = """form: "4"
plan_10b5_1: false
issuer: hartwell
owners: [reyes]
non_derivative:
  - {security: Common Stock, date: 2026-10-01, code: S, disposed: 500, price: 31, owned_after: 41471,
     ownership: direct}
signatures: [{name: "/s/ Thomas Abel, Attorney-in-Fact for Antonio J. Reyes", date: 2026-10-02}]
"""


def without_comments(text: str) -> list[str]:
    lines = (re.sub(r"\s+# .*|^\s*#.*", "", line).rstrip() for line in text.split("\n"))
    return [line for line in lines if line]


def test_the_evening_has_eight_commands_at_most_and_each_is_one() -> None:
    assert 5 <= len(RUN) <= 8
    assert PAGE.count("$ form4kit ") == len(RUN)
    assert all(line.split()[0] in COMMANDS for line in RUN)


def test_every_command_of_the_evening_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pikepdf")
    (tmp_path / "repo").mkdir()
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    monkeypatch.chdir(tmp_path / "repo")
    monkeypatch.setenv("FORM4KIT_CCC_1903446", "ab#cd123")
    assert form4kit("init").code == 0
    Path("drafts/annual-grant.yaml").unlink()
    Path("before.yaml").write_text(LAST)
    filed = ("--published", "--filed", "2026-10-02")
    assert form4kit("build", "before.yaml", "--only", "xml", "--out", "before", *filed).code == 0
    Path("before/before/ownership.xml").rename(downloads / "last.xml")
    (downloads / "confirm.csv").write_text(FILLS)
    draft = re.search(r"^```yaml (\S+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert draft
    for line in RUN:
        words = shlex.split(line)
        if words[0] == "sign":
            Image.new("L", (850, 1100), 255).save("scan.pdf")
        if words[0] == "record":
            Path("message.eml").write_text(notice(ACCEPTED))
        done = form4kit(*words, *(DAY if words[0] in ("check", "build") else ()))
        assert done.code == 0, f"{line}\n{done.out}{done.err}"
        if words[0] == "new":
            made, shown = without_comments(Path(draft[1]).read_text()), without_comments(draft[2])
            assert len(made) == len(shown)
            assert all(then.startswith(there) for there, then in zip(made, shown, strict=True))
            Path(draft[1]).write_text(draft[2])
    assert "<testOrLive>LIVE</testOrLive>" in Path("out/reyes-plan-sale/submission.xml").read_text()
    assert "<value>40971</value>" in Path("out/reyes-plan-sale/ownership.xml").read_text()
    assert "0001903415-26-000041" in Path("record.jsonl").read_text()
    assert (downloads / "confirm.csv").read_text() == FILLS
