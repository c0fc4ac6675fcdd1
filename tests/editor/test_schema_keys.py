"""Every key that is offered is one that the schema takes."""

from typing import Any

from form4kit.draft_schema.schema import draft_schema
from form4kit.editor.schema_keys import branches, keys, words


def test_every_key_that_is_offered_is_one_that_the_schema_takes() -> None:
    places: list[Any] = [(), ("issuer",), ("owners", 0), ("owners", 0, "address"), ("non_derivative", 0)]
    places += [("derivative", 0), ("events", 0), ("events", 0, "sale"), ("positions", "x"), ("signatures", 0)]
    for path in places:
        known = {key for branch in branches(path) for key in branch.get("properties", {})}
        assert keys(path) and set(keys(path)) <= known
    assert set(keys(())) == set(draft_schema()["properties"])
    assert {word.text for word in words(("form",))} == {"3", "3/A", "4", "4/A", "5", "5/A"}
