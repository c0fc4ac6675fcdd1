"""The draft language as JSON Schema."""

import json

from commands_run import form4kit


def test_schema_is_json_schema() -> None:
    schema = json.loads(form4kit("schema").out)
    assert schema["$schema"].startswith("https://json-schema.org/draft/2020-12/")
    assert {"form", "issuer", "owners", "non_derivative"} <= set(schema["properties"])
