"""Parties by the grammar of their names: "Red River Liberation Front", "Ministry of Works", "5th Fleet".

A capitalised noun that bodies are called by is found first, then the names before it or behind its
"of" are taken with it. Which words make it a body, and of what kind, stands in one table. "The
Front" is the body whose full name went before. Police forces, courts, schools and other bodies that
go by the town and house they are in are left out: their names tell where, too. Nothing is found in
headlines with capitals throughout. Works on straightened text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from twosource.text import Span, one_of
from twosource.values.count_nouns import word_set
from twosource.values.party_grammar import Country, Described, PartyKind, country_in


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """A kind for some head nouns; ``needs`` are words of which one must stand before, empty for any name.

    "#" among them is an ordinal in figures ("5th").
    """

    kind: PartyKind
    heads: frozenset[str]
    needs: frozenset[str] = frozenset()


def _rule(kind: PartyKind, heads: str, needs: str = "") -> _Rule:
    return _Rule(kind=kind, heads=word_set(heads), needs=word_set(needs))


#: The first rule that fits decides.
_RULES: Final = (
    _rule(
        "armed group",
        "front army brigade brigades battalion battalions force forces movement organisation organization units tigers",
        """liberation resistance jihad jihadist mujahideen mujahidin mujahedeen martyrs insurgent rebel guerrilla
        separatist self-defence self-defense""",
    ),
    _rule(
        "armed group",
        "front army brigade brigades",
        "islamic islamist revolutionary patriotic salvation independence secret defenders",
    ),
    _rule(
        "state force",
        "army navy",
        "royal imperial national federal union red arab regular",
    ),
    _rule("state force", "brigade battalion regiment squadron fleet", "#"),
    _rule(
        "state force",
        "brigade battalion regiment squadron division corps",
        """infantry armoured armored airborne mountain marine cavalry mechanised mechanized artillery commando
        parachute paratrooper engineer airlift fighter expeditionary aviation combat motorised motorized frontier""",
    ),
    _rule(
        "state force",
        "forces force",
        """armed defence defense security special air naval mobilisation mobilization support protection
        expeditionary border ground land amphibious strike joint combined multinational coast stabilisation
        stabilization""",
    ),
    _rule(
        "state force",
        "guard guards",
        "national coast republican presidential border imperial civil revolutionary",
    ),
    _rule(
        "state force",
        "command",
        """central africa european pacific indo-pacific northern southern eastern western operations naval component
        strategic joint army military air cyber""",
    ),
    _rule("state force", "fleet", "sea pacific atlantic baltic northern southern"),
    _rule("state force", "group", "expeditionary amphibious"),
    _rule("coalition", "coalition"),
    _rule(
        "government",
        "service services",
        "intelligence security secret prison prisons immigration customs border revenue forest wildlife",
    ),
    _rule(
        "government",
        "ministry directorate commission authority agency bureau secretariat",
    ),
    _rule(
        "organisation",
        """party union alliance association federation confederation organisation organization foundation league
        committee council fund society observatory""",
    ),
    _rule("organisation", "corporation airlines airways industries holdings ltd limited inc corp plc"),
    _rule("organisation", "cross crescent", "red"),
    _rule("organisation", "watch", "rights"),
    _rule("organisation", "bank", "world development central"),
)
#: Heads that go before their name: "Ministry of Works", "Front for the Liberation of ...".
_BEFORE_OF: Final[dict[str, PartyKind]] = {
    **dict.fromkeys(("ministry", "department", "government", "directorate", "commission", "bureau", "office"), "government"),
    **dict.fromkeys(
        ("organisation", "organization", "union", "federation", "confederation", "association", "society"),
        "organisation",
    ),
    **dict.fromkeys(("front", "brigades"), "armed group"),
}  # fmt: skip
#: Heads that go before their name with a "for"; without it a centre is a house.
_BEFORE_FOR: Final = word_set(
    "centre center centres centers institute network campaign initiative foundation council committee fund alliance party"
)
#: Heads whose "of" may go on with "and" ("Ministry of Lands and Works"), as any "for" may.
_DOUBLE: Final = word_set(
    "ministry department directorate commission association centre center centers office"
)
_HEADS: Final = frozenset().union(*(rule.heads for rule in _RULES), _BEFORE_OF, _BEFORE_FOR)
_HEAD = re.compile(rf"\b{one_of(sorted(head.capitalize() for head in _HEADS))}\b(?!['-]?\w)(?!-)")
_WORD: Final = r"(?:(?:[A-Z]\.){2,}|(?:[Aa]l-|[Ee]l-|[Aa]sh-|[Aa]d-)?[A-Z][\w']*(?:-[A-Za-z][\w']*)*|\d{1,3}(?:st|nd|rd|th))"
_BEFORE = re.compile(rf"(?<![\w.-])({_WORD}) $")
#: A comma goes on with the name only in a list that an "and" ends ("Ministry of Lands, Works and Roads").
_LISTED: Final = rf",(?=(?: {_WORD}){{1,2}}(?:,(?: {_WORD}){{1,2}}){{0,2}},? (?:and|&) {_WORD})"
_TAIL = re.compile(
    rf" (?:of|for|against)(?: the)? (?P<first>{_WORD})"
    rf"(?: (?:of the|for the|of|for|and|&) {_WORD}|(?:{_LISTED})? {_WORD}){{0,6}}"
)
_AND = re.compile(r",| (?:and|&) ")
#: Arabic and Urdu names of fighting groups open with what they are: army, brigade, supporters, movement.
_OPENINGS: Final = (
    "Lashkar", "Jaish", "Jaysh", "Ansar", "Liwa", "Kataib", "Kata'ib", "Kataeb", "Katibat", "Saraya", "Harakat",
    "Harkat", "Jund", "Sipah", "Asaib", "Asa'ib",
)  # fmt: skip
_ARMED_FIRST = re.compile(
    rf"\b{one_of(_OPENINGS)}[ -](?:[aeu]l|as|ash|ad|ar|at|un|us|ut|ur|e|i|o)[ -][A-Z][\w'-]*"
)
_LONGEST_WORD: Final = 32
_MOST_WORDS: Final = 6
#: Capitalised only because they open a sentence or stand for a person: no part of a body's name.
_NO_NAME: Final = word_set(
    """
    the a an this that these those our their his her its my your in on at of for from to by with and but or nor so
    as if when while after before since until because although though however meanwhile both all some most many
    several each every no not former senior local yesterday today tomorrow also even only what which who where
    there here under over about against during according then now one two three four five six
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december mr mrs ms dr president minister secretary general colonel captain
    chairman chief director spokesman spokeswoman spokesperson king queen prince sheikh pope judge senator governor
    """
)
#: "The City Council", "a credit union": of a town or a trade, and named like any other.
_TOWNISH: Final = word_set(
    "city town county village district municipal borough credit student school parish tribal tea"
)
_BUILDING = re.compile(
    r"(?:'s)? (?:offices?|headquarters|buildings?|compounds?|base|bases|barracks|stations?|checkpoints?|camps?|schools?|hospitals?|hall|house|street|road|square)\b",
    re.IGNORECASE,
)
_THE = re.compile(r"\b[Tt]he $")
_MOST_CAPITALS: Final = 0.6  # of a line's words; headlines with capitals throughout have more
_LONGEST_HEADING: Final = 160  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """A head noun where it stands, with the words before it that can be its name."""

    text: str
    span: Span
    noun: str
    before: tuple[Span, ...]

    @property
    def words(self) -> list[str]:
        """Return the words before it, lower-case."""
        return [word.of(self.text).lower() for word in self.before]


def find_body_names(text: str, country_of: Country) -> list[Described]:
    """Return the bodies a straightened text names by a head noun, left to right."""
    found: list[Described] = []
    full: dict[str, Described] = {}
    for match in _HEAD.finditer(text):
        span = Span(*match.span())
        if found and found[-1].span.overlaps(span):
            continue
        head = _Head(
            text=text,
            span=span,
            noun=match.group().lower(),
            before=tuple(_words_before(text, span.start)),
        )
        body = _name(head, country_of) or _again(head, full)
        if (
            body is not None
            and not _is_in_heading(text, body.span)
            and not _BUILDING.match(text, body.span.end)
        ):
            found.append(body)
            full.setdefault(head.noun, body)
    return found


def find_armed_names(text: str) -> list[Described]:
    """Return the armed groups a straightened text names in the Arabic way ("Jaish al-Ombra")."""
    if not any(opening in text for opening in _OPENINGS):
        return []
    return [
        Described(span=span, name=span, kind="armed group", country=None, role=None)
        for span in (Span(*match.span()) for match in _ARMED_FIRST.finditer(text))
    ]


def _name(head: _Head, country_of: Country) -> Described | None:
    """Return the body a head names with the words around it, None where they make no name."""
    kind = _kind_of(head)
    tail = _tail(head, country_of)
    if kind is None and tail is not None:
        for_it = head.noun in _BEFORE_FOR and tail.of(head.text).startswith(" for")
        kind = "organisation" if for_it else _BEFORE_OF.get(head.noun)
    if kind is None or _TOWNISH.intersection(head.words[-1:]):
        return None
    end = tail.end if tail is not None else head.span.end
    span = Span(head.before[0].start if head.before else head.span.start, end)
    return Described(
        span=span,
        name=span,
        kind=kind,
        country=_country(head, tail, country_of),
        role=None,
    )


def _kind_of(head: _Head) -> PartyKind | None:
    """Return the kind of the first rule that the words before a head fulfil."""
    words = frozenset("#" if word[0].isdigit() else word for word in head.words)
    for rule in _RULES:
        if head.noun in rule.heads and words and (not rule.needs or rule.needs & words):
            return rule.kind
    return None


def _tail(head: _Head, country_of: Country) -> Span | None:
    """Return the "of ..." or "for ..." behind a head; an "and" ends it where another party may follow."""
    match = _TAIL.match(head.text, head.span.end)
    if match is None or match["first"].lower() in _NO_NAME:
        return None
    both = _AND.search(match.group())
    if both is None:
        return Span(*match.span())
    rest = match.group()[both.end() :].lower().split()
    goes_on = head.noun in _DOUBLE or match.group().startswith(" for")
    if goes_on and not any(word in _HEADS or country_of(word) for word in rest):
        return Span(*match.span())
    return Span(match.start(), match.start() + both.start())


def _country(head: _Head, tail: Span | None, country_of: Country) -> str | None:
    said = tail.of(head.text).lower().split()[1:] if tail is not None else []
    return country_in([*head.words, *said, " ".join(said)], country_of)


def _again(head: _Head, full: dict[str, Described]) -> Described | None:
    """Return the body named in full before that "the Front" stands for."""
    known = full.get(head.noun)
    if (
        known is None
        or head.before
        or not _THE.search(head.text, max(0, head.span.start - 5), head.span.start)
    ):
        return None
    return Described(
        span=head.span,
        name=known.name,
        kind=known.kind,
        country=known.country,
        role=None,
    )


def _words_before(text: str, end: int) -> Sequence[Span]:
    """Return the capitalised words that lead up to a head, left to right."""
    words: list[Span] = []
    while len(words) < _MOST_WORDS:
        match = _BEFORE.search(text, max(0, end - _LONGEST_WORD), end)
        if match is None or match[1].lower() in _NO_NAME:
            break
        words.insert(0, Span(*match.span(1)))
        end = match.start()
    return words


def _is_in_heading(text: str, span: Span) -> bool:
    """Whether a name stands in a headline: a short line whose other words have capitals, too."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = end if end >= 0 else len(text)
    if end - start > _LONGEST_HEADING:
        return False
    around = text[start : span.start] + text[span.end : end]
    words = [word for word in around.split() if word[:1].isalpha()]
    return sum(word[0].isupper() for word in words) > _MOST_CAPITALS * len(words)
