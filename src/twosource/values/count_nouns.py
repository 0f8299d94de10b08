"""What is counted: the noun phrase to the right of a figure.

A bounded walk over the words that follow, without a tagger: adjectives are taken until a plural
(or, for "a" and "one", a person or weapon noun) ends the phrase. Works on folded text.
"""

import re
from collections.abc import Iterator
from itertools import islice

from twosource.text import Span


def word_set(table: str) -> frozenset[str]:
    """Return the words of a table that is written as one text."""
    return frozenset(table.split())


_MAX_WORDS = 7  # "two off-duty Border Guard police officers" is six

#: Singular nouns that "a", "an" and "one" may count: persons.
PERSONS = word_set(
    """
    man woman boy girl child baby infant toddler teenager teen youth person civilian soldier officer
    policeman policewoman constable trooper deputy sergeant captain lieutenant major colonel general
    guard bodyguard gunman attacker assailant bomber militant insurgent rebel fighter terrorist
    commander cadre jihadist suspect driver passenger worker labourer laborer farmer teacher student
    pupil schoolgirl schoolboy journalist reporter cameraman photographer doctor nurse paramedic medic
    firefighter lawyer judge prosecutor mayor governor minister lawmaker senator councillor
    councilman councilwoman politician activist priest pastor bishop imam cleric monk nun engineer
    contractor businessman businesswoman trader shopkeeper vendor merchant fisherman shepherd herder
    villager resident pedestrian bystander passer-by passerby motorcyclist cyclist motorist tourist
    foreigner citizen migrant refugee hostage victim patient prisoner inmate detainee
    demonstrator protester worshipper pilgrim mother father son daughter brother sister wife husband
    grandmother grandfather uncle aunt cousin nephew niece aide spokesman spokeswoman ambassador
    diplomat consul leader official employee staffer volunteer peacekeeper pilot sailor
    marine ranger gendarme agent conscript recruit veteran candidate
    schoolteacher headmaster principal professor banker clerk cashier waiter barber mechanic miner
    logger hunter singer athlete player coach peasant landlord chief chieftain elder tribesman
    clergyman serviceman airman seaman guerrilla paramilitary vigilante robber intruder neighbor
    neighbour friend customer visitor spectator guest member relative male female juvenile
    grandson granddaughter stepson stepdaughter stepfather stepmother boyfriend girlfriend fiance
    fiancee roommate classmate coworker co-worker homeowner teammate bartender
    """
)

#: Singular nouns that "a", "an" and "one" may count: things that are fired, thrown or laid.
WEAPONS = word_set(
    """
    rocket missile drone bomb grenade shell mortar mine landmine ied device torpedo bullet warhead
    projectile uav molotov firebomb rpg
    """
)

#: A noun that follows makes the person or weapon word an adjective: "a rocket attack".
_COMPOUND = word_set(
    """
    attack attacks strike strikes fire barrage launcher launchers launch assault site test program
    programme factory camp squad group station crew base unit threat blast explosion explosions car
    post team union association bombing killing murder shooting case convoy disposal hoax warning
    general's office defense defence shield alert siren salvo barrages trap body jacket
    court detention facility hall custody record
    """
)

_PLURALS = word_set(
    """
    people men women children policemen policewomen gunmen personnel troops police staff crew
    servicemen airmen seamen fishermen tribesmen clergymen businessmen businesswomen cameramen
    youth cattle sheep livestock aircraft salvoes lives wives dead wounded injured schoolchildren
    grandchildren persons passers-by passersby bodyguards councilmen spokesmen firemen militia infantry cavalry clergy
    gendarmerie countrymen kinsmen herdsmen infantrymen crewmen congressmen casualties
    """
) - {"dead", "wounded", "injured"}

_STOPS = word_set(
    """
    a an the this that these those his her their its our your my in on at by for from with without to
    into onto near after before during since until when while where who whom whose which as than if
    but because although though however is are was were be been being am has have had having do does
    did will would can could may might must shall should not and or of also then there here he she
    they it we you i him them us-led died dead killed wounded injured hurt said says told were-shot
    over under against between among around about across through along behind inside outside off up
    down out per via amid including plus minus both either neither each every all any some no monday
    tuesday wednesday thursday friday saturday sunday yesterday today tonight tomorrow overnight
    """
)
_NOT_PLURAL = word_set(
    """
    various previous dangerous serious famous religious indigenous suspicious is was has this his its
    hers ours yours theirs does goes says kills leaves claims hits strikes wounds dies lies always
    perhaps whereas besides towards afterwards upwards thus us gas bus mass class press cross less
    across unless armless homeless business status virus campus congress express overseas
    """
) - {"claims", "strikes", "lies", "wounds", "hits"}

#: What "no" and "without" may deny: people, harm and weapons. "No details" is no count.
_DENIED = word_set(
    """
    casualties casualty deaths death fatalities fatality injuries injury victims people civilians
    soldiers hostages survivors rockets missiles drones bombs shots arrests bodies wounded dead
    injured killed personnel troops loss losses
    """
)

#: What may stand between "no" or "without" and what is denied.
_LEAD_TO_DENIED = frozenset({"any", "causing", "inflicting"})

#: "A third victim" counts up, "the two" several; neither is one more.
_ORDINALS = word_set(
    "two three four five six seven first second third fourth fifth sixth seventh eighth ninth tenth last only"
)

_WORD = re.compile(
    r" (?:(?:[^\W_]\.){2,}|\d{1,3}[ -](?:year|month)[ -]old\b|\d{1,3}-?[a-z]{1,12}(?:-olds?)?|[^\W\d_]+(?:['-][^\W_]+)*|\([\w-]{2,10}\))"
)


_YEAR_OLD = re.compile(r"(?:\d{1,3}[ -]?|[a-z]+-?)(?:year|month|week|day)s?[ -]?old")
#: "a 9-year-old shot" is a person, "a 9-year-old boy" and "a 9-year-old law" go on to their noun.
_AFTER_YEAR_OLD = word_set(
    "who whose shot fatally critically seriously accidentally dies died found from suffering suffered sustained"
    " received hit struck grazed hospitalized taken rushed airlifted remains"
)


def is_stop(word: str) -> bool:
    """Whether a word is a function word or a verb of harm, so that no noun phrase holds it."""
    return word in _STOPS


def is_year_old(word: str) -> bool:
    """Whether a word is an age that may stand for a person: "14-year-old"."""
    return _YEAR_OLD.fullmatch(word) is not None


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun; a guess from its ending and two small lists."""
    if word in _PLURALS:
        return True
    if len(word) < 4 or word[-1] != "s" or word in _NOT_PLURAL:
        return False
    return word[-2] not in "su'i" or word in {"menus", "taxis"}


def find_plural(folded: str, pos: int) -> Span | None:
    """Return the phrase of a plural noun that starts at ``pos`` (just after the figure), or None.

    "rocket or drone strikes", "salvos of rockets" and "of the wounded soldiers" are one phrase
    each; "of" and the words that point ("the", "his") before it are left out.
    """
    start, head_end = pos, 0
    for count, match in enumerate(_words(folded, pos)):
        word = match.group()[1:]
        if head_end:
            if is_plural(word):
                head_end = match.end()
                continue
            break
        if count < 2 and (
            word == "of" or (count and word in {"the", "his", "her", "their", "its", "these", "those"})
        ):
            start = match.end()
            continue
        if is_plural(word):
            head_end = match.end()
        elif word in _STOPS and not _goes_on(word, inside=start < match.start(), pointed=pos < start):
            break
    if not head_end:
        return None
    return Span(start + 1, _contents(folded, head_end))


def _goes_on(word: str, *, inside: bool, pointed: bool) -> bool:
    """Whether a function word belongs to the phrase: "rocket or drone strikes", "the wounded men"."""
    return (inside and word in {"or", "and"}) or (
        pointed and word in {"wounded", "injured", "dead", "killed"}
    )


def _contents(folded: str, head_end: int) -> int:
    """Return where "salvos of rockets" ends: a plural of plurals is one phrase."""
    if folded.startswith(" of ", head_end):
        for match in islice(_words(folded, head_end + 3), 2):
            word = match.group()[1:]
            if is_plural(word):
                return match.end()
            if word in _STOPS:
                break
    return head_end


def find_singular(folded: str, pos: int) -> Span | None:
    """Return the phrase of one counted person or weapon after "a", "an" or "one", or None."""
    end = 0
    for match in islice(_words(folded, pos), 5):
        word = match.group()[1:]
        if word in _STOPS or word in _ORDINALS or (end and (word in _COMPOUND or is_plural(word))):
            return None if end and (word in _COMPOUND or is_plural(word)) else _span(pos, end)
        if word in PERSONS or word in WEAPONS:
            end = match.end()
        elif end:
            break
        elif is_year_old(word) and _ends_phrase(folded, match.end()):
            return _span(pos, match.end())
    return None if folded.startswith(("'", "-"), end) else _span(pos, end)


def _ends_phrase(folded: str, pos: int) -> bool:
    """Whether no noun follows an age, so that the age itself is the person."""
    match = _WORD.match(folded, pos)
    return match is None or match.group()[1:] in _STOPS or match.group()[1:] in _AFTER_YEAR_OLD


def find_denied(folded: str, pos: int) -> Span | None:
    """Return the phrase of people, harm or weapons after "no" or "without", or None."""
    end = 0
    for match in islice(_words(folded, pos), 5):
        word = match.group()[1:]
        if word in _DENIED or word in PERSONS:
            end = match.end()
        elif end:
            break
        elif word in _LEAD_TO_DENIED:
            pos = match.end()
        elif word in _STOPS and word != "of":
            break
    return _span(pos, end)


def find_next(folded: str, pos: int) -> Span | None:
    """Return the single word after "one" where it is no function word, else None."""
    match = _WORD.match(folded, pos)
    if match is None or match.group()[1:] in _STOPS or match.group().endswith("ly"):
        return None
    return Span(pos + 1, match.end())


def is_counted(phrase: str) -> bool:
    """Whether the last word of a phrase is a plural person or weapon noun."""
    head = phrase.rpartition(" ")[2]
    return head in _PLURALS or head.removesuffix("s") in PERSONS or head.removesuffix("s") in WEAPONS


def _span(pos: int, end: int) -> Span | None:
    return Span(pos + 1, end) if end else None


def _words(folded: str, pos: int) -> Iterator[re.Match[str]]:
    """Yield the words that follow one another by single blanks from ``pos``, at most seven."""
    for _ in range(_MAX_WORDS):
        match = _WORD.match(folded, pos)
        if match is None:
            return
        yield match
        pos = match.end()
