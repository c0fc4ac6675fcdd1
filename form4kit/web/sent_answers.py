"""Answers that a page sends, as texts and flags. What is of another kind is none that a page sends."""

from typing import Any

from form4kit.web.responses import Refusal, list_of, mapping_of


def said(found: dict[str, Any], key: str) -> str:
    """Return a text, empty where there is none. Raises Refusal."""
    value = found.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refusal(f"`{key}` is not what a page of the workbench sends.")
    return value


def yes_or_no(found: dict[str, Any], key: str) -> bool | None:
    """Return true or false, None where it was not said. Raises Refusal."""
    value = found.get(key)
    if value is not None and not isinstance(value, bool):
        raise Refusal(f"`{key}` is not what a page of the workbench sends.")
    return value


def texts(found: dict[str, Any], key: str) -> tuple[str, ...]:
    """Return a list of texts. Raises Refusal."""
    values = list_of(found, key)
    if not all(isinstance(each, str) for each in values):
        raise Refusal(f"`{key}` is not what a page of the workbench sends.")
    return tuple(values)


def mappings(found: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """Return a list of objects. Raises Refusal."""
    values = list_of(found, key)
    if not all(isinstance(each, dict) for each in values):
        raise Refusal(f"`{key}` is not what a page of the workbench sends.")
    return values


def texts_by_name(found: dict[str, Any], key: str) -> dict[str, str]:
    """Return texts by their names. Raises Refusal."""
    values = mapping_of(found, key)
    return {name: said(values, name) for name in values}
