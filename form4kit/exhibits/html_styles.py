"""What a style says of how words look, as far as tags say it too."""

from form4kit.edgar.html_tags import Tag
from form4kit.lazy_re import pattern

_BOLD = pattern(r"font-weight\s*:\s*(?:bold|[6-9]00)", 2)  # re.IGNORECASE
_ITALIC = pattern(r"font-style\s*:\s*(?:italic|oblique)", 2)
_UNDERLINE = pattern(r"text-decoration[^;]*:[^;]*underline", 2)
_STRUCK = pattern(r"text-decoration[^;]*:[^;]*line-through", 2)
_RAISED = pattern(r"vertical-align\s*:\s*super", 2)
_LOWERED = pattern(r"vertical-align\s*:\s*sub", 2)
_HIDDEN = pattern(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", 2)
_ALIGN = pattern(r"text-align\s*:\s*(center|right|justify)", 2)
_FONT = pattern(r"(?:\A|;)\s*font-family\s*:\s*[\"']?\s*([^;,\"']+)", 2)
_FORBIDDEN = pattern(r"url\s*\(|expression\s*\(|-moz-binding|\bbehaviou?r\s*:|(?:atob|eval)\s*\(|\\|/\*", 2)

_LOOKS = (
    ("b", _BOLD),
    ("i", _ITALIC),
    ("u", _UNDERLINE),
    ("strike", _STRUCK),
    ("sup", _RAISED),
    ("sub", _LOWERED),
)


def style_of(tag: Tag) -> str:
    """Return the style of a tag; empty where it has none."""
    return next((each.value for each in tag.attributes if each.name == "style"), "")


def looks(style: str) -> tuple[str, ...]:
    """Return the tags that say what a style says: b, i, u, strike, sup, sub."""
    return tuple(tag for tag, look in _LOOKS if look.search(style))


def font_of(tag: Tag) -> str:
    """Return the font that a tag asks for first; empty where it asks for none."""
    if found := _FONT.search(style_of(tag)):
        return found[1].strip()
    face = (
        next((each.value for each in tag.attributes if each.name == "face"), "") if tag.name == "font" else ""
    )
    return face.partition(",")[0].strip(" \"'")


def without_font(style: str) -> str:
    """Return a style that asks for no font."""
    return ";".join(each for each in style.split(";") if not _FONT.match(each))


def is_hidden(style: str) -> bool:
    """Tell whether a style hides what it is for."""
    return _HIDDEN.search(style) is not None


def aligned(tag: Tag) -> str:
    """Return how a block stands: center, right, justify; empty where it does not say."""
    found = _ALIGN.search(style_of(tag))
    if found:
        return found[1].lower()
    value = next((each.value.lower() for each in tag.attributes if each.name == "align"), "")
    return value if value in ("center", "right", "justify") else ""


def kept(style: str) -> str:
    """Return the declarations of a style that refer to nothing and run nothing."""
    if not _FORBIDDEN.search(style):
        return style.strip()
    return (
        ";".join(each for each in style.split(";") if not _FORBIDDEN.search(each)).strip("; ")
        if "(" not in style
        else ""
    )
