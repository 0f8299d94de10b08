"""How the finds of the rules and of a trained reader become one list of finds, strand by strand.

The principles, in the order they are followed:

1. What a trained reader alone found is kept where its score reaches the label's threshold: a lower
   one where the rules are off, a higher one beside them.
2. Where both found the same field in overlapping words they are one find. It is the rules' where
   their grammar knew more of it (a party of the actor list, a figure) or their phrase is the longer; else it
   is the trained reader's, whose borders then are. The score is kept either way.
3. The rules' find goes where the trained reader surely read the same words as something else: a
   culprit as a victim, a target as a weapon. Fields that the trained reader knows nothing of always stay.

Nothing is found here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from twosource.knowledge.kinds import is_a
from twosource.model import Field
from twosource.read.found import Found
from twosource.read.proposals import KINDS, Proposed
from twosource.text import Span
from twosource.values.party import Party

#: Labels that say who did it, whom and what it hit, with what, and who was harmed.
ROLES: Final = frozenset(
    {"perp_individual", "perp_organisation", "target", "victim", "weapon", "killed", "injured"}
)
#: A role of this score shows that its sentence tells of an incident.
GOOD_ROLE: Final = 0.5
#: Least scores of a find without the rules, by label; chosen on muc4, part "tune" (eval/parts.py).
ALONE: Final[Mapping[str, float]] = {
    "perp_individual": 0.5, "perp_organisation": 0.5, "target": 0.5, "victim": 0.5, "weapon": 0.5,
    "killed": 0.5, "injured": 0.5, "place": 0.5, "time": 0.5, "trigger": 0.5,
}  # fmt: skip
#: Least scores of a find that the rules do not share where they are on; chosen likewise.
BESIDE_RULES: Final[Mapping[str, float]] = {
    "perp_individual": 0.5, "perp_organisation": 0.5, "target": 0.5, "victim": 0.5, "weapon": 0.5,
    "killed": 0.6, "injured": 0.6, "place": 0.6, "time": 0.6, "trigger": 0.5,
}  # fmt: skip
#: From this score on a trained reader's other reading of the same words outweighs the rules'.
SURE: Final = 0.8
#: The fields that a label can become.
FIELDS: Final[Mapping[str, frozenset[Field]]] = {
    "perp_individual": frozenset({"perpetrator"}),
    "perp_organisation": frozenset({"perpetrator"}),
    "target": frozenset({"target"}),
    "victim": frozenset({"target"}),
    "weapon": frozenset({"weapon"}),
}
_CONTESTED: Final = frozenset({"perpetrator", "target", "weapon"})


def least_score(label: str, *, rules: bool) -> float:
    """Return the score from which a trained reader's stretch alone is a find."""
    return (BESIDE_RULES if rules else ALONE)[label]


def merge(ours: Iterable[Found], proposed: Iterable[Found], spans: Sequence[Proposed]) -> Iterator[Found]:
    """Yield the finds of the rules and of a trained reader as one list, the rules' in their order first.

    ``spans`` are all stretches that the trained reader proposes where the finds stand, with which it
    may contradict the rules.
    """
    left = list(proposed)
    for found in ours:
        same = next((one for one in left if _is_same(found, one)), None)
        if same is not None:
            left.remove(same)
            yield as_one(found, same)
        elif not is_contradicted(found, spans):
            yield found
    yield from left


def _is_same(found: Found, other: Found) -> bool:
    """Whether two finds are one: the same field in overlapping words, or kinds that are told apart by nobody."""
    if found.field == other.field == "kind":
        return family_of(str(found.value)) == family_of(str(other.value))
    return found.field == other.field and found.said.overlaps(other.said)


def family_of(kind: str) -> str | None:
    """Return which of the kinds that a trained reader tells apart a kind is a case of; None where it can't tell.

    Rockets, shells and drones are attacks to some and bombings to others.
    """
    if kind == "explosion":
        return "bombing"
    if is_a(kind, "explosive attack") and not is_a(kind, "bombing"):
        return None
    return next((one for one in (*KINDS[1:], KINDS[0]) if is_a(kind, one)), None)


def as_one(found: Found, proposed: Found) -> Found:
    """Return one find for two of the same words: the rules' where they know more, else the trained reader's.

    A weapon keeps its standing name and gets the words of the whole phrase ("a powerful bomb").
    """
    if found.field == "weapon" and found.said in proposed.said:
        return replace(proposed, value=found.value, certainty=found.certainty)
    if _knows_more(found) or proposed.said in found.said:
        return replace(found, score=proposed.score)
    return replace(
        proposed, certainty=found.certainty or proposed.certainty, voice=found.voice or proposed.voice
    )


def _knows_more(found: Found) -> bool:
    """Whether the rules' value says what its bare words do not: a listed party, a figure, a time, a place."""
    return not isinstance(found.value, Party) or found.value.id is not None


def is_contradicted(found: Found, spans: Sequence[Proposed]) -> bool:
    """Whether a trained reader surely read a find's words as another role, and not also as its own."""
    if found.field not in _CONTESTED:
        return False
    here = [one for one in spans if one.label in FIELDS and _mostly(one.span, found.said)]
    if any(found.field in FIELDS[one.label] for one in here):
        return False
    return any(one.score >= SURE for one in here)


def _mostly(span: Span, said: Span) -> bool:
    """Whether a stretch covers half of some words or more."""
    shared = min(span.end, said.end) - max(span.start, said.start)
    return shared * 2 > len(said)
