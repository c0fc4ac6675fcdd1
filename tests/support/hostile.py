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


def _event(old: str, new: str) -> str:
    """Return a draft with a sale told as an event, something in it replaced."""
    sale = "{from: common, date: 2026-11-18, shares: 10, price: 7}"
    told = f"positions: {{common: {{security: Common Stock, held: 1000}}}}\nevents: [{{sale: {sale}}}]\n"
    assert old in told
    return (
        CLEAN[: CLEAN.index("non_derivative:")] + told.replace(old, new) + CLEAN[CLEAN.index("signatures:") :]
    )


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
    "directives.yaml": lambda: "".join(f"%TAG !{n}! x:\n" for n in range(170_000)) + f"---\n{CLEAN}",
    "reserved.yaml": lambda: "%a\n" * 1_000_000 + f"---\n{CLEAN}",
    "long-key.yaml": lambda: f"{CLEAN}? {'k' * 3 * MB}\n: 1\n",
    "nine-thousand-marks.yaml": lambda: _instead("0 ^award", "0" + " ^a" * 9_000),
    "a-hundred-marks.yaml": lambda: _instead("0 ^award", "0" + "".join(f" ^a{n}" for n in range(101))),
    "a-million-nines.yaml": lambda: _instead("31.07", "9" * 1_000_000),
    "a-million-noughts.yaml": lambda: _instead("31.07", f"0.{'0' * 1_000_000}1"),
    "nines-held.yaml": lambda: _event("1000", "9" * 1_000_000),
    "nines-sold.yaml": lambda: _event("shares: 10", f"shares: {'9' * 1_000_000}"),
    "nines-of-fills.yaml": lambda: _event("shares: 10, price: 7", f"fills: [[{'9' * 5_000}, 1]]"),
    "flow.yaml": lambda: "a: " + "{a: " * 100_000,
    "questions.yaml": lambda: "? " * 100_000,
    "dashes.yaml": lambda: "- " * 100_000,
    "documents.yaml": lambda: "---\n" * 1_000_000,
    "marks-of-order.yaml": lambda: "\ufeff" * 1_300_000 + CLEAN,
    "merges.yaml": lambda: f"{CLEAN}<<: &a {{x: 1}}\n" + "<<: *a\n" * 4_000,
    "doubled.yaml": lambda: CLEAN + "form: '4'\n" * 4_800,
    "anchor.yaml": lambda: f"{CLEAN}remarks: &{'a' * 3 * MB} x\n",
    "tag.yaml": lambda: f"{CLEAN}remarks: !<{'a' * 3 * MB}> x\n",
    "escapes.yaml": lambda: f'{CLEAN}remarks: "{(chr(92) + "x41") * MB}"\n',
    "block.yaml": lambda: f"{CLEAN}remarks: |\n" + "  a\n" * 1_000_000,
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
    "long-name.xml": lambda: f"{_HEAD}<{'k' * 3 * MB}/>{_END}",
    "long-attribute.xml": lambda: f"{_HEAD}<remarks {'k' * 3 * MB}='a'/>{_END}",
    "namespaces.xml": lambda: (
        f"<ownershipDocument {' '.join(f'xmlns:a{n}=' + chr(34) + 'x' + chr(34) for n in range(9_000))}/>"
    ),
    "parameters.xml": lambda: f"<!DOCTYPE x [<!ENTITY % a '{'x' * 100_000}'>{'%a;' * 100_000}]>{_HEAD}{_END}",
    "nines.xml": lambda: (
        f"{_HEAD}<nonDerivativeTable>{_ROW.replace('<value>x<', '<value>' + '9' * MB + '<')}"
        f"</nonDerivativeTable>{_END}"
    ),
    "ids.xml": lambda: (
        f"{_HEAD}<footnotes>{''.join(_NOTE.replace('F1', f'F{n}') for n in range(4_900))}</footnotes>{_END}"
    ),
    "bytes.xml": lambda: bytes(range(256)) * 4_000,
    "blanks.txt": lambda: "<SEC-DOCUMENT>x\n<XML>" + " " * (60 * MB) + "x",
    "openings.txt": lambda: "<SEC-DOCUMENT>x\n" + "<XML>" * (12 * MB),
    "pairs.txt": lambda: "<SEC-DOCUMENT>x\n" + "<XML></XML>" * (5 * MB),
    "headers.txt": lambda: "<SEC-DOCUMENT>x\n" + "FILED AS OF DATE: " * 3_000_000,
    "header.txt": lambda: "<SEC-DOCUMENT>x\n<ACCEPTANCE-DATETIME>" + " " * 60_000_000,
    "documents.txt": lambda: "<SEC-DOCUMENT>x\n" + f"<XML>\n{_HEAD}</XML>\n" * 30_000,
    "ccc.txt": lambda: "<SEC-DOCUMENT>x\n" + "<rptOwnerCcc>" * (4 * MB),
}


BESIDE: dict[str, tuple[str, Callable[[], str | bytes]]] = {
    "dotted key": ("form4kit.toml", lambda: ".".join("a" * 20_000) + " = 1\n"),
    "longer dotted key": ("form4kit.toml", lambda: ".".join("a" * 100_000) + " = 1\n"),
    "dotted key with blanks": ("form4kit.toml", lambda: " . ".join(["'a'"] * 100_000) + " = 1\n"),
    "dotted key in a table": ("form4kit.toml", lambda: f"a = {{{'.'.join('a' * 100_000)} = 1}}\n"),
    "dotted head": ("form4kit.toml", lambda: f"[{'.'.join('a' * 100_000)}]\n"),
    "nested arrays": ("form4kit.toml", lambda: f"a = {'[' * 5_000}{']' * 5_000}\n"),
    "open arrays": ("form4kit.toml", lambda: "a = " + "[" * 100_000),
    "nested tables": ("form4kit.toml", lambda: "a = " + "{a = " * 5_000),
    "integer": ("form4kit.toml", lambda: f"a = {'9' * 4_301}\n"),
    "hexadecimal": ("form4kit.toml", lambda: f"a = 0x{'f' * 1_000_000}\n"),
    "nines": ("form4kit.toml", lambda: f"a = {'9' * 1_000_000}.0\n"),
    "bare key": ("form4kit.toml", lambda: f"{'k' * 900_000} = 1\n"),
    "quoted key": ("form4kit.toml", lambda: f'"{"k" * 900_000}" = 1\n'),
    "many keys": ("form4kit.toml", lambda: "".join(f"k{n}=1\n" for n in range(90_000))),
    "many tables": ("form4kit.toml", lambda: "".join(f"[t{n}]\n" for n in range(90_000))),
    "large": ("form4kit.toml", lambda: "#" * 100 * MB),
    "not UTF-8": ("form4kit.toml", lambda: b"\xff" * MB),
    "person's directives": ("people/x.yaml", lambda: "".join(f"%TAG !{n}! x:\n" for n in range(170_000))),
    "person's key": ("people/x.yaml", lambda: f"? {'k' * 3 * MB}\n: 1\n"),
    "person's size": ("people/x.yaml", lambda: "#" * 100 * MB),
    "person's brackets": ("people/x.yaml", lambda: "cik: " + "[" * 100_000),
    "person's CCCs": ("people/x.yaml", lambda: "#ccc a1@bcdef\n" * 200_000),
    "footnote's brackets": ("footnotes/x.yaml", lambda: f"a: '{'[[x' * 900_000}'\nb: {{\n"),
    "footnote's braces": ("footnotes/x.yaml", lambda: f"a: '{'{x}' * 900_000}'\nb: {{\n"),
    "footnote's least": (
        "footnotes/x.yaml",
        lambda: f"a: {{text: '{{x:count}}', parameters: {{x: {{least: {'9' * 5_000}}}}}}}\nb: {{\n",
    ),
    "fills": ("fills.csv", lambda: "shares,price\n" + "1,1\n" * 1_000_000),
    "fills of a cell": ("fills.csv", lambda: f'shares,price\n"{"9" * 5_000_000}",1\n'),
    "fills of nines": ("fills.csv", lambda: f"shares,price\n{'9' * 24},{'9' * 24}\n"),
    "fills of columns": ("fills.csv", lambda: f"shares,price{',x' * 2_000_000}\n1,1\n"),
    "fills of a quote": ("fills.csv", lambda: 'shares,price\n"' + "\n" * 5_000_000),
    "fills of a head": ("fills.csv", lambda: f"{'share' * 700_000},price\n1,1\n"),
}
"""What lies beside a draft and is read with it: the file, and what is in it."""
WITH_FILLS = _event("shares: 10, price: 7", "fills: fills.csv")
