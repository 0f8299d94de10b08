"""Who may carry a toll in a sentence: counted people, named persons, "the mayor", "she".

Finds them and tells which are part of others ("including two children"). What happened to them
is for ``tolls`` to say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from twosource.text import Span
from twosource.values.count import Count, CountMention
from twosource.values.count_nouns import PERSONS, WEAPONS, find_singular, word_set


@dataclass(frozen=True, slots=True, kw_only=True)
class Victims:
    """Words for one or more people; ``part`` marks a subset of those named before.

    ``individual`` is one person by name, pronoun or description rather than a stated figure.
    """

    start: int
    end: int
    count: Count
    who: str
    scope: str = ""
    part: bool = False
    individual: bool = False


_THINGS = word_set(
    """
    rockets missiles drones bombs grenades shells mortars bullets shots gunshots rounds projectiles salvoes
    salvos vehicles cars trucks buses tanks aircraft planes helicopters boats ships houses homes buildings
    shops stores schools hospitals mosques churches temples villages towns cities districts provinces
    states countries areas places sites attacks strikes airstrikes raids clashes explosions blasts bombings
    shootings incidents cases counts operations battles wars years days weeks months hours minutes times
    wounds injuries deaths fatalities casualties cattle cows goats sheep dogs horses livestock animals
    birds weapons guns rifles pistols reports charges articles bodies groups organizations organisations
    companies parties sides posts bases camps checkpoints positions sectors fires accidents crashes
    disasters earthquakes floods storms arrests blocks miles streets roads locations seconds
    """
)
_ANYBODY = word_set(
    """
    people person persons man men woman women other others victim victims individual individuals adult adults
    male males female females resident residents villager villagers lives life citizens citizen
    """
)
_OF_AN_AGE = re.compile(r"\d{1,3}-year-old (?:men|women|males|females|people)")
_BODIES = word_set("family group team crew squad gang party")  # "a family of five" counts its members
_IRREGULAR = {
    "child": "children",
    "person": "people",
    "wife": "wives",
    "boy": "boys",
    "staff": "staff",
}
_PART_BEFORE = re.compile(
    r"\b(?:including|includes?|included|among them|among whom|among the (?:dead|wounded|injured|victims)"
    r"|at least)(?: were| was| are)?,?(?: the)? $"
)
_AMONG = re.compile(
    r"(?<=\w) (?:of (?:them|whom|those|the (?:dead|victims|wounded|injured|casualties|passengers|people)))\b"
)
_NAME = re.compile(
    r"\b[A-Z](?:[a-z]|'[A-Z])[\w'-]*"
    r"(?: (?:al-|el-|bin |ben |van |de |del |der |von |da |la |abu |ibn )?[A-Z](?:[a-z'][\w'-]*|\.)){1,4}(?: (?:[JS]r\.?|I{2,3}|IV))?"
)
_NO_NAME = word_set(
    """
    if when after before while as since that two three the in on at a an but and police army forces force state party ministry hospital city county street
    united states front brigade council department university school avenue road district province
    monday tuesday wednesday thursday friday saturday sunday january february march april june july
    august september october november december islamic national international court church mosque
    airport station embassy government union association agency court house news times press
    """
)
_POINTED = re.compile(
    r"\b(?P<det>the|his|her|their|its|this|that|whose)(?= )|\b(?P<pro>he|she)\b|\b(?P<self>(?:him|her)self)\b"
)


def find_counted(text: str, folded: str, mentions: tuple[CountMention, ...]) -> tuple[Victims, ...]:
    """Return the people among the counts of a sentence, left to right; counted things are left out."""
    found: list[Victims] = []
    for mention in mentions:
        victims = _counted(text, folded, mention)
        if victims is not None:
            found.append(replace(victims, part=victims.part or _is_part(folded, victims, found)))
    return tuple(found)


def _counted(text: str, folded: str, mention: CountMention) -> Victims | None:
    """Read one count mention as people; None where its noun is a thing."""
    end = mention.noun.end if mention.noun else mention.span.end
    noun = folded[mention.noun.start : mention.noun.end] if mention.noun else ""
    head = noun.rpartition(" ")[2]
    if (
        head in _THINGS
        or head in WEAPONS
        or head.removesuffix("s") in WEAPONS
        or " of " in noun
        or (head in _BODIES and mention.count.number == 1)
    ):
        return None
    among = _AMONG.match(folded, mention.span.end)
    if among is not None:
        end = max(end, among.end())
    return Victims(
        start=mention.span.start,
        end=end,
        count=mention.count,
        who=mention.noun.of(text) if mention.noun else "",
        scope=scope_of(noun),
        part=among is not None,
    )


def scope_of(noun: str) -> str:
    """Return the scope a noun phrase sets, in the plural: "a young soldier" is "young soldiers".

    People as such ("people", "men", "others") set none, but those of an age do ("19-year-old men").
    """
    if _OF_AN_AGE.fullmatch(noun):
        return noun
    words = [word for word in noun.split() if not word[0].isdigit() and word.rpartition("-")[2] != "old"]
    if not words or words[-1] in _ANYBODY or words[-1] in _BODIES:
        return ""
    return " ".join([*words[:-1], _IRREGULAR.get(words[-1]) or _plural(words[-1])])


def _plural(word: str) -> str:
    if word not in PERSONS:
        return word
    if word.endswith("man"):
        return word[:-2] + "en"
    if word.endswith("y"):
        return word[:-1] + "ies"
    return word + "s"


def _is_part(folded: str, victims: Victims, before: list[Victims]) -> bool:
    """Whether "including" stands before them, or before those they are joined to."""
    if before and _PART_BEFORE.search(folded[max(0, victims.start - 40) : victims.start]):
        return not folded[: victims.start].endswith("at least ")
    return bool(before) and before[-1].part and joins(folded, before[-1].end, victims.start)


#: After a bare comma, "a journalist" or a name explains who was named before; it is one of a list
#: only where it is a figure or the list goes on to its "and".
_LISTED = re.compile(
    r"(?:\d|two|three|four|five|six|seven|eight|nine|ten|several|dozens|at least)\b|[^,;.]{1,40},? and (?:an?|the|\d|[a-z]+) "
)
_JOIN = re.compile(
    r"(?:, \d{1,3}(?: and \d{1,3})?)?,? ?(?:and|as well as|along with|plus|&)? ?(?:the |his |her |their )?"
)


def joins(folded: str, end: int, start: int) -> bool:
    """Whether the words between two victims only list them: ", ", " and ", " as well as "."""
    between = folded[end:start]
    if not 0 < len(between) < 20 or not between.strip() or _JOIN.fullmatch(between) is None:
        return False
    if between.strip(" ,") in {"", "the", "his", "her", "their"}:
        return between[0] == "," and _LISTED.match(folded, start) is not None
    return True


@lru_cache(maxsize=8)  # one sentence asks for them several times
def find_individuals(text: str, folded: str) -> tuple[Victims, ...]:
    """Return single persons by name, pronoun or description, left to right."""
    found = sorted([*_named(text), *_pointed(text, folded)], key=lambda victims: victims.start)
    return tuple(found)


def _named(text: str) -> Iterator[Victims]:
    for match in _NAME.finditer(text):
        words = match.group().split()
        start = match.start()
        if words[0].lower() in _NO_NAME:
            start += len(words[0]) + 1
            words = words[1:]
        if len(words) > 1 and not any(word.lower() in _NO_NAME for word in words):
            yield individual(text, Span(start, match.end()), scope="")


def _pointed(text: str, folded: str) -> Iterator[Victims]:
    for match in _POINTED.finditer(folded):
        if match["self"]:
            yield individual(text, Span(*match.span()), scope="attacker")
        elif match["pro"]:
            yield individual(text, Span(*match.span()), scope="")
        elif (noun := find_singular(folded, match.end())) is not None:
            yield individual(text, Span(match.start(), noun.end), scope=scope_of(noun.of(folded)))


def individual(text: str, span: Span, *, scope: str) -> Victims:
    """Return the words of a span as one person who is told of and not counted."""
    words = span.of(text)
    count = Count(low=1, high=1, as_said=words, number=None)
    return Victims(start=span.start, end=span.end, count=count, who=words, scope=scope, individual=True)
