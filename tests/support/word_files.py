"""Word files made of their XML, as small as Word still opens them."""

import io
import zipfile
from collections.abc import Mapping
from html import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
PICTURE = "<w:r><w:drawing><a:blip/></w:drawing></w:r>"


def run(text: str, properties: str = "") -> str:
    """Return a run of words, with the XML of its properties."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """Return a paragraph of runs; what is no XML is a run of words."""
    inner = "".join(each if each.startswith(("<w:", "<m")) else run(each) for each in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """Return a table, whose cells are texts or the XML of paragraphs."""
    written = ""
    for row in rows:
        cells = (each if each.startswith("<w:p") else paragraph(each) for each in row)
        written += "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"
    return f"<w:tbl>{written}</w:tbl>"


def part(name: str, inner: str) -> str:
    """Return the XML of a part, with its root: `numbering`, `styles`."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {_NAMES}>{inner}</w:{name}>'


def word_file(*blocks: str, parts: Mapping[str, str] | None = None, document: str = "") -> bytes:
    """Return a Word file of the XML of its blocks; `parts` are others by their names: `styles`, `header`."""
    others = {"styles": "", **(parts or {})}
    text = document or part("document", f"<w:body>{''.join(blocks)}</w:body>")
    files = {
        "_rels/.rels": _rels({"officeDocument": "word/document.xml"}),
        "word/document.xml": text,
        "word/_rels/document.xml.rels": _rels({name: f"{name}.xml" for name in others}),
        **{f"word/{name}.xml": inner for name, inner in others.items() if inner},
    }
    return archive({name: inner.encode("utf-8") for name, inner in files.items()})


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP archive of files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return stream.getvalue()


def _rels(targets: Mapping[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="r{number}" Type="{_RELATED}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{inner}</Relationships>"
    )
