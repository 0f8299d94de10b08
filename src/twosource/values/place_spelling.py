"""Names as keys: one spelling for the many ways the press writes one foreign name.

A key is the same for "Al-Hawijah", "al Hawija" and "el-Hawijeh", for "St. Louis" and "Saint
Louis", for "Ta'izz" and "Taizz". Both the gazetteer and the text are keyed by the same functions,
so a rule can't hold on one side only. A loose key goes further (doubled letters, ou/u, q/k, no
article) and is used only where the plain key is unknown.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from twosource.text import fold

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ə": "a", "þ": "th"}
    | dict.fromkeys("'ʿʾ‘’ʻʼ.", "")
)
_SAME_WORD = {
    "saint": "st",
    "sainte": "st",
    "ste": "st",
    "mount": "mt",
    "fort": "ft",
    "tel": "tal",
    "tall": "tal",
    "tell": "tal",
    "ayn": "ain",
    "ein": "ain",
    "dayr": "deir",
    "dair": "deir",
    "der": "deir",
    "deyr": "deir",
    "jebel": "jabal",
    "djebel": "jabal",
    "jabel": "jabal",
    "khirbet": "khirbat",
    "umm": "um",
}
ARTICLE = re.compile(r"[aeu][ltdrszn]|[ae](?:sh|dh|th|ch)")  # al, el, ul, and assimilated ad, er, ash ...
_ENDINGS = (
    (re.compile(r"(?<=[a-z]{3})i(?:yy?|e)(?:ah?|eh?)$"), "iya"),  # -iyah -iyya -iyeh -ieh
    (re.compile(r"(?<=[a-z]{3})[ae]h$"), "a"),  # Hasakah, Hasakeh
)
_LOOSE = (
    (re.compile(r"([a-z])\1+"), r"\1"),
    (re.compile(r"ou|oo|u|ow|aw"), "o"),
    (re.compile(r"ee|ie|e|y"), "i"),
    (re.compile(r"a[iy]|ei"), "i"),
    (re.compile(r"q|kh?"), "k"),
    (re.compile(r"gh"), "g"),
    (re.compile(r"dh|z"), "d"),
)


@lru_cache(maxsize=65_536)
def token_key(token: str) -> str:
    """Return one word of a name as a key: folded, no apostrophes, one spelling of common parts.

    >>> token_key("Şoûr‘iyyah"), token_key("Saint")
    ('souriya', 'st')
    """
    bare = fold(token).translate(_LETTERS)
    if bare in _SAME_WORD:
        return _SAME_WORD[bare]
    for ending, same in _ENDINGS:
        bare = ending.sub(same, bare)
    return bare


def _is_article(token: str, following: str) -> bool:
    if not ARTICLE.fullmatch(token):
        return False
    consonant = token[1:]
    return consonant == "l" or following.startswith(consonant)


def join_key(tokens: Sequence[str]) -> str:
    """Join keyed words to the key of a name, with every Arabic article written "al"."""
    last = len(tokens) - 1
    return " ".join(
        "al" if i < last and _is_article(token, tokens[i + 1]) else token for i, token in enumerate(tokens)
    )


@lru_cache(maxsize=32_768)
def prefix_keys(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys of the first word, the first two words, and so on.

    >>> prefix_keys(("Deir", "ez", "Zor"))
    ('deir', 'deir ez', 'deir al zor')
    """
    tokens = [token_key(word) for word in words]
    return tuple(join_key(tokens[:count]) for count in range(1, len(tokens) + 1))


def word_set(words: str) -> frozenset[str]:
    """Return a table of single words, written as one text, as a set."""
    return frozenset(words.split())


_WORD = re.compile(r"[^\W_]+(?:['‘’ʿʾʻʼ.](?=[^\W_])[^\W_]+)*['’]?|&")


@lru_cache(maxsize=16_384)
def name_key(name: str) -> str:
    """Return the key of a whole name.

    >>> name_key("Ar-Raqqah"), name_key("Sa'dah"), name_key("Tall ‘Afar")
    ('al raqqa', 'sada', 'tal afar')
    """
    return join_key([token_key(word) for word in _WORD.findall(name)])


def without_article(key: str) -> str:
    """Return a key without the article it starts with, "" where it starts with none."""
    return key[3:] if key.startswith("al ") else ""


@lru_cache(maxsize=65_536)
def loose_key(key: str) -> str:
    """Return the looser spelling of a key, marked "~" so that it never meets a plain one.

    >>> loose_key("makhmour") == loose_key("makhmur"), loose_key("al qamishli") == loose_key("kamishly")
    (True, True)
    """
    bare = " ".join(word for word in key.split() if word != "al")
    for pattern, same in _LOOSE:
        bare = pattern.sub(same, bare)
    return "~" + bare
