"""Who did it, to whom, with what, as a trained reader proposes it and the grammars of values read it.

A proposed stretch is trimmed to a phrase, given a value and quoted with its clause. Which finds stand
beside the rules' is merging.py's; people killed and hurt are proposed_tolls.py's.
"""

import re
from collections.abc import Iterator

from twosource.model import Field
from twosource.read.found import Found, clause, hedge, joined
from twosource.read.merging import ROLES, least_score
from twosource.read.named import party_of, strip_number
from twosource.read.persons import NAME, find_full_name, is_person, without_office
from twosource.read.proposals import Proposed
from twosource.read.proposed_blame import blame_of
from twosource.read.scene import Scene, inside, proposed_in, proposer_of
from twosource.read.sentences import Sentence
from twosource.read.strands import Strand
from twosource.read.tokens import bare
from twosource.text import Span
from twosource.values.party import Party, PartyKind

#: A clause longer than this is no quote for one name; the words around it are cut to this.
LONGEST_QUOTE = 240
_FIELDS: dict[str, Field] = {
    "perp_individual": "perpetrator",
    "perp_organisation": "perpetrator",
    "target": "target",
    "victim": "target",
    "weapon": "weapon",
}
_EDGES = " \t\n,.;:!?\"'()[]-"
_LEADING = re.compile(r"(?:(?:the|a|an|of|by|and|to|on|with|against)\s+)+", re.IGNORECASE)
_WORD = re.compile(r"\w")
_ONE_NAME = re.compile(NAME)
#: Kinds that the grammar gives to what is no body, and those of bodies whose people act for them.
_SAYS_NO_BODY = frozenset({"other", "site", "civilians", "person", "unidentified"})
_BODIES = frozenset({"state force", "police", "government", "coalition"})
#: Words for whom nothing more is known: alone they name no party.
_PRONOUNS = frozenset(
    {"he", "she", "they", "him", "her", "them", "it", "who", "which", "that", "his", "their"}
)


def find_proposed_roles(scene: Scene, strand: Strand) -> Iterator[Found]:
    """Yield the culprits, targets, victims and weapons proposed in a strand's sentences, in their order."""
    for sentence in strand.sentences:
        for one in proposed_in(scene, sentence.span):
            if one.label in _FIELDS and one.score >= least_score(one.label, rules=scene.rules):
                found = _read(scene, sentence, one)
                if found is not None:
                    yield found


def proposed_roles_in(scene: Scene, strand: Strand) -> tuple[Proposed, ...]:
    """Return every stretch with a role, of whatever score, in a strand's sentences."""
    return tuple(
        one
        for sentence in strand.sentences
        for one in proposed_in(scene, sentence.span)
        if one.label in ROLES
    )


def _read(scene: Scene, sentence: Sentence, proposed: Proposed) -> Found | None:
    """Return what a stretch says in its role; None where it names nobody and nothing."""
    said = trimmed(scene.text, proposed.span, sentence.span)
    if said is None or said.of(scene.low) in _PRONOUNS:
        return None
    if proposed.label == "weapon":
        return _weapon(scene, sentence, proposed, said)
    if proposed.label.startswith("perp"):
        return _culprit(scene, sentence, proposed, said)
    return _hit(scene, sentence, proposed, said)


def trimmed(text: str, span: Span, within: Span) -> Span | None:
    """Return a stretch without blanks, marks and articles at its ends, inside a sentence; None where nothing is left."""
    start, end = max(span.start, within.start), min(span.end, within.end)
    while start < end and text[start] in _EDGES:
        start += 1
    leading = _LEADING.match(text, start, end)
    start = leading.end() if leading else start
    while start < end and text[end - 1] in _EDGES:
        end -= 1
    if start >= end or not _WORD.search(text, start, end):
        return None
    end = _with_bracket(text, start, end, within.end)
    return Span(start, end)


def _with_bracket(text: str, start: int, end: int, most: int) -> int:
    """Return where a stretch ends once a bracket that it opened is closed."""
    for opening, closing in (("(", ")"), ("[", "]")):
        if text.count(opening, start, end) > text.count(closing, start, end):
            at = text.find(closing, end, most)
            return at + 1 if 0 <= at <= end + 1 else end
    return end


def quote_of(sentence: Sentence, said: Span) -> Span:
    """Return the clause that some words stand in; the words alone where it runs on too long."""
    around = joined(clause(sentence, said), said)
    return around if len(around) <= LONGEST_QUOTE else said


# --- by role ---------------------------------------------------------------------------------------


def _weapon(scene: Scene, sentence: Sentence, proposed: Proposed, said: Span) -> Found:
    """Read a weapon: by its standing name where the list holds it, else by its own words."""
    listed = [mention.weapon.name for mention in inside(scene.weapons, said)]
    name = listed[-1] if listed else strip_number(bare(" ".join(said.of(scene.low).split())))
    around = Span(max(sentence.span.start, said.start - 40), said.end)
    return Found(
        field="weapon",
        value=name,
        span=said,
        said=said,
        certainty=hedge(scene, around, "suspected", "possible"),
        score=proposed.score,
        origin=proposer_of(scene),
    )


def _culprit(scene: Scene, sentence: Sentence, proposed: Proposed, said: Span) -> Found | None:
    """Read who did it; an unlisted word out of the midst of a longer name ("Foyle" of "Foyle District Police") is nobody."""
    party = party_of(scene, said)
    if party.id is None and _is_cut_off(scene, sentence, said):
        return None
    kind = _culprit_kind(scene, proposed, said, party)
    blame = blame_of(scene, sentence, said)
    return Found(
        field="perpetrator",
        value=party if kind == party.kind else _as_kind(party, kind),
        span=quote_of(sentence, said),
        said=said,
        certainty=blame.certainty,
        voice=blame.voice,
        score=proposed.score,
        origin=proposer_of(scene),
    )


def _is_cut_off(scene: Scene, sentence: Sentence, said: Span) -> bool:
    """Whether a stretch ends in the midst of a name."""
    names = _ONE_NAME.finditer(scene.text, sentence.span.start, sentence.span.end)
    return any(name.start() <= said.start < said.end < name.end() for name in names)


def _culprit_kind(scene: Scene, proposed: Proposed, said: Span, party: Party) -> PartyKind:
    """Return the kind of a culprit; what the grammar can't tell, the label does."""
    if proposed.label == "perp_organisation":
        return "armed group" if party.kind in _SAYS_NO_BODY else party.kind
    if party.id is not None or party.kind in _BODIES:
        return party.kind
    return "person" if _ONE_NAME.fullmatch(said.of(scene.text)) else "unidentified"


def _hit(scene: Scene, sentence: Sentence, proposed: Proposed, said: Span) -> Found:
    party = party_of(scene, said)
    if proposed.label == "victim":
        party = _victim(scene, said, party)
    elif party.kind in {"other", "civilians", "person"} and proposed.label == "target":
        party = _as_kind(party, "site") if party.kind == "other" else party
    return Found(
        field="target",
        value=party,
        span=quote_of(sentence, said),
        said=said,
        certainty=hedge(scene, clause(sentence, said), "suspected", "possible"),
        score=proposed.score,
        origin=proposer_of(scene),
    )


def _victim(scene: Scene, said: Span, party: Party) -> Party:
    """Return a victim as the person that the words name, with the whole name where the article has it."""
    names = list(_ONE_NAME.finditer(scene.text, said.start, said.end))
    for match in reversed(names):
        who = without_office(scene, Span(*match.span()))
        if who is not None and is_person(scene, who):
            name = find_full_name(scene, who) or " ".join(who.of(scene.text).split())
            return Party(name=name, kind="person", as_said=said.of(scene.article.text))
    if party.id is None and party.kind in {"other", "site", "organisation"}:
        return _as_kind(party, "civilians" if party.name[:1].islower() else "person")
    return party


def _as_kind(party: Party, kind: PartyKind) -> Party:
    return Party(name=party.name, kind=kind, as_said=party.as_said, country=party.country, role=party.role)
