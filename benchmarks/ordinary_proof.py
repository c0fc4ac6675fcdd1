"""The proof as one would print it without thinking of time: what form4kit's own is held against.

The page says the same words; the rest is as one would have it without thought: tables that find their own
widths, collapsed borders, the machine's Arial, and everything made anew for each form. It has no drawing
behind the form and no attachment, which only favours it. As PDF/A-3a it is a file of the proof's own kind.
"""

import re
import sys
from pathlib import Path

import jinja2

from form4kit.model import Filing
from form4kit.proof.view import view


def ordinary_page(filing: Filing) -> str:
    """Return the form as an ordinary HTML page, its style sheet inside."""
    return _template().render(form=view(filing))


def printed(filing: Filing, variant: str | None) -> bytes:
    """Print as the first page of WeasyPrint's manual does, as PDF or as a variant such as `pdf/a-3a`."""
    from weasyprint import HTML

    data: bytes = HTML(string=ordinary_page(filing)).write_pdf(pdf_variant=variant)
    return data


def nothing_kept(filing: Filing) -> bytes:
    """Print form4kit's own page in that manner: its template and style sheet, but read anew for each form."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from form4kit.proof.fonts import stylesheet
    from form4kit.proof.html import html
    from form4kit.proof.weasyprint_setup import press
    from form4kit.resources import resource

    fonts, fetcher = FontConfiguration(), press().fetcher  # the form's fonts have addresses of their own
    style = stylesheet() + resource("templates", "form.css").read_text(encoding="utf-8")
    css = CSS(string=style, font_config=fonts, url_fetcher=fetcher)
    page = HTML(string=html(filing, draft=True), url_fetcher=fetcher)
    data: bytes = page.write_pdf(font_config=fonts, stylesheets=[css], pdf_variant="pdf/a-3a")
    return data


def words(page: str) -> list[str]:
    """Return the words of a page in alphabetical order, its title and style sheet aside."""
    body = re.sub(r"<(style|title)>.*?</\1>", "", page, flags=re.DOTALL)
    return sorted(re.findall(r"\w+", re.sub(r"<[^>]*>", " ", body)))


def _template() -> jinja2.Template:
    folder = jinja2.FileSystemLoader(Path(__file__).parent)
    return jinja2.Environment(loader=folder, autoescape=True).get_template("ordinary_form.html.j2")


def _read(path: Path) -> Filing:
    from form4kit.draft.read import read_draft
    from form4kit.source.yaml_tree import compose

    root, _ = compose(path.read_text(encoding="utf-8"))
    assert root is not None
    return read_draft(root)[0]


def main() -> None:
    """Print the draft that is named into the file that is named, as a process of its own."""
    draft, out = map(Path, sys.argv[1:])
    out.write_bytes(printed(_read(draft), None))


if __name__ == "__main__":
    main()
