"""Names as prose has them: EDGAR writes the last name first, often in capitals."""

from form4kit.analysis.signatures import is_entity
from form4kit.registry.entries import Person


def prose_name(person: Person) -> str:
    """Return a person's name as prose has it: EDGAR has the last name first."""
    node = person.keys.get("name")
    return in_prose((node.text if node else None) or person.key)


def in_prose(name: str) -> str:
    """Return a name of EDGAR as prose has it: `REYES ANTONIO J` is Antonio J. Reyes; an entity's stays."""
    words = name.split()
    if len(words) < 2 or is_entity(name):
        return name
    suffix = [words.pop()] if words[-1].strip(".").upper() in ("JR", "SR", "II", "III", "IV") else []
    first, last = words[1:], words[0]
    put = [*(f"{word.upper()}." if len(word) == 1 else _cased(word) for word in first), _cased(last)]
    tail = [
        each if each.isupper() and each.upper() in ("II", "III", "IV") else _cased(each) for each in suffix
    ]
    return " ".join([*put, *tail])


def _cased(word: str) -> str:
    return word.capitalize() if word.isupper() and len(word) > 2 else word
