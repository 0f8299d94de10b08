"""Text of strangers made harmless for a terminal: control characters are shown, never obeyed.

Words, accents and scripts stay as they are; nothing here shortens or wraps.
"""

import re
from typing import Final

_UNKNOWN: Final = "\N{REPLACEMENT CHARACTER}"
_PICTURES: Final = 0x2400  # Unicode block "Control Pictures", in the order of ASCII

#: C0 and C1 controls, and what turns the direction of text around (Unicode TR 36, "Trojan source").
_CONTROLS: Final = {
    **{code: chr(_PICTURES + code) for code in range(0x20)},
    0x7F: "\N{SYMBOL FOR DELETE}",
    **dict.fromkeys(range(0x80, 0xA0), _UNKNOWN),
    **dict.fromkeys([0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], _UNKNOWN),
    **dict.fromkeys([0x2028, 0x2029], " "),
}
_BLANKS: Final = re.compile(r"[ \t\r\n\f\v\x85\u2028\u2029]+")
_IN_JSON: Final = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def harmless(text: str) -> str:
    r"""Return a text on one line, its blanks single and its control characters shown as signs.

    >>> harmless("red \x1b[31m\nalert")
    'red ␛[31m alert'
    """
    return _BLANKS.sub(" ", text).translate(_CONTROLS).strip(" ")


def harmless_json(line: str) -> str:
    r"""Return JSON text with the same value and no control character in it.

    ``json`` escapes the first 32 itself where it leaves other letters as they are.
    """
    return _IN_JSON.sub(lambda match: f"\\u{ord(match.group()):04x}", line)
