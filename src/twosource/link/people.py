"""Names of people that something was done by or to, as far as the words beside a name tell.

Finds first and last names only where the sentence says what became of their bearer: an age, a wound, a
charge, a family. Who speaks for the police is not among them. Knows nothing of who did what.
"""

import re
from collections.abc import Iterator

from twosource.knowledge.people import PeopleCues, load_people_cues
from twosource.text import fold, plain

PEOPLE = 8  # names kept of a report, in the order of the text
_READ_AT_MOST = 12_000  # characters
_BESIDE = 90  # characters looked at on either side of a name
_LONGEST = 4  # words of a name

_WORD = r"[A-ZÀ-Þ][\w'-]+"
_BETWEEN = r"(?:[A-Z]\. |(?:de|da|del|la|van|von|bin|ibn|al|el) |[\"(][\w ]{1,20}[\")] )?"
_NAME = re.compile(rf"(?<![\w'.-]){_WORD}(?: {_BETWEEN}{_WORD}){{1,4}}")
_NICKNAME = re.compile(r"[\"(].*?[\")]")
_PARTS = re.compile(r"[\w'-]+")
_TOKENS = re.compile(r"[\w'-]+|[^\w\s]")
_AGE = re.compile(r"\d{1,3}-(?:year|month|week|day)s?-old")
_AGE_AFTER = re.compile(
    r"\.?,? ?\(?(?:age |aged )?\d{1,3}\)?(?=[,.;)]|$| (?:of|was|were|is|and|died|had|has)\b)"
    r"|,? (?:who was |who is )?(?:an? |the )?\d{1,3}[- ](?:year|month|week)s?[- ]old"
)
_ASIDE = re.compile(r",[^,.\n]{2,60},")
_BE = frozenset(["was", "were", "is", "been", "being", "remains", "remained"])


def find_people(text: str) -> tuple[str, ...]:
    """Return folded first and last names, each once, in the order of a plain text; at most PEOPLE."""
    cues = load_people_cues()
    found: dict[str, None] = {}
    for name, before, after in _names(text[:_READ_AT_MOST], cues):
        if name not in found and (_is_led_up_to(before, cues) or _is_followed_up(after, cues)):
            found[name] = None
    return tuple(found)[:PEOPLE]


def find_person_name(name: str) -> str | None:
    """Return the folded first and last name of a person named in full; None for "the driver" or "Lind"."""
    match = _NAME.search(plain(name))
    return None if match is None else _read_name(match.group(), load_people_cues())


def _names(text: str, cues: PeopleCues) -> Iterator[tuple[str, str, str]]:
    """Yield every run of words that may be a person's name, with the characters beside it."""
    for match in _NAME.finditer(text):
        name = _read_name(match.group(), cues)
        if name is not None:
            start, end = match.start(), match.end() - 2 * match.group().endswith("'s")
            yield name, text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]


def _read_name(run: str, cues: PeopleCues) -> str | None:
    """Return the first and last name of a run of capitalised words; None where it names no person."""
    parts = [fold(part).removesuffix("'s").rstrip("'") for part in _PARTS.findall(_NICKNAME.sub("", run))]
    while parts and parts[0] in cues.titles:
        del parts[0]
    parts = [part for part in parts if len(part) > 1]
    while parts and parts[-1] in cues.suffixes:
        del parts[-1]
    if not 1 < len(parts) <= _LONGEST or not cues.never.isdisjoint(parts):
        return None
    return f"{parts[0]} {parts[-1]}"


def _is_led_up_to(before: str, cues: PeopleCues) -> bool:
    """Whether the words before a name say what became of its bearer."""
    tokens = _TOKENS.findall(before.rsplit("\n", 1)[-1].lower())
    if not tokens or tokens[-1] in {".", "!", "?"}:
        return False
    words = [word for word in tokens if word != ","][-8:]
    last = words[-1] if words else ""
    if last in cues.roles or (last in cues.verbs_before and tokens[-1] != ","):
        return True
    return (
        any(_AGE.fullmatch(word) for word in words[-4:])
        or _has_before(words, frozenset(["of", "for"]), cues.nouns_of, reach=1)
        or _has_before(words, frozenset(["as"]), cues.naming, reach=7)
    )


def _has_before(words: list[str], links: frozenset[str], heads: frozenset[str], *, reach: int) -> bool:
    """Whether one of the last three words is a link ("of") with a head ("death") at most ``reach`` before it."""
    for at in range(len(words) - 1, max(-1, len(words) - 4), -1):
        if words[at] in links:
            return not heads.isdisjoint(words[max(0, at - reach) : at])
    return False


def _is_followed_up(after: str, cues: PeopleCues) -> bool:
    """Whether the words after a name say what became of its bearer."""
    if _AGE_AFTER.match(after):
        return True
    after = after.split("\n", 1)[0]
    aside = _ASIDE.match(after)
    words = _PARTS.findall(after[aside.end() if aside else 0 :].split(".", 1)[0].lower())[:8]
    if after[:2] == "'s":
        return len(words) > 1 and words[1] in cues.belongings
    return _tells(words, cues)


def _tells(words: list[str], cues: PeopleCues) -> bool:
    if not words:
        return False
    if words[0] in cues.verbs_after:
        return True
    if words[0] in {"has", "had", "have", "who", "would"}:
        words = words[1:]
    return bool(words) and words[0] in _BE and not cues.states.isdisjoint(words[1:5])
