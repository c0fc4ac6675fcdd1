"""The footnotes that ship with form4kit."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from form4kit.footnote_library.template import Template, read_template
from form4kit.source.yaml_tree import compose

FILE = "footnotes.yaml"


@lru_cache(maxsize=1)
def standard() -> Mapping[str, Template]:
    """Return form4kit's own footnotes by name.

    They are read as a user's are; a fault in one is a bug, and raises ValueError.
    """
    root, findings = compose((Path(__file__).parent / FILE).read_text(encoding="utf-8"))
    if root is None or findings:
        raise ValueError(f"{FILE}: {findings}")
    found = {}
    for name, node in root.members.items():
        template, problems = read_template(name, node)
        if template is None:
            raise ValueError(f"{FILE}: {name}: {'; '.join(problems)}")
        found[name] = template
    return found
