"""The two filings that are measured: a small one of 5 transactions, a large one of 10."""

import datetime as dt
from pathlib import Path

import yaml

from form4kit.draft.read import read_draft
from form4kit.edgar.write import write
from form4kit.source.yaml_tree import compose

FILED = dt.date(2026, 11, 20)
_NOTES = (
    "Reflects a two-for-one stock split that took effect on June 2, 2026.",
    "The price is a weighted average of trades at prices from $30.55 to $31.54. The reporting person"
    " undertakes to give the staff, the issuer or any security holder the number sold at each price.",
    "Includes 1,204 shares acquired under the issuer's employee stock purchase plan.",
    "Includes shares that were held in a brokerage account of the reporting person until May 2026.",
)


def draft(transactions: int, footnotes: int) -> str:
    """Return a Form 4 with sales in Table I; what YAML would take for a number or a date is quoted."""
    notes = {
        f"note{n}": _NOTES[n % len(_NOTES)] + ("" if n < 4 else f" (Lot {n}.)") for n in range(footnotes)
    }
    names = list(notes)
    owned, rows = 90_000, []
    for number in range(transactions):
        shares = 1_000 + 125 * number
        owned -= shares
        mark = f" ^{names[number % footnotes]}"
        rows.append(
            {
                "security": "Common Stock",
                "date": "2026-11-18",
                "code": "S" + mark,
                "disposed": str(shares),
                "price": f"{30.55 + number / 10:.2f} ^{names[4 * (number % (footnotes // 4)) + 1]}",
                "owned_after": str(owned) + (f" ^{names[-1 - number % footnotes]}" if footnotes > 4 else ""),
                "ownership": "direct",
            }
        )
    filing = {
        "form": "4",
        "issuer": {"cik": "0000046129", "name": "ALLIED MOTION TECHNOLOGIES INC", "symbol": "AMOT"},
        "owners": [
            {
                "cik": "0001234567",
                "name": "Federico Richard D",
                "address": {
                    "street": ["495 COMMERCE DRIVE", "SUITE 3"],
                    "city": "AMHERST",
                    "state": "NY",
                    "zip": "14228",
                },
                "director": "true",
            }
        ],
        "plan_10b5_1": "false",
        "non_derivative": rows,
        "footnotes": notes,
        "signatures": [{"name": "/s/ Richard D. Federico", "date": "2026-11-19"}],
    }
    return yaml.dump(filing, sort_keys=False, width=10_000)


def published(text: str) -> bytes:
    """Return the document of record of a draft, as EDGAR would disseminate it."""
    root, findings = compose(text)
    assert root is not None
    assert not findings, findings
    filing, _ = read_draft(root)
    return write(filing, published=True).data


SIZES = {"small": draft(5, 4), "large": draft(10, 12)}


def laid_out(folder: Path) -> dict[str, tuple[Path, Path]]:
    """Write both filings, as draft and as document of record; their paths by size."""
    paths = {}
    for size, text in SIZES.items():
        yaml_file, xml_file = folder / f"{size}.yaml", folder / f"{size}.xml"
        yaml_file.write_text(text, encoding="utf-8")
        xml_file.write_bytes(published(text))
        paths[size] = (yaml_file, xml_file)
    return paths
