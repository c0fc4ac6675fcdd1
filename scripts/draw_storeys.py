"""Draw the storeys of the package from what its modules import, as an SVG for light pages and for dark ones.

The storeys stand in the order that tests/house/test_layers.py holds the code to. An arrow leads from a part
to another that it imports; one that follows from two others is left out, so that the picture can be read.
"""

import ast
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WIDTH, LEFT, RIGHT, TOP = 1080, 118, 14, 40
BAND, BOX, GLYPH = 104, 30, 7.3

STYLE = """
  .paper { fill: #ffffff } .band { fill: #f3f5f8 } .box { fill: #ffffff; stroke: #57606a }
  .storey, .name { fill: #1f2328 } .told { fill: #57606a } .way { stroke: #0969da } .tip { fill: #0969da }
  text { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 12px }
  .storey { font-weight: 600 } .told { font-size: 10.5px } .name { text-anchor: middle }
  .way { fill: none; stroke-width: 1; stroke-opacity: .55 } .box { stroke-width: 1 }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #0d1117 } .band { fill: #161b22 } .box { fill: #0d1117; stroke: #8b949e }
    .storey, .name { fill: #e6edf3 } .told { fill: #9198a1 } .way { stroke: #58a6ff } .tip { fill: #58a6ff }
  }
"""


def storeys() -> dict[str, list[str]]:
    """Return the parts of each storey, from the ground up and from left to right."""
    file = ROOT / "tests" / "house" / "test_layers.py"
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "STOREYS":
            return {name: parts.split() for name, parts in ast.literal_eval(node.value).items()}
    raise LookupError(f"{file} has no STOREYS")


def ways() -> dict[str, frozenset[str]]:
    """Return which parts each part imports, in functions too; what is for types alone is left out."""
    found: dict[str, set[str]] = {}
    for file in _files():
        used = found.setdefault(_part(file), set())
        used |= {name.split(".")[1] for name in _imports(ast.parse(file.read_text(encoding="utf-8")))}
    return {part: frozenset(used - {part}) & found.keys() for part, used in found.items()}


def needed(graph: Mapping[str, frozenset[str]]) -> list[tuple[str, str]]:
    """Return the arrows of a graph without circles that do not follow from others, in their order."""
    below: dict[str, frozenset[str]] = {}

    def reached(part: str) -> frozenset[str]:
        if part not in below:
            below[part] = graph[part].union(*map(reached, graph[part]))
        return below[part]

    return [
        (part, each)
        for part in sorted(graph)
        for each in sorted(graph[part])
        if not any(each in reached(other) for other in graph[part])
    ]


def picture() -> str:
    """Return the picture as SVG text; the same code gives the same bytes."""
    floors = storeys()
    height = TOP + BAND * len(floors) - 22
    boxes: dict[str, tuple[float, float, float]] = {}
    bands, drawn = [], []
    for number, (storey, parts) in enumerate(reversed(floors.items())):
        y = TOP + BAND * number
        bands.append(f'<rect class="band" x="6" y="{y}" width="{WIDTH - 12}" height="{BAND - 34}" rx="6"/>')
        bands.append(f'<text class="storey" x="16" y="{y + 39}">{escape(storey)}</text>')
        widths = [max(len(part) * GLYPH + 18, 62) for part in parts]
        gap = (WIDTH - LEFT - RIGHT - sum(widths)) / len(parts)
        x = LEFT + gap / 2
        for part, width in zip(parts, widths, strict=True):
            boxes[part] = (x, y + 20, width)
            drawn += _box(part, *boxes[part])
            x += width + gap
    told = "An arrow leads to what a part imports; one that follows from two others is left out."
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"'
            ' aria-labelledby="title">',
            '<title id="title">The storeys of form4kit, the ground below, and what each part imports</title>',
            f"<style>{STYLE}</style>",
            '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7"'
            ' orient="auto"><path class="tip" d="M0 1 8 4 0 7z"/></marker></defs>',
            f'<rect class="paper" width="{WIDTH}" height="{height}"/>',
            f'<text class="told" x="16" y="24">{told}</text>',
            *bands,
            *_arrows(needed(ways()), boxes),
            *drawn,
            "</svg>\n",
        ]
    )


def _files() -> list[Path]:
    files = sorted((ROOT / "form4kit").rglob("*.py"))
    return [file for file in files if file != ROOT / "form4kit" / "__init__.py"]


def _part(file: Path) -> str:
    return file.relative_to(ROOT / "form4kit").with_suffix("").parts[0]


def _imports(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
        return
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name.startswith("form4kit."))
    if isinstance(node, ast.ImportFrom) and node.module:
        if node.module.startswith("form4kit."):
            yield node.module
        elif node.module == "form4kit":
            yield from (f"form4kit.{alias.name}" for alias in node.names)
    for block in ("body", "orelse", "finalbody", "handlers"):  # an import is a statement, in no expression
        for each in getattr(node, block, ()):
            yield from _imports(each)


def _box(part: str, x: float, y: float, width: float) -> list[str]:
    middle = x + width / 2
    return [
        f'<rect class="box" x="{x:.1f}" y="{y}" width="{width:.1f}" height="{BOX}" rx="5"/>',
        f'<text class="name" x="{middle:.1f}" y="{y + 19}">{escape(part)}</text>',
    ]


def _arrows(arrows: list[tuple[str, str]], boxes: Mapping[str, tuple[float, float, float]]) -> Iterator[str]:
    """Give each arrow a place of its own at either end, in the order of where it leads."""
    for start, end in arrows:
        leaving = sorted((to for source, to in arrows if source == start), key=lambda to: boxes[to][0])
        coming = sorted((source for source, to in arrows if to == end), key=lambda source: boxes[source][0])
        x1, y1, w1 = boxes[start]
        x2, y2, w2 = boxes[end]
        if y1 == y2:  # on one storey: out of the foot, and up again into that of the neighbour
            a, b, foot = x1 + w1 * 0.12, x2 + w2 * 0.88, y1 + BOX
            deep = foot + min(12 + abs(a - b) / 14, 34)
            path = f"M{a:.1f} {foot}C{a:.1f} {deep:.1f} {b:.1f} {deep:.1f} {b:.1f} {foot + 1}"
        else:
            a = x1 + w1 * (leaving.index(end) + 1) / (len(leaving) + 1)
            b = x2 + w2 * (coming.index(start) + 1) / (len(coming) + 1)
            half = (y2 - y1 - BOX) / 2
            path = (
                f"M{a:.1f} {y1 + BOX}C{a:.1f} {y1 + BOX + half:.1f} {b:.1f} {y2 - half:.1f} {b:.1f} {y2 - 1}"
            )
        yield f'<path class="way" marker-end="url(#tip)" d="{path}"/>'
