"""The seed: every value and caption of a real Form 4 of 2019 as EDGAR displays it stands in our proof."""

import io
import re
from pathlib import Path

import pdfplumber

from form4kit.outcome import Options
from form4kit.pipeline import run
from form4kit.proof.pdf import pdf
from form4kit.source.discover import Found

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "amot-2019.yaml"
_MARKUP = re.compile(r"<[^>]*>|[\\|]")


def words(text: str) -> list[str]:
    """Split a text into words, with superscript digits and typographic signs as plain ones."""
    plain = text.translate(str.maketrans("⁽⁾¹", "()1")).replace("\u2019", "'")
    return re.findall(r"[A-Za-z0-9$%&.,'/-]+", plain)


def test_every_word_of_the_seed_is_in_the_proof(shared: Path) -> None:
    seed = _MARKUP.sub(" ", (shared / "seed" / "form4-amot-2019.txt").read_text(encoding="utf-8"))
    outcome = run(Found(str(EXAMPLE), EXAMPLE), Options(published=True))
    assert outcome.filing is not None
    with pdfplumber.open(io.BytesIO(pdf(outcome.filing, draft=False, attachment=None))) as proof:
        printed = " ".join(page.extract_text(x_tolerance=1.5) for page in proof.pages)
    there = set(words(printed))
    joined = "".join(printed.split())
    wanted = words(seed)
    assert len(wanted) > 300
    missing = sorted({word for word in wanted if word not in there and word not in joined})
    assert missing == []


def test_the_values_of_the_example_are_those_of_the_seed(shared: Path) -> None:
    seed = (shared / "seed" / "form4-amot-2019.txt").read_text(encoding="utf-8")
    outcome = run(Found(str(EXAMPLE), EXAMPLE), Options(published=True))
    assert outcome.filing is not None
    row = outcome.filing.non_derivative[0]
    assert f"{row.shares.value:,}" in seed
    assert f"{row.owned_after.value:,}" in seed
    note = " ".join((outcome.filing.footnotes[0].text.value or "").split())
    assert note in " ".join(seed.split())
