"""Write JSON whose text is exact, and of which a terminal obeys nothing."""

import json
from typing import Any

from form4kit.report.secrets import CONTROL


def json_text(value: Any) -> str:
    """Return a value as JSON, two blanks deep, ended by a line feed; what a terminal obeys is escaped.

    Such characters stand within strings only, where JSON reads the escape as the character itself.
    """
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
