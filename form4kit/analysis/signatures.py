"""Read a typed signature: for whom someone signs, and in what capacity."""

import re
import unicodedata
from functools import lru_cache

from form4kit.lazy_re import pattern
from form4kit.model import Filing, Owner


def _one_of(*words: str) -> re.Pattern[str]:
    """Compile a search for any of these words, small or capital."""
    return pattern("|".join(words), re.IGNORECASE)


_ENTITY = pattern(
    r"\b(?:INC|INCORPORATED|CORP|CORPORATION|COMPANY|CO|LLC|L L C|LLP|LLLP|LP|LTD|LIMITED|PLC|ULC|PTE|PTY"
    r"|PVT|NV|BV|AG|GMBH|KG|KGAA|SARL|SRL|SPA|SAS|SPRL|BVBA|SICAV|SCA|SCSP|ASA|OY|OYJ|ABP|APS|KK|BHD|PJSC|LTDA"
    r"|DE CV|ASLASHS"
    r"|\w{4,} (?:SE|SA)|(?:FUNDS?|PARTNERS)(?: [IVX]+)?|FOUNDATION|PARTNERSHIP|HOLDINGS?|ASSOCIATES"
    r"|ESTATE|ENDOWMENT|UNIVERSITY|BANK|GROUP|ESOP|PLAN|\w+ \w+ L P)(?: (?:[A-Z]{2}|ADV|NEW|CAN))?$"
    r"|\bTRUST\b|\b(?:ESTATE|TTEE|TRUSTEES?) (?:OF|FOR|UNDER)\b|^(?:THE )?ESTATE\b"
)
_ESTATE = pattern(r"\bESTATE OF\b|^(?:THE )?ESTATE\b|\bESTATE$")
_SLASHED = pattern(r"\bA/S\b")
_DOTTED = pattern(r"\b([A-Z])\.\s?([A-Z])\.?(?:\s?([A-Z])\.)?(?:\s?([A-Z])\.)?(?:\s?([A-Z])\.)?(?=\W|$)")
_IN_PLACE = (
    *("attorney", "atty", r"power of", r"\bp\.?o\.?a\b", r"\bby\b", "behalf", r"\bfor\b", r"\bas\b"),
    *("trustee", "execut(?:or|rix)", "administrat(?:or|rix)", "guardian", "conservator", "custodian", "ttee"),
    *("confirming", "agent", "secretary", "liquidator", r"\breceiver\b"),
    *("authori[sz]ed", "representative", r"\bunder\b", "exhibit", r"\bex\.? ?\d", "counsel"),
)
_ANOTHER = _one_of(*_IN_PLACE)
_CAPACITY = _one_of(
    *_IN_PLACE,
    *(r"\bits?\b", "manag", "member", "partner", "president", "officer", "director", "treasurer", "chief"),
    *("chair", "signator", "principal", "general", "controller", "founder", "owner"),
    r"\b(?:[es]?vp|c[efo]o|gp)\b",
)
_POWER = _one_of(
    r"attorneys?[\s-]*in[\s-]*fact", "atty", "power of attorney", r"\bp\.?\s?o\.?\s?a\b", "by attorney"
)
_ON_FILE = _one_of(
    r"on\s+file", r"previously\s+filed", r"confirming\s+statement", r"incorporated\s+by\s+reference"
)
_FOR_ALL = _one_of(
    *(r"\beach\b", r"\ball\b", r"\bboth\b", r"individually\s+and", r"behalf\s+of\s+(?:him|her|it)self"),
    *(r"for\s+(?:him|her|it)self", "jointly", r"reporting\s+(?:persons|owners)", "exhibit", r"\bex\.?\s?99"),
)
_MARK = pattern(r"/\s*s\s*/|\(s\)", re.IGNORECASE)
_WORD = pattern(r"[^\W\d_]{2,}")
_STOP = frozenset(
    [
        *(
            "jr",
            "sr",
            "ii",
            "iii",
            "iv",
            "dr",
            "mr",
            "mrs",
            "ms",
            "sir",
            "md",
            "phd",
            "esq",
            "the",
            "of",
            "and",
            "for",
        )
    ]
    + [
        *(
            "trust",
            "llc",
            "lp",
            "inc",
            "ltd",
            "limited",
            "corp",
            "corporation",
            "company",
            "co",
            "plc",
            "fund",
        )
    ]
    + [*("holdings", "holding", "partners", "partnership", "group", "capital", "management")]
)


_LIKE_ATTORNEY = pattern(r"\bat(?!torneys?\b)[a-z]{2,8}\b", re.IGNORECASE)
_SLIPS = 2


@lru_cache(maxsize=4096)
def attorney_spelled(signature: str) -> str:
    """Return a signature with the word attorney spelled out: for `Attny`, `atty`, `attoney` or `atorney`.

    Such a word leaves letters of it out, but for the `ny` at its end, or is at most two letters away. `Attey`
    is a name.
    """
    return _LIKE_ATTORNEY.sub(
        lambda found: "attorney" if _is_attorney(found[0].lower()) else found[0], signature
    )


def _is_attorney(word: str) -> bool:
    word = word.removesuffix("s")
    letters = iter("attorney")
    shortened = word == "atty" or (word.endswith("ny") and all(letter in letters for letter in word))
    return shortened or _distance(word, "attorney") <= _SLIPS


def _distance(one: str, other: str) -> int:
    """Return how many letters to put in, leave out or change to make one word of another (Levenshtein)."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        above, row = row, [number]
        for at, wanted in enumerate(other):
            row.append(min(above[at + 1] + 1, row[at] + 1, above[at] + (letter != wanted)))
    return row[-1]


def is_marked(signature: str) -> bool:
    """Tell whether a signature has the customary `/s/`."""
    return bool(_MARK.search(signature))


@lru_cache(maxsize=4096)
def says_for_all(signature: str) -> bool:
    """Tell whether a signature says that it stands for several owners, or where theirs are."""
    return bool(_FOR_ALL.search(signature))


@lru_cache(maxsize=4096)
def has_capacity(signature: str) -> bool:
    """Tell whether a signature says in what capacity, or through whom, it is given."""
    return bool(_CAPACITY.search(attorney_spelled(signature)))


@lru_cache(maxsize=4096)
def is_given_for_another(signature: str) -> bool:
    """Tell whether a signature says that someone signs in another's place."""
    return bool(_ANOTHER.search(attorney_spelled(signature)))


@lru_cache(maxsize=4096)
def is_by_attorney(signature: str) -> bool:
    """Tell whether a signature says that it rests on a power of attorney."""
    return bool(_POWER.search(attorney_spelled(signature)))


@lru_cache(maxsize=4096)
def says_on_file(signature: str) -> bool:
    """Tell whether a text says of a document that EDGAR has it already."""
    return bool(_ON_FILE.search(signature))


def is_under_power(signature: str) -> bool:
    """Tell whether a signature rests on a power of attorney that it does not say is on file."""
    return is_by_attorney(signature) and not says_on_file(signature)


@lru_cache(maxsize=4096)
def is_entity(name: str) -> bool:
    """Tell whether an owner's name, as EDGAR holds it, ends like that of an entity and not of a person."""
    return bool(_ENTITY.search(_bare(name)))


@lru_cache(maxsize=4096)
def is_estate(name: str) -> bool:
    """Tell whether an owner's name is that of a deceased person's estate."""
    return bool(_ESTATE.search(_bare(name)))


def _bare(name: str) -> str:
    """Return a name in capitals without marks, the letters of `S.p.A.` joined."""
    plain = _SLASHED.sub("ASLASHS", plain_letters(name).upper())
    joined = _DOTTED.sub(lambda found: "".join(filter(None, found.groups())) + " ", plain)
    return " ".join(re.sub(r"[^A-Z0-9]+", " ", joined).split())


_UNMARKED = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ð": "d", "Ð": "D"}
) | str.maketrans({"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th"})


def plain_letters(text: str) -> str:
    """Return a text with letters that have no accent, as EDGAR holds names."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text.translate(_UNMARKED))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def bare_name(signature: str) -> str:
    """Return who signs, without the `/s/` and what follows the name."""
    return _MARK.sub("", signature).partition(",")[0].strip() or "Jane Doe"


def capacity_of(name: str) -> str:
    """Return an example of the capacity in which somebody signs for an entity of such a name."""
    if is_estate(name):
        return "Executor"
    return "Trustee" if "TRUST" in _bare(name).split() else "Managing Member"


@lru_cache(maxsize=4096)
def words_of(name: str) -> frozenset[str]:
    """Return the words of a name that tell one from another, in small letters."""
    words = frozenset(word.lower() for word in _WORD.findall(plain_letters(name)))
    return words - _STOP or words


def names(signature: str, owner: Owner) -> bool:
    """Tell whether a signature has a word of an owner's name: for a person any, for an entity most."""
    wanted = words_of(owner.name.value or "")
    squeezed = "".join(_WORD.findall(plain_letters(signature))).lower()
    there = words_of(signature)
    found = sum(word in there or (len(word) > 3 and word in squeezed) for word in wanted)
    return found * 2 > len(wanted) if is_entity(owner.name.value or "") else found > 0


def all_named(filing: Filing) -> bool:
    """Tell whether the filing knows the names of all its owners; a submission does not hold them."""
    return bool(filing.owners) and all(owner.name.value for owner in filing.owners)
