"""The stack that one would take without thinking, each part made once: what `check` is held against."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import jsonschema
import xmlschema
import yaml

from form4kit.draft_schema.schema import plain_schema_text
from form4kit.resources import resource


def ordinary() -> Callable[[str], bytes]:
    """Return a function from a draft's text to its validated document: no rules, no places, no due date."""
    validator = jsonschema.Draft202012Validator(json.loads(plain_schema_text()))
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=False
    )
    template = environment.get_template("ordinary.xml.j2")
    schema = xmlschema.XMLSchema(resource("schemas", "2026", "form4.xsd"), allow="local")

    def compile_draft(text: str) -> bytes:
        draft: dict[str, Any] = yaml.safe_load(text)
        validator.validate(draft)
        ids = {name: f"F{number}" for number, name in enumerate(draft["footnotes"], start=1)}
        document = template.render(**draft, ids=ids, split=_split).encode()
        schema.validate(document.decode())
        return document

    return compile_draft


def _split(text: str) -> tuple[str, list[str]]:
    """Tell a value from the footnotes it refers to."""
    words = text.split(" ")
    return " ".join(w for w in words if not w.startswith("^")), [w[1:] for w in words if w.startswith("^")]
