"""Persons by name whom an attack killed, hurt or took: the victims that a count leaves without a face.

Reads them off verbs ("Ana Ruiz, a judge, was shot dead", "gunmen kidnapped Luis Mora and Eva Paz")
and off nouns ("the murder of Ana Ruiz", "Mora's assassination"). People without a name are left to
the tolls and to ``hit``.
"""

import re
from collections.abc import Iterator

from twosource.read.found import Found, hedge, joined
from twosource.read.hints import hints_at
from twosource.read.persons import NAME, SURNAME, find_full_name, is_person, without_office
from twosource.read.scene import Scene
from twosource.read.sentences import Sentence
from twosource.text import Span
from twosource.values.party import Party

_ROLE = r"(?:[\w.'-]+\s){0,6}?"
_ASIDE = r"(?:,?\s\(?(?:aged\s)?\d{1,2}\)?(?:\syears\sold)?)?(?:,\s(?:(?!\b(?:that|said|says|reported|announced|told|added|stated)\b)[^,;:.\"]){3,90}){0,3}?,?"
_WHO = rf"(?:{NAME}|{SURNAME})"
_NEXT = r"(?:,\s\d{1,2})?(?:[,;]?\sand\s|[,;]\s|,?\salong\swith\s)"
#: Before a further name of a list only small words may stand, so that no list can be read in two ways.
_SMALL = r"(?:[a-z][\w.'-]*\s){0,5}?"
_LIST = rf"{_WHO}(?:{_NEXT}{_SMALL}{NAME}){{0,12}}"
_DONE = (
    r"(?:shot\sdead|shot\sto\sdeath|shot\sand\skilled|shot\sand\swounded|gunned\sdown|fatally\sshot|stabbed\sto\sdeath|"
    r"killed|murdered|assassinated|executed|slain|massacred|kidnapped|abducted|beheaded|wounded|injured|shot|stabbed|"
    r"taken\shostage|hacked\sto\sdeath|beaten\sto\sdeath|ambushed)"
)
_TAIL = r"(?:(?:fatally|seriously|critically|slightly|also|later|brutally|recently|reportedly)\s){0,2}"
#: "Ana Ruiz, a judge, was shot dead"
_PASSIVE = re.compile(
    rf"(?P<who>{_LIST}){_ASIDE}\s(?:who\s)?(?:was|were|has\sbeen|have\sbeen|had\sbeen|is|are|being)\s{_TAIL}(?P<deed>{_DONE})\b"
)
#: "Ana Ruiz, a judge, died in hospital"
_DIED = re.compile(
    rf"(?P<who>{_LIST}){_ASIDE}\s(?:who\s)?(?:has\s|have\s|had\s)?(?P<deed>died)\s(?:in|of|from|at|when|after|instantly|on|as)\b"
)
#: "Mora, kidnapped on Monday,"; "Also injured were Ana Ruiz and Luis Mora"
_REDUCED = re.compile(
    rf"(?P<who>{_WHO}){_ASIDE}\s(?:who\s)?{_TAIL}(?P<deed>{_DONE})\s(?:on|by|in|at|last|yesterday|today|near)\b"
)
_INVERTED = re.compile(rf"\b[Aa]lso\s(?P<deed>{_DONE})\s(?:was|were)\s(?:{_ROLE})(?P<who>{_LIST})")
#: "killed the judge Ana Ruiz"
_ACTIVE = re.compile(
    rf"\b(?P<deed>{_DONE})\s(?!(?:in|on|at|by|when|after|during|near|as|while)\b)(?:{_ROLE})(?P<who>{_LIST})"
)
_NOUN = (
    r"(?:murders?|assassinations?|killings?|slayings?|kidnappings?|abductions?|executions?|massacre|deaths?|shooting|"
    r"assassination\sattempt|(?:attempt|attack)s?\s(?:on|against)\sthe\slife)"
)
#: "the murder of Ana Ruiz"; "the attack on Ana Ruiz"
_OF = re.compile(
    rf"\b(?P<deed>{_NOUN}\sof|(?:attack|attempt)s?\s(?:on|against))\s(?:{_ROLE})(?P<who>{_LIST})"
)
#: "Ruiz's murder"
_WHOSE = re.compile(
    rf"\b(?P<who>{_WHO})(?:'s|')\s(?:{_TAIL})(?P<deed>murder|assassination|killing|kidnapping|abduction|death|execution|killers?|murderers?|kidnappers?|assassins?)\b"
)
#: "ten were killed, including the singer Ana Ruiz"; "Among the dead was Ana Ruiz"; "The injured are: ..."
_INCLUDING = re.compile(
    rf"\b(?P<deed>(?:{_DONE}|killing|wounding|injuring)\b[^.;:\"]{{0,60}}?,?\sincluding)\s(?:{_ROLE})(?P<who>{_LIST})"
)
_AMONG = re.compile(
    rf"\b(?P<deed>(?:[Aa]mong\s)?(?:those|the)\s(?:{_DONE}|dead|victims?|hostages|fatalities)(?:\s\w+){{0,3}}?\s(?:is|are|was|were)):?\s(?:{_ROLE})(?P<who>{_LIST})"
)
_FIRED_AT = re.compile(
    rf"\b(?P<deed>(?:fired|shot|shooting|opened\sfire)\s(?:at|on)|machine-?gunned|riddled)\s(?:{_ROLE})(?P<who>{_LIST})"
)
_PATTERNS = (_PASSIVE, _DIED, _REDUCED, _INVERTED, _ACTIVE, _OF, _WHOSE, _INCLUDING, _AMONG, _FIRED_AT)
_ONE = re.compile(rf"{NAME}|{SURNAME}")
_STOPS = re.compile(
    r"\b(?:by|under|belong|against|like|said|says|told|that|which|who|when|while|after|before|because|in|at|near|from|during|with)\b|[;:\"]|--"
)
_LONGEST = 280
_HEDGE_REACH = 24


def find_harmed(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    """Yield the persons that one sentence names as killed, hurt or taken, each once."""
    if not hints_at(scene.low, sentence.span, "harmed"):
        return
    seen: list[Span] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(scene.text, sentence.span.start, sentence.span.end):
            deed = Span(*match.span("deed"))
            if (
                any(deed.start in setting for setting in scene.settings[sentence.index])
                or len(match.group()) > _LONGEST
            ):
                continue
            listed = Span(*match.span("who"))
            if _is_cut_off(scene, deed, listed):
                continue
            for who in _names(scene, listed):
                if any(who.overlaps(other) for other in seen):
                    continue
                seen.append(who)
                yield _found(scene, who, deed)


def _is_cut_off(scene: Scene, deed: Span, who: Span) -> bool:
    """Whether words stand between deed and name that open something else ("killed by", "murdered in")."""
    return who.start > deed.end and _STOPS.search(scene.low, deed.end, who.start) is not None


def _names(scene: Scene, stretch: Span) -> Iterator[Span]:
    """Yield the names of persons in a list; a surname alone where the article has the whole name."""
    for match in _ONE.finditer(scene.text, stretch.start, stretch.end):
        who = without_office(scene, Span(*match.span()))
        if (
            who is not None
            and is_person(scene, who)
            and (" " in who.of(scene.text) or find_full_name(scene, who))
        ):
            yield who


def _found(scene: Scene, who: Span, deed: Span) -> Found:
    quote = joined(who, deed)
    around = Span(max(0, quote.start - _HEDGE_REACH), quote.end)
    said = who.of(scene.article.text)
    party = Party(
        name=find_full_name(scene, who) or " ".join(who.of(scene.text).split()), kind="person", as_said=said
    )
    certainty = hedge(scene, around, "suspected", "possible")
    return Found(field="target", value=party, span=quote, said=who, certainty=certainty)
