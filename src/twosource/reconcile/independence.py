"""How many independent voices, newsrooms and outlets stand behind some claims.

What could be the same voice is not independent: "a US official" may be the embassy's, so the two are
one. Ten outlets with one text are one newsroom; two newsrooms that quote one body are one voice. What
a text names as carried by another newsroom counts as that newsroom's (``chains``).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from twosource.model import Claim, Voice
from twosource.reconcile.chains import count_newsrooms, trace
from twosource.reconcile.sources import Sources
from twosource.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The three numbers of corroboration."""

    voices: int
    newsrooms: int
    outlets: int


_WORD = re.compile(r"[^\W_]+")
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}")
_AFTER_SEAT = re.compile(r"\b(?:in|at|near|for|to)\b|,")

#: A body that prints its own statements speaks as itself, not as a newsroom.
_PUBLIC_BODY = re.compile(
    r"\b(?:ministry|police|army|embassy|government|command|constabulary|directorate|presidency)\b"
)

#: Words for the part somebody plays in a body, which do not tell bodies apart.
_ROLES = frozenset(
    [
        *("a", "an", "the", "of", "and", "or", "s", "its", "their", "his", "her", "our"),
        *("official", "officials", "officer", "officers", "spokesperson", "spokesman", "spokeswoman"),
        *("spokespeople", "source", "sources", "representative", "representatives", "statement", "press"),
        *(
            "senior",
            "local",
            "unnamed",
            "anonymous",
            "unidentified",
            "one",
            "two",
            "three",
            "several",
            "some",
        ),
        *("other", "another", "chief", "head", "member", "members", "person", "people"),
        *("witness", "witnesses", "resident", "residents", "authorities", "authority", "video", "videos"),
    ]
)
#: Names of states that differ by more than an ending; the rest are met by :func:`_stem`.
_STATES = {
    "usa": "us",
    "american": "us",
    "america": "us",
    "washington": "us",
    "britain": "uk",
    "british": "uk",
    "french": "france",
    "spanish": "spain",
    "dutch": "netherlands",
    "turkish": "turkey",
    "turkiye": "turkey",
    "afghan": "afghanistan",
    "afghans": "afghanistan",
    "philippine": "philippines",
    "filipino": "philippines",
}
_PHRASES = (("united states", "us"), ("united kingdom", "uk"), ("united arab emirates", "uae"))

#: What makes two voices the same or one contained in the other.
_Key = tuple[str, frozenset[str], frozenset[str]]


def count_standing(claims: Iterable[Claim], sources: Sources) -> Standing:
    """Count what stands behind some claims; adding a claim never lowers a number."""
    claims = tuple(claims)
    articles = {claim.evidence.article for claim in claims}
    return Standing(
        voices=count_voices(claims, sources),
        newsrooms=count_newsrooms(claims, sources),
        outlets=len({sources.get_outlet(article) for article in articles}),
    )


def may_be_one_voice(left: Claim, right: Claim, sources: Sources) -> bool:
    """Whether two claims can come from one voice, so that the second confirms nothing."""
    ours, theirs = _key(left, sources), _key(right, sources)
    return _is_within(ours, theirs) or _is_within(theirs, ours)


def count_voices(claims: Iterable[Claim], sources: Sources) -> int:
    """Count the independent voices behind some claims."""
    return _count_voices({_key(claim, sources) for claim in claims})


def group_by_voice(claims: Iterable[Claim], sources: Sources) -> tuple[tuple[Claim, ...], ...]:
    """Group claims by the independent voices that :func:`count_voices` counts, in the order these are first met.

    A voice that may be part of several others goes to the first of them.
    """
    told: dict[_Key, list[Claim]] = {}
    for claim in claims:
        told.setdefault(_key(claim, sources), []).append(claim)
    bodies = [key for key in told if key[0] == "body"]  # nothing else is part of anything
    wholes = [key for key in told if not any(_is_part(key, other, bodies) for other in bodies)]
    grouped: dict[_Key, list[Claim]] = {key: [] for key in wholes}
    for key, said in told.items():
        home = key if key in grouped else next(one for one in wholes if _is_within(key, one))
        grouped[home] += said
    return tuple(map(tuple, grouped.values()))


def _is_part(key: _Key, other: _Key, order: Iterable[_Key]) -> bool:
    """Whether a key is part of another one; of two that are parts of each other, the later is."""
    if key == other or not _is_within(key, other):
        return False
    return not _is_within(other, key) or next(one for one in order if one in (key, other)) == other


def is_anybody(voice: Voice) -> bool:
    """Whether a nameless official may be of any body: "a security source", and not "a US official"."""
    return voice.kind == "anonymous official" and _words_of(voice)[0] <= _ANY_BODY


def is_named(claim: Claim) -> bool:
    """Whether the voice has a name or body that can be told again; "a witness" has none."""
    return claim.voice.kind == "newsroom" or bool(_words_of(claim.voice)[0])


def _count_voices(keys: set[_Key]) -> int:
    """Count the voices that are not part of another one."""
    return sum(not any(_is_within(key, other) for other in keys if other != key) for key in keys)


def _key(claim: Claim, sources: Sources) -> _Key:
    """Return what sort of key it is, the words of the body, and those before its seat."""
    voice = claim.voice
    if voice.kind == "newsroom":
        newsroom = trace(claim, sources).newsroom
        if newsroom is None:
            return "unnamed", frozenset((voice.kind,)), frozenset()
        if _PUBLIC_BODY.search(fold(newsroom)):
            core = _words(_AFTER_SEAT.split(spell_plainly(newsroom), maxsplit=1)[0])
            return "body", _words(spell_plainly(newsroom)), core
        return "newsroom", frozenset((newsroom,)), frozenset()
    words, core = _words_of(voice)
    if not words:
        return "unnamed", frozenset((voice.kind,)), frozenset()
    return "body", words, core or words


@lru_cache(maxsize=4096)
def _words_of(voice: Voice) -> tuple[frozenset[str], frozenset[str]]:
    body = _plain_body(voice)
    return _words(body), _words(_AFTER_SEAT.split(body, maxsplit=1)[0])


def _plain_body(voice: Voice) -> str:
    return spell_plainly(voice.body or voice.name or "")


def spell_plainly(name: str) -> str:
    """Fold a name, with one spelling for states that have several ("U.S.", "United States", "American").

    >>> spell_plainly("the U.S. Embassy"), spell_plainly("American troops")
    ('the us embassy', 'us troops')
    """
    folded = fold(name)
    for phrase, short in _PHRASES:
        folded = folded.replace(phrase, short)
    folded = _INITIALS.sub(lambda match: match.group().replace(".", "") + " ", folded)
    return " ".join(_STATES.get(word, word) for word in folded.split())


def _words(text: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in _WORD.findall(text) if word not in _ROLES)


def _stem(word: str) -> str:
    """Bring a state's adjective to its name: iraqi to iraq, colombian to colombia."""
    if word in _STATES:
        return _STATES[word]
    if word.endswith("ian") and len(word) > 6:
        return word[:-1]
    return word[:-1] if word.endswith(("i", "s")) and len(word) > 4 else word


def _is_within(part: _Key, whole: _Key) -> bool:
    """Whether a body's words all stand in another's name, and not only as its seat."""
    if part[0] != "body" or whole[0] != "body":
        return part == whole
    return part[1] <= whole[1] and bool(part[2] & whole[2])


#: Words that narrow a nameless official to no body of their own.
_ANY_BODY = _words(
    "security military intelligence defence defense government state law enforcement interior"
    " administration army forces services provincial regional district county city federal rescue"
)
