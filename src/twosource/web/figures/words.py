"""Words inside figures: cut to the room there is, and kept from turning their neighbours around."""

from typing import Final

_ISOLATE: Final = "\u2068"  # first strong isolate: right-to-left names stay themselves
_END: Final = "\u2069"


def cut(words: str, most: int) -> str:
    """Return words cut to so many characters, isolated from what stands beside them.

    >>> cut("The Harbour Times of the North", 12).strip("\u2068\u2069")
    'The Harbour…'
    """
    whole = " ".join(words.split())
    short = whole if len(whole) <= most else f"{whole[: most - 1].rstrip()}…"
    return f"{_ISOLATE}{short}{_END}"
