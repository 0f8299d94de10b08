"""Armed groups no list knows, told by what an article says of them.

A name that claims or denies an attack, is blamed for one, or is called a rebel faction, is an armed
group for the rest of that article.
"""

import re

from twosource.text import Span
from twosource.values.party import Party, PartyMention

_NAME = r"(?P<name>[A-Z][\w'-]+(?:\s(?:(?:of|the|for|na|al|in|and|de|del|la)\s){0,2}[A-Z][\w'-]+){0,5})"
_CALLED = re.compile(
    r"\b(?:armed|militant|rebel|insurgent|jihadist|separatist|guerrilla|extremist|terrorist|paramilitary|dissident)\s"
    r"(?:group|faction|movement|organisation|organization|militia|outfit|cell)s?,?\s(?:known (?:locally )?as |called |calling itself )?(?:the\s)?"
    + _NAME
)
_SAID_OF = re.compile(
    r"\b(?:(?:blamed|blames)\s(?:the\s[a-z]+\son\s)?|militants from |fighters (?:from|of) |members of |[Cc]ommanders? of |[Ss]pokes(?:man|person|woman) for |"
    r"claimed by |responsibility by |using the name |in the name of |known (?:locally )?as )(?:the\s)?"
    + _NAME
)
_ACTED = re.compile(
    r"(?:\bThe\s|\bthe\s|^|(?<=[.\"]\s))" + _NAME + r"(?:,[^,.]{3,60},)?\s(?:has\s|have\s|later\s)?"
    r"(?:claimed\s(?:responsibility|the)|claimed it|denied\s(?:responsibility|any|involvement|being|it)|took responsibility)"
)
_STATE = re.compile(
    r"\b(?:Ministry|Police|Army|Government|Minister|President|Department|Office|Court|University|Hospital|Mr|Mrs)\b"
)


def find_named_groups(text: str, known: tuple[PartyMention, ...]) -> tuple[PartyMention, ...]:
    """Return the known mentions with those of groups that only the article itself makes known."""
    names = {
        match["name"]
        for pattern in (_CALLED, _SAID_OF, _ACTED)
        for match in pattern.finditer(text)
        if _is_group(match, known)
    }
    found = list(known)
    for name in sorted(names, key=lambda name: (-len(name), name)):
        for match in re.finditer(rf"\b{re.escape(name)}\b", text):
            span = Span(*match.span())
            if not any(span.overlaps(mention.span) for mention in found):
                found.append(
                    PartyMention(span=span, party=Party(name=name, kind="armed group", as_said=name))
                )
    return tuple(sorted(found, key=lambda mention: mention.span.start))


def _is_group(match: re.Match[str], known: tuple[PartyMention, ...]) -> bool:
    """Whether a name is one of several words, not of a state body and not a party already known."""
    name = match["name"]
    if " " not in name and not name.endswith(("s", "ists")):
        return False
    span = Span(match.start("name"), match.end("name"))
    return not _STATE.search(name) and not any(mention.span.overlaps(span) for mention in known)
