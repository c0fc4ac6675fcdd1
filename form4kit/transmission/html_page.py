"""A page of HTML from a template and its style: nothing is loaded or runs, and no secret stands in it."""

from typing import Any

from form4kit.report.secrets import masked
from form4kit.resources import resource


def html_page(name: str, **values: object) -> str:
    """Render `NAME.html.j2` of the templates with the style of `NAME.css`; secrets are starred out."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(resource("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        finalize=_shown,
    )
    style = Markup(resource("templates", f"{name}.css").read_text(encoding="utf-8"))  # noqa: S704
    return environment.get_template(f"{name}.html.j2").render(style=style, **values)


def _shown(value: Any) -> Any:
    return masked(value) if type(value) is str else value
