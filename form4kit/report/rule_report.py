"""A rule, or the whole catalogue, as text and as JSON: for `explain`, `rules` and the docs."""

import json
import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

from form4kit.findings import Authority, Fault, Severity
from form4kit.rules.rule import Good, Rule

_WIDTH = 100


def as_text(fault: Fault) -> str:
    """Explain one rule for reading."""
    head = f"{fault.code}  {fault.severity}, authority {fault.authority}"
    lines = [head, "", *textwrap.wrap(fault.title, _WIDTH)]
    if fault.reason:
        lines += ["", *textwrap.wrap(fault.reason, _WIDTH)]
    lines += ["", *textwrap.wrap(f"If not: {cost(fault)}", _WIDTH)]
    lines += ["", *(f"Authority: {cite}" for cite in fault.cites)]
    if isinstance(fault, Rule):
        lines += [f"Applies to: {_scope(fault)}"]
        if fault.aliases:
            lines += [f"Also known as: {', '.join(fault.aliases)}"]
    for word, examples in (("Objects to", _bad(fault)), ("Says nothing about", _good(fault))):
        for example in examples:
            lines += ["", f"{word}:", *textwrap.indent(example, "    ").split("\n")]
    return "\n".join(lines) + "\n"


def as_markdown(fault: Fault) -> str:
    """Return a rule as a page."""
    lines = [f"# {fault.code}", "", f"**{fault.title}**", ""]
    lines += [
        "| | |",
        "| --- | --- |",
        f"| Severity | {fault.severity} |",
        f"| Authority | {fault.authority} |",
    ]
    lines += [f"| Source | {'; '.join(fault.cites)} |"]
    if isinstance(fault, Rule):
        lines += [f"| Applies to | {_scope(fault)} |"]
        if fault.aliases:
            lines += [f"| Also known as | {', '.join(fault.aliases)} |"]
    if fault.reason:
        lines += ["", "## Why", "", fault.reason]
    lines += ["", "## What it costs", "", cost(fault)]
    for word, examples in (("Objects to", _bad(fault)), ("Says nothing about", _good(fault))):
        if examples:
            lines += ["", f"## {word}"]
        for example in examples:
            lines += ["", "```yaml", example, "```"]
    return "\n".join(lines) + "\n"


def cost(fault: Fault) -> str:
    """Say what comes of getting it wrong, from who objects and how gravely."""
    return _COSTS[fault.authority, fault.severity]


_COSTS = {
    (Authority.EDGAR, Severity.ERROR): (
        "EDGAR suspends the submission. A suspended filing is not filed, and the clock runs on."
    ),
    (Authority.EDGAR, Severity.WARNING): (
        "EDGAR warns, drops what was sent, or shows it otherwise than meant; the filing stands."
    ),
    (Authority.EDGAR, Severity.NOTE): "Nothing stops at EDGAR; readers may be puzzled.",
    (Authority.FORM, Severity.ERROR): (
        "EDGAR accepts the filing, and it is wrong on the record until it is amended."
    ),
    (Authority.FORM, Severity.WARNING): (
        "EDGAR accepts the filing; it probably breaks an instruction and may have to be amended."
    ),
    (Authority.FORM, Severity.NOTE): "The law leaves room here: look once more, and file if it is meant.",
    (Authority.PRACTICE, Severity.ERROR): "form4kit cannot make a filing of it.",
    (Authority.PRACTICE, Severity.WARNING): "Often a slip; careful preparers check before they file.",
    (Authority.PRACTICE, Severity.NOTE): "A matter of habit: nothing is wrong for certain.",
}


def as_plain(fault: Fault) -> dict[str, Any]:
    """Return a rule as plain values, for JSON and SARIF."""
    plain: dict[str, Any] = {
        "rule": fault.code,
        "severity": str(fault.severity),
        "authority": str(fault.authority),
        "title": fault.title,
        "reason": fault.reason,
        "cites": list(fault.cites),
        "bad": _bad(fault),
        "good": _good(fault),
    }
    if isinstance(fault, Rule):
        plain["forms"] = list(fault.forms)
        plain["since"] = str(fault.since) if fault.since else None
        plain["until"] = str(fault.until) if fault.until else None
        plain["aliases"] = list(fault.aliases)
    return plain


def catalogue_as_json(faults: Iterable[Fault]) -> str:
    """Return the catalogue as one JSON object."""
    return json.dumps({"version": 1, "rules": [as_plain(each) for each in faults]}, indent=2) + "\n"


def catalogue_as_text(faults: Iterable[Fault]) -> str:
    """List the catalogue, a rule a line."""
    return "".join(f"{each.code:<6} {each.severity:<8} {each.authority:<9} {each.title}\n" for each in faults)


def _scope(rule: Rule) -> str:
    forms = "Forms " + ", ".join(rule.forms) + " and their amendments"
    since = f", filed since {rule.since}" if rule.since else ""
    until = f", filed until {rule.until}" if rule.until else ""
    return forms + since + until


def _bad(fault: Fault) -> list[str]:
    if isinstance(fault, Rule):
        return [_edits(example) for example in fault.bads]
    return [fault.bad] if fault.bad else []


def _good(fault: Fault) -> list[str]:
    if isinstance(fault, Rule):
        return [_edits(example) for example in fault.goods]
    return [fault.good] if fault.good else []


def _edits(example: Good) -> str:
    """Write the edits of an example as lines of a draft."""
    lines = [f"{path}: {_value(value)}" for path, value in example.edits.items()]
    lines += [f"{old}  becomes  {new}" for old, new in example.xml]
    for number, edits in enumerate(example.earlier, 1):
        lines += [f"(earlier filing {number}) {path}: {_value(value)}" for path, value in edits.items()]
    for path, value in (example.original or {}).items():
        lines.append(f"(filing amended) {path}: {_value(value)}")
    return "\n".join(lines) or "the filing as it stands"


def _value(value: object) -> str:
    if value is None:
        return "(left out)"
    if isinstance(value, str):
        return value if len(value) <= 90 else value[:87] + "..."
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_value(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_value(item) for item in value[:3]) + (", ..." if len(value) > 3 else "") + "]"
    return str(value)
