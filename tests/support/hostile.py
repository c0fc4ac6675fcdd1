"""Sources made to hurt: each a file that a stranger might send."""

from collections.abc import Callable
from pathlib import Path

CLEAN = (Path(__file__).parents[1] / "clean" / "4.yaml").read_text()
MB = 1024 * 1024
_HEAD = (
    "<ownershipDocument><schemaVersion>X0609</schemaVersion><documentType>4</documentType>"
    "<periodOfReport>2026-04-01</periodOfReport>"
)
_END = "</ownershipDocument>"
_NOTE = '<footnote id="F1">x</footnote>'
_ROW = (
    "<nonDerivativeTransaction><securityTitle><value>x</value></securityTitle><transactionDate><value>2026-04-01"
    "</value></transactionDate><transactionCoding><transactionFormType>4</transactionFormType><transactionCode>S"
    "</transactionCode></transactionCoding></nonDerivativeTransaction>"
)
_SALE = "  - {security: Common Stock, date: 2026-11-18, code: S, disposed: 1, price: 31.07, owned_after: 9}\n"


def _instead(old: str, new: str) -> str:
    assert old in CLEAN
    return CLEAN.replace(old, new)


def _rows(row: str, times: int) -> str:
    return _instead("footnotes:", row * times + "footnotes:")


def _entities(kind: str) -> str:
    if kind == "laughs":
        levels = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
        return f'<!DOCTYPE x [<!ENTITY a0 "ha">{levels}]>{_HEAD}<remarks>&a9;</remarks>{_END}'
    if kind == "blow-up":
        return f'<!DOCTYPE x [<!ENTITY a "{"x" * 100_000}">]>{_HEAD}<remarks>{"&a;" * 20_000}</remarks>{_END}'
    return f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>{_HEAD}<remarks>&a;</remarks>{_END}'


def _attributes(number: int) -> str:
    return " ".join(f'a{n}="x"' for n in range(number))


def _submission() -> str:
    document = "<edgarDocument><documentName>b.txt</documentName><documentType>EX-24</documentType>"
    block = f"<documentMimeBlock>{'QUJD' * (12 * MB)}</documentMimeBlock></edgarDocument>"
    return f"<edgarSubmission><submissionType>4</submissionType>{document}{block}</edgarSubmission>"


SOURCES: dict[str, Callable[[], str | bytes]] = {
    "brackets.yaml": lambda: "form: " + "[" * 100_000,
    "owners.yaml": lambda: _instead("owners:\n", "owners:\n" + "  - a\n" * 9_500),
    "keys.yaml": lambda: CLEAN + "".join(f"k{n}: 1\n" for n in range(4_900)),
    "keys-without-end.yaml": lambda: CLEAN + "".join(f"k{n}: 1\n" for n in range(300_000)),
    "misspelt-rows.yaml": lambda: _rows("  - {sekurity: x, dte: 2026-01-01, kode: S}\n", 1_400),
    "rows.yaml": lambda: _rows(_SALE, 700),
    "aliases.yaml": lambda: (
        "a0: &a0 x\n" + "".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}]\n" for n in range(60))
    ),
    "anchors.yaml": lambda: CLEAN + "".join(f"k{n}: &a{n} x\n" for n in range(4_900)),
    "comments.yaml": lambda: CLEAN + "".join(f"k{n}: a #b\n" for n in range(4_900)),
    "whole-number.yaml": lambda: _instead("31.07", "9" * MB),
    "decimals.yaml": lambda: _instead("31.07", "1." + "9" * MB),
    "note.yaml": lambda: _instead("Grant of", "$1.00 to " * 400_000),
    "notes.yaml": lambda: _instead("  award:", "".join(f"  n{n}: text\n" for n in range(4_800)) + "  award:"),
    "marks.yaml": lambda: _instead("0 ^award", "0" + " ^award" * 9_900),
    "marks-cut.yaml": lambda: _instead("0 ^award", "0" + " ^award" * 9_900 + " !"),
    "carets.yaml": lambda: _instead("0 ^award", "^" * 3 * MB),
    "parentheses.yaml": lambda: _instead("0 ^award", '"0' + " ^a(" * 9_000 + '"'),
    "blanks.yaml": lambda: _instead("footnotes:", f'remarks: "[{" " * 3 * MB}."\nfootnotes:'),
    "code.yaml": lambda: _instead("code: S", f'code: "{" " * MB}!"'),
    "key.yaml": lambda: CLEAN + "k" * 3 * MB + ": 1\n",
    "line.yaml": lambda: (
        CLEAN + "x: {" + ", ".join(f"k{n}:   1" for n in range(4_800)) + " " * 3 * MB + "}\n"
    ),
    "signatures.yaml": lambda: CLEAN + "  - {name: x, date: 2026-01-01}\n" * 1_900,
    "ccc.yaml": lambda: _instead("footnotes:", f'remarks: "{"ccc" * 900_000}{" " * MB}"\nfootnotes:'),
    "exhibits.yaml": lambda: CLEAN + "exhibits:\n" + "  - {file: ../../etc/passwd, type: EX-24}\n" * 1_600,
    "external.xml": lambda: _entities("external"),
    "laughs.xml": lambda: _entities("laughs"),
    "blow-up.xml": lambda: _entities("blow-up"),
    "deep.xml": lambda: "<a>" * 500_000,
    "elements.xml": lambda: _HEAD + "<a/>" * (2 * MB) + _END,
    "owners.xml": lambda: _HEAD + "<issuer/>" + "<reportingOwner/>" * 9_900 + _END,
    "unknown.xml": lambda: _HEAD + "<x/>" * 3_900 + _END,
    "issuers.xml": lambda: _HEAD + "<issuer/>" * 9_900 + _END,
    "notes.xml": lambda: f"{_HEAD}<footnotes>{_NOTE * 1_900}</footnotes>{_END}",
    "rows.xml": lambda: f"{_HEAD}<nonDerivativeTable>{_ROW * 1_100}</nonDerivativeTable>{_END}",
    "text.xml": lambda: f"{_HEAD}<remarks>{'4' * (4 * MB - 500)}</remarks>{_END}",
    "references.xml": lambda: f"{_HEAD}<remarks>{'&amp;' * 800_000}</remarks>{_END}",
    "comments.xml": lambda: f"{_HEAD}<remarks>{'a' * MB}{'a<!--x-->' * 9_900}</remarks>{_END}",
    "attributes.xml": lambda: f"{_HEAD}<remarks {_attributes(9_000)}/>{_END}",
    "many-attributes.xml": lambda: f"<ownershipDocument {_attributes(500_000)}/>",
    "exhibit.xml": _submission,
    "bytes.xml": lambda: bytes(range(256)) * 4_000,
    "blanks.txt": lambda: "<SEC-DOCUMENT>x\n<XML>" + " " * (60 * MB) + "x",
    "openings.txt": lambda: "<SEC-DOCUMENT>x\n" + "<XML>" * (12 * MB),
    "pairs.txt": lambda: "<SEC-DOCUMENT>x\n" + "<XML></XML>" * (5 * MB),
    "ccc.txt": lambda: "<SEC-DOCUMENT>x\n" + "<rptOwnerCcc>" * (4 * MB),
}
