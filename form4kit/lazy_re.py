"""Patterns of text, each made when it is first asked for.

The rule book has some two hundred, of which a filing needs a quarter: to make them all took an eighth of the
time in which a command starts.
"""

import re
from typing import Any, Final, cast

_OF_A_PATTERN: Final = (
    *("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn"),
    *("flags", "groups", "groupindex"),
)


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` would; a text that is no pattern raises `re.error` at its first use."""
    return cast("re.Pattern[str]", LazyPattern(text, flags))


class LazyPattern:
    """Stand for a pattern, and from its first use on have the pattern's own methods."""

    def __init__(self, text: str, flags: int) -> None:
        self.pattern, self._asked = text, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _OF_A_PATTERN:
            raise AttributeError(name)
        made = re.compile(self.pattern, self._asked)
        for each in _OF_A_PATTERN:
            setattr(self, each, getattr(made, each))
        return getattr(made, name)
