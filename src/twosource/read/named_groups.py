"""Armed groups no list knows, told by what an article says of them.

A name that claims or denies an attack, is blamed for one, or is called a rebel faction, is an armed
group for the rest of that article; so is a body that the grammar of names knows only as some
organisation, with its short name.
"""

import re
from dataclasses import replace

from twosource.text import Span
from twosource.values.party import Party, PartyMention

_NAME = r"(?P<name>[A-Z][\w'-]+(?:\s(?:(?:of|the|for|na|al|in|and|de|del|la)\s){0,2}[A-Z][\w'-]+){0,5})"
_CALLED = re.compile(
    r"\b(?:armed|militant|rebel|insurgent|jihadist|separatist|guerrilla|extremist|terrorist|paramilitary|dissident)\s"
    r"(?:group|faction|movement|organisation|organization|militia|outfit|cell)s?,?\s(?:known (?:locally )?as |called |calling itself )?(?:the\s)?"
    + _NAME
)
_SAID_OF = re.compile(
    r"\b(?:(?:blamed|blames)\s(?:the\s[a-z]+\son\s)?|[Mm]ilitants from |[Ff]ighters (?:from|of) |members of |[Cc]ommanders? of |[Ss]pokes(?:man|person|woman) for |"
    r"claimed by |responsibility by |using the name |in the name of |"
    r"(?:group|militia|gang|faction|militants|fighters|gunmen|bandits|rebels)\s(?:\w+\s){0,3}known (?:locally )?as )(?:the\s)?"
    + _NAME
)
_ACTED = re.compile(
    r"(?:\bThe\s|\bthe\s|^|(?<=[.\"]\s))"
    + _NAME
    + r"(?:\s[(\[][\w-]{2,9}[)\]])?(?:,[^,.]{3,60},)?\s(?:has\s|have\s|later\s)?"
    r"(?:claimed\s(?:responsibility|the\s(?:\w+\s)?(?:attack|bombing|blast|killing|shooting|explosion|assault|ambush|raid|"
    r"kidnapping|abduction|operation|murder|strike)s?\b)|claimed it|denied\s(?:responsibility|any|involvement|being|it)|took responsibility)"
)
_STATE = re.compile(
    r"\b(?:Ministry|Police|Army|Government|Minister|President|Department|Office|Court|University|Hospital|Mr|Mrs)\b"
)


#: What members and spokesmen belong to need not bear arms.
_SAID_OF_ANY_BODY = ("members", "Spokes", "spokes")


def find_named_groups(text: str, known: tuple[PartyMention, ...]) -> tuple[PartyMention, ...]:
    """Return the known mentions with those of groups that only the article itself makes known."""
    matches = [match for pattern in (_CALLED, _SAID_OF, _ACTED) for match in pattern.finditer(text)]
    found = _armed(matches, known)
    names = {match["name"] for match in matches if _is_group(match, known)}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        for match in re.finditer(rf"\b{re.escape(name)}\b", text):
            span = Span(*match.span())
            if not any(span.overlaps(mention.span) for mention in found):
                found.append(
                    PartyMention(
                        span=span,
                        party=Party(name=name, kind="armed group", as_said=name),
                    )
                )
    return tuple(sorted(found, key=lambda mention: mention.span.start))


def _armed(matches: list[re.Match[str]], known: tuple[PartyMention, ...]) -> list[PartyMention]:
    """Return the known mentions, those of unlisted organisations that are said to fight as armed groups."""
    fighting = {
        mention.party.name
        for match in matches
        if not match.group().startswith(_SAID_OF_ANY_BODY)
        for mention in known
        if _is_some_body(mention.party) and mention.span.overlaps(_name_of(match))
    }
    return [
        replace(mention, party=replace(mention.party, kind="armed group"))
        if mention.party.name in fighting and _is_some_body(mention.party)
        else mention
        for mention in known
    ]


def _is_some_body(party: Party) -> bool:
    return party.id is None and party.kind == "organisation"


def _name_of(match: re.Match[str]) -> Span:
    return Span(match.start("name"), match.end("name"))


def _is_group(match: re.Match[str], known: tuple[PartyMention, ...]) -> bool:
    """Whether a name is one of several words, not of a state body, an owner or a party already known."""
    name = match["name"]
    if (" " not in name and not name.endswith(("s", "ists"))) or name.endswith("'s"):
        return False
    return not _STATE.search(name) and not any(mention.span.overlaps(_name_of(match)) for mention in known)
