"""Parties that no list holds: "two masked gunmen", "Iran-aligned militias in Iraq", "Kenyan police".

A noun of people in arms or office is found first; the words before it that tell who they are are
taken with it. Works on straightened text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from twosource.text import Span, lower, one_of
from twosource.values.count_nouns import word_set

PartyKind = Literal[
    "state force", "police", "armed group", "government", "diplomatic", "coalition", "organisation",
    "civilians", "person", "unidentified", "site", "other",
]  # fmt: skip

#: Nouns that make a party, by kind. Those after "|" need a word before them that tells who.
_HEADS: dict[PartyKind, str] = {
    "police": "police policeman policemen constables | officers",
    "state force": """troops soldiers army navy military warplanes gendarmes gendarmerie servicemen commandos
        paratroopers coastguard | forces force guards marines jets personnel intelligence aircraft drones fighters
        soldier peacekeepers""",
    "armed group": """militia militias militants militant insurgents insurgent rebels rebel guerrillas guerrilla
        jihadists jihadist islamists extremists separatists secessionists paramilitaries bandits pirates terrorists
        terrorist vigilantes gang gangs cartel cartels mafia mafias mercenaries | group groups fighters fighter faction factions
        cell network brigade brigades organization organisation resistance cadres cadre terrorists squad squads""",
    "unidentified": """gunmen gunman attackers attacker assailants assailant bomber bombers hitmen hitman
        kidnappers abductors shooter shooters suspect suspects perpetrators | men man persons people individuals
        assassins robbers thugs motorcyclists mob""",
    "government": "| government regime ministry junta authorities administration",
    "diplomatic": "| embassy consulate mission embassies ambassador diplomats",
}


def _kinds() -> dict[str, tuple[PartyKind, bool]]:
    """Return kind and whether a telling word is needed, by head; a free use outranks a bound one."""
    kinds: dict[str, tuple[PartyKind, bool]] = {}
    for kind, table in _HEADS.items():
        free, _, bound = table.partition("|")
        kinds = {**dict.fromkeys(bound.split(), (kind, True)), **kinds}
        kinds.update(dict.fromkeys(free.split(), (kind, False)))
    return kinds


_KINDS = _kinds()
_HEDGES = word_set("suspected alleged presumed supposed believed likely")
_NOBODY_KNOWN = word_set(
    "unidentified unknown masked unnamed mysterious hooded armed lone unspecified heavily-armed suicide motorcycle-borne"
)
_CREEDS = word_set(
    """
    islamist islamic jihadist takfiri salafist shiite shia shi'ite sunni druze kurdish maoist naxalite marxist leftist
    left-wing right-wing far-right far-left neo-nazi communist separatist secessionist nationalist republican loyalist
    rebel insurgent militant extremist terrorist guerrilla tribal christian hindu sikh buddhist jewish settler
    dissident breakaway criminal drug drug-trafficking narco death rival opposition tamil baloch pashtun tuareg fulani somali palestinian chechen uighur
    paramilitary mercenary anarchist white-supremacist
    """
)
_PLAIN = word_set(
    """
    local regional national federal state provincial city municipal government pro-government anti-government opposition
    security special counter-terrorism counterterrorism riot border joint coalition allied foreign international
    peacekeeping combined regular elite military army police naval air ground defence defense presidential republican
    interior foreign health intelligence occupation invading rapid-reaction occupying regime loyalist union
    """
)
_SERVICES = word_set("police army military security intelligence naval air customs border prison")
_FIGHTERS = word_set("fighter fighters")
_STANCE = re.compile(
    r"(?:(?P<with>[a-z.' ]+)-(?:aligned|backed|linked|allied|affiliated|supported|led|run|controlled|sponsored|funded|inspired|trained)|(?:pro|anti)-(?P<for>[a-z.' ]+))$"
)
_ADJECTIVES = _CREEDS | _PLAIN | _NOBODY_KNOWN | _HEDGES
_NEED_WORD = re.compile(r"(?:(?:[^\W_]\.){2,}|[^\W_]+(?:['.-][^\W_]+)*)$")
_HEAD = re.compile(rf"(?<![\w-]){one_of(_KINDS)}(?!-\w|'[^s\W]|\w)")
_TAIL = re.compile(r" (?:on (?:motorcycles?|motorbikes?|horseback)|in uniforms?)\b")
_WHERE = re.compile(r" in (?P<place>[A-Z]\w+(?: [A-Z]\w+)?)")
_MINISTRY_OF = re.compile(
    r" of (?:[Tt]he )?(?:[A-Z][a-z]+|defen[cs]e|interior|health|foreign affairs)(?: [A-Z][a-z]+| and [A-Z][a-z]+)?"
)
_COMPOUND = re.compile(
    r" (?:station|stations|headquarters|base|bases|post|posts|vehicle|vehicles|checkpoint|chief|convoy|convoys|academy|barracks|spokes\w+|custody|report|commander|leader|leaders|camp|camps|activity|activities|attack|attacks|operation|operations|official|officials|source|sources|investigation|group|groups|said in)\b"
)
#: Heads that may go by the name of their land, town or leader ("Ombra rebels").
_NAMED_FOR = word_set(
    "militia militias rebels insurgents guerrillas separatists militants cartel cartels mafia"
)
_MAX_WORDS = 6
_PROPER = re.compile(r"(?<![\w.'-])([A-Z][\w-]*[a-z][\w-]*) $")
#: What stands before a word with a capital that is no rebels' name: a sentence's start, a place's "in".
_OPENS = re.compile(r"(?:^|[.!?:;,\n\"()-]\s*|\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]n|[Oo]utside|[Aa]round)\s)$")
_MOST_NAMES = 3
_LONGEST_WORD = 31
_OWNER = re.compile(r"(?<![\w.'-])(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z][\w-]*[a-z]'s $")
_RULED = word_set("government regime administration junta")
_OF = re.compile(r" of (?:[Tt]he )?(?P<country>[A-Z]\w+(?: [A-Z]\w+){0,2})")

Country = Callable[[str], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A party by description: its words, kind, country and hedge, and whether anybody knows who it is."""

    span: Span
    name: Span
    kind: PartyKind
    country: str | None
    role: str | None


def find_described(text: str, country_of: Country) -> list[Described]:
    """Return the parties that a straightened text describes, left to right."""
    folded = lower(text)
    found = []
    for match in _HEAD.finditer(folded):
        head = Span(*match.span())
        described = _described(text, folded, head, country_of) or _ruled(text, head, country_of)
        if described is not None:
            found.append(described)
    return found


def _described(text: str, folded: str, head: Span, country_of: Country) -> Described | None:
    """Take the words before a head that tell who they are; None where they tell too little."""
    kind, needs_word = _KINDS[head.of(folded)]
    words = _words_before(folded, head.start, country_of)
    if head.of(text) in _NAMED_FOR:
        words = [*_proper_before(text, words[0].start if words else head.start), *words]
    tells = [word for word in words if word.of(folded) not in _HEDGES]
    if needs_word and not _tells_enough(kind, head.of(folded), [word.of(folded) for word in tells]):
        return None
    if not tells and _COMPOUND.match(folded, head.end):
        return None
    said = [word.of(folded) for word in tells]
    kind = _kind(kind, said, head.of(folded))
    if (
        kind in {"government", "diplomatic"}
        and country_in(said, country_of) is None
        and "ministry" not in head.of(folded)
    ):
        return None
    hedges = [word.of(folded) for word in words if word.of(folded) in _HEDGES]
    start = words[0].start if words else head.start
    name_start = tells[0].start if tells else head.start
    end = _end(text, head, said, country_of)
    return Described(
        span=Span(start, end),
        name=Span(name_start, end),
        kind=kind,
        country=country_in(said, country_of),
        role=hedges[0] if hedges else None,
    )


def _ruled(text: str, head: Span, country_of: Country) -> Described | None:
    """Return a government named by its country behind it or its ruler before it ("the Ombra regime")."""
    if head.of(text) not in _RULED:
        return None
    land = _OF.match(text, head.end)
    country = country_of(land["country"]) if land is not None else None
    if land is not None and country is not None:
        span = Span(head.start, land.end())
    elif rulers := _proper_before(text, head.start):
        span = Span(rulers[-1].start, head.end)
    elif ruler := _OWNER.search(text, max(0, head.start - _LONGEST_WORD), head.start):
        span = Span(ruler.start(), head.end)
    else:
        return None
    return Described(span=span, name=span, kind="government", country=country, role=None)


def _tells_enough(kind: PartyKind, head: str, words: list[str]) -> bool:
    """Whether words before a loose noun make it a party: "armed men" do, "Saudi men" do not."""
    if head == "officers":
        return any(word in _SERVICES for word in words)
    if head in _FIGHTERS or kind not in {"unidentified", "armed group"}:
        return bool(words)
    return any(word in _NOBODY_KNOWN or word in _CREEDS or _STANCE.match(word) for word in words)


def _words_before(folded: str, end: int, country_of: Country) -> list[Span]:
    """Return the telling words that lead up to a head, left to right."""
    words: list[Span] = []
    pos = end
    while len(words) < _MAX_WORDS and pos and folded[pos - 1] == " ":
        match = _NEED_WORD.search(folded, max(0, pos - 31), pos - 1)
        if match is None:
            break
        word = match.group()
        joined = word in {"and", "or"} and bool(words) and _tells(folded, match.start(), country_of)
        if (
            not joined
            and not is_telling(word, country_of)
            and not _two_words(folded, match.start(), word, country_of)
        ):
            break
        pos = match.start()
        words.insert(0, Span(match.start(), match.end()))
        if (
            word not in _ADJECTIVES
            and not joined
            and (first := _two_words(folded, match.start(), word, country_of))
        ):
            words.insert(0, first)
            pos = first.start
    return words


def _proper_before(text: str, end: int) -> list[Span]:
    """Return the names before rebels or a militia ("Ombra rebels"), none after "in" or opening a sentence."""
    names: list[Span] = []
    while len(names) < _MOST_NAMES and (match := _PROPER.search(text, max(0, end - _LONGEST_WORD), end)):
        names.insert(0, Span(*match.span(1)))
        end = match.start()
    if not names or _OPENS.search(text, max(0, end - _LONGEST_WORD), end):
        return []
    return names


def _tells(folded: str, end: int, country_of: Country) -> bool:
    """Whether the word before "and" or "or" is a nationality: "US and Coalition forces"."""
    match = _NEED_WORD.search(folded, max(0, end - 20), end - 1)
    return match is not None and country_of(match.group()) is not None


def _two_words(folded: str, start: int, word: str, country_of: Country) -> Span | None:
    """Return the first word of a nationality in two words ("South Korean"), or None."""
    match = (
        _NEED_WORD.search(folded, max(0, start - 20), start - 1) if folded[start - 1 : start] == " " else None
    )
    if match is None or _country(f"{match.group()} {word}", country_of) is None:
        return None
    return Span(match.start(), match.end())


def is_telling(word: str, country_of: Country) -> bool:
    """Whether a word before a head tells who they are: a nationality, creed, stance or service."""
    return word in _ADJECTIVES or _country(word, country_of) is not None or _STANCE.match(word) is not None


def _country(word: str, country_of: Country) -> str | None:
    """Return the country of an adjective or of a name that owns what follows ("Kenya's")."""
    return country_of(word.removesuffix("'s"))


def country_in(words: list[str], country_of: Country) -> str | None:
    """Return the country that the telling words name; "pro-Iran" and "Iran-backed" name Iran."""
    for number, word in enumerate(words):
        stance = _STANCE.match(word)
        if stance is not None and not word.startswith("anti-"):
            country = country_of((stance["with"] or stance["for"]).strip())
        else:
            country = _country(word, country_of) or _country(" ".join(words[number : number + 2]), country_of)
        if country is not None:
            return country
    return None


def _kind(kind: PartyKind, words: list[str], head: str) -> PartyKind:
    """Let the words before a head decide its kind: "coalition forces", "pro-Iran fighters"."""
    if any(word in {"coalition", "allied", "peacekeeping"} or word.endswith("-led") for word in words):
        return "coalition" if kind in {"state force", "armed group"} else kind
    stance = any(_STANCE.match(word) for word in words)
    creed = any(word in _CREEDS and word not in {"palestinian", "somali"} for word in words)
    if kind == "unidentified" and (creed or stance) and head not in {"suspect", "suspects", "man", "people"}:
        return "armed group"
    if kind == "state force" and (creed or stance) and not {"government", "state"} & set(words):
        return "armed group"
    if kind == "state force" and head == "fighters":
        return "armed group"
    if kind == "police" and {"army", "military", "naval", "air"} & set(words):
        return "state force"
    return "police" if kind == "state force" and words[-1:] == ["police"] else kind


def _end(text: str, head: Span, words: list[str], country_of: Country) -> int:
    """Return where the description ends: "militias in Iraq", "men on motorcycles", "ministry of health"."""
    if head.of(text).lower() == "ministry" and (ministry := _MINISTRY_OF.match(text, head.end)):
        return ministry.end()
    tail = _TAIL.match(text, head.end)
    if tail is not None:
        return tail.end()
    where = _WHERE.match(text, head.end)
    if where is not None and any(_STANCE.match(word) for word in words) and country_of(where["place"]):
        return where.end()
    return head.end
