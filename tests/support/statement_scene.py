"""A repository whose fiscal year is over, its statements, and packets of them that are signed."""

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forgery_kit import Hand, authority
from signing_kit import run

YEAR = "2025"
REYES, LINDQVIST, ABEL = "Antonio J. Reyes", "Karin Lindqvist", "Thomas Abel"
_TOML = """[issuer]
key = "hartwell"
cik = "0001903415"
name = "HARTWELL INSTRUMENTS INC"
symbol = "HWLI"
fiscal_year_end = "12-31"
"""
_PERSON = """cik: "{cik}"
name: {name}
address: {{street: 2200 ALAMEDA PARKWAY, city: SAN MATEO, state: CA, zip: "94403"}}
roles:
  - {{from: 2021-05-12, director: true}}
"""
_POWER = "powers_of_attorney:\n  - {grantor: reyes, attorneys: [Thomas Abel], signed: 2025-01-02}\n"


@dataclass
class StatementScene:
    """A copy of the repository with Reyes's signed packet, and the keys of all who have a part."""

    root: Path
    hands: dict[str, Hand]
    top: Hand

    @property
    def year_end(self) -> Path:
        return self.root / "year-end"

    @property
    def text(self) -> Path:
        return self.year_end / "reyes-statement.txt"

    @property
    def packet(self) -> Path:
        return self.root / "reyes.pdf"

    @property
    def signed(self) -> Path:
        return self.root / "reyes.signed.pdf"

    def put(self, data: bytes) -> None:
        """Put another signed packet in place of the honest one, without the record beside it."""
        self.signed.write_bytes(data)
        (self.root / "reyes.signed.json").unlink(missing_ok=True)

    def edit(self, old: str, new: str) -> None:
        """Change the text of Reyes's statement."""
        text = self.text.read_text()
        assert old in text
        self.text.write_text(text.replace(old, new))

    def verify(self, *paths: object, signer: str = REYES) -> Any:
        """Verify as whoever keeps the authority's certificate would."""
        pem = self.root.parent / "trust.pem"
        pem.write_bytes(self.top.pem)
        return run("verify", *(paths or (self.text, self.signed)), "--trust", pem, "--signer", signer)

    def year_ended(self, *options: object) -> str:
        """Run `year-end` in the repository, and return what it says."""
        import os

        before = Path.cwd()
        os.chdir(self.root)
        try:
            result = run("year-end", "--year", YEAR, *options)
        finally:
            os.chdir(before)
        assert result.exit_code == 0, result.output
        return str(result.stdout)

    def sign(self, packet: Path, name: str, *options: object) -> Any:
        """Sign a packet with the key of one of them."""
        key = self.hands[name].p12(self.root.parent / "key.p12")
        return run("sign", packet, "--key", key, *options)


def honest_scene(root: Path) -> StatementScene:
    """Write the statements of a year, and sign Reyes's through the packet."""
    (root / "people").mkdir(parents=True)
    (root / "form4kit.toml").write_text(_TOML)
    reyes = _PERSON.format(cik="0001903446", name="Reyes Antonio J")
    (root / "people" / "reyes.yaml").write_text(reyes + _POWER)
    (root / "people" / "lindqvist.yaml").write_text(_PERSON.format(cik="0001903439", name="Lindqvist Karin"))
    top = authority()
    scene = StatementScene(root, {name: top.issue(name) for name in (REYES, LINDQVIST, ABEL)}, top)
    scene.year_ended("--out", "year-end")
    made = run("packet", "--statement", scene.text, "--signer", "reyes", "--out", scene.packet)
    assert made.exit_code == 0, made.output
    done = scene.sign(scene.packet, REYES)
    assert done.exit_code == 0, done.output
    return scene


def copied(scene: StatementScene, root: Path) -> StatementScene:
    """Return a copy of a scene in another folder."""
    shutil.copytree(scene.root, root)
    return StatementScene(root, scene.hands, scene.top)


def today() -> dt.date:
    """Return New York's day."""
    from form4kit.law.clock import NEW_YORK

    return dt.datetime.now(NEW_YORK).date()
