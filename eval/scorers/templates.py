"""Scoring incident templates: the six slots of the template-filling papers, and the slots of MUC-4.

Six slots (:func:`count_six`): incident type, individual and organisational perpetrator, target, victim
and weapon, as Du, Rush & Cardie score them (Template Filling with Generative Transformers, NAACL
2021, and the scorer they publish). A gold entity is a set of mention strings; ours is right when
each of its strings equals one of them, letters' case, articles and punctuation aside. A pair of
templates whose types disagree earns nothing.

MUC slots (:func:`count_slots`): as Chinchor describes the MUC-4 scorer (MUC-4 Evaluation Metrics,
1992): a fill that equals the key's is worth 1, one that shares its words in part 0.5; what the key
calls optional costs nothing when left out; alternatives of the key are equally good. A pair of
templates must agree on the type of incident; slots of templates left over are missing or spurious.

Templates are paired one to one so that what is right is most (:func:`align`). The paper's scorer
tries every pairing; the sum of right answers picks the same one but where an entity is given twice.
"""

import re
import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from eval.scorers.rates import Counts, count

SIX_ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
#: Credit for a fill that has part of the key's words (Chinchor 1992).
PARTLY = 0.5
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_NO_PUNCTUATION = str.maketrans("", "", string.punctuation)

Entity = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Six:
    """A template of the papers: its type, and the entities of each of five roles."""

    kind: str
    roles: Mapping[str, tuple[Entity, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """One fill of a slot: its alternatives, normalised; ``optional`` ones cost nothing left out.

    ``about`` are the strings of the entity that it tells something of ("DEATH" of somebody).
    """

    values: Entity
    optional: bool = False
    about: Entity = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template of MUC-4: the types of incident it may have, and the fills of its other slots."""

    kinds: frozenset[str]
    slots: Mapping[str, tuple[Fill, ...]] = field(default_factory=dict)
    optional: bool = False


def normalise(words: str) -> str:
    """Return words without case, punctuation, articles and surplus blanks, as the papers' scorer does."""
    bare = words.lower().translate(_NO_PUNCTUATION)
    return " ".join(_ARTICLES.sub(" ", bare).split())


def entity(mentions: Iterable[str]) -> Entity:
    """Return an entity as the set of its normalised mention strings."""
    return frozenset(filter(None, map(normalise, mentions)))


def align(rows: int, columns: int, worth: Callable[[int, int], float]) -> list[tuple[int, int]]:
    """Pair rows with columns one to one so that the sum of their worth is greatest; worthless pairs are left out."""
    if not rows or not columns:
        return []
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415  heavy

    table = [[worth(row, column) for column in range(columns)] for row in range(rows)]
    chosen = zip(*linear_sum_assignment(table, maximize=True), strict=True)
    return [(int(row), int(column)) for row, column in chosen if table[int(row)][int(column)] > 0]


# --- the six slots of the papers -----------------------------------------------------------------


def count_six(gold: Sequence[Six], ours: Sequence[Six]) -> dict[str, Counts]:
    """Count right, given and wanted entities of one text by role; "incident_type" counts templates."""
    pairs = align(len(gold), len(ours), lambda row, column: _worth_six(gold[row], ours[column]))
    counts = {
        role: Counts(
            given=sum(len(mine.roles.get(role, ())) for mine in ours),
            gold=sum(len(wanted.roles.get(role, ())) for wanted in gold),
        )
        for role in SIX_ROLES
    }
    for row, column in pairs:
        for role, right in _right_six(gold[row], ours[column]).items():
            counts[role] += right
    return {"incident_type": count(right=len(pairs), given=len(ours), gold=len(gold)), **counts}


def _worth_six(gold: Six, ours: Six) -> float:
    if ours.kind not in gold.kind:
        return 0.0
    right = _right_six(gold, ours).values()
    return 2 + sum(counts.right_given + counts.right_gold for counts in right)


def _right_six(gold: Six, ours: Six) -> dict[str, Counts]:
    """Count our entities that are right and gold's that are found, in one pair of templates."""
    return {
        role: Counts(
            right_given=sum(
                any(mine <= one for one in gold.roles.get(role, ())) for mine in ours.roles.get(role, ())
            ),
            right_gold=sum(
                any(mine <= one for mine in ours.roles.get(role, ())) for one in gold.roles.get(role, ())
            ),
        )
        for role in SIX_ROLES
    }


# --- the slots of MUC-4 --------------------------------------------------------------------------

#: How far two fills agree, by slot: 0 to 1. Slots without a rule of their own compare strings.
Rules = Mapping[str, Callable[[Fill, Fill], float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """Fills of gold and of ours that answer each other, with their credit."""

    slot: str
    gold: Fill
    ours: Fill
    credit: float


def count_slots(gold: Sequence[Template], ours: Sequence[Template], rules: Rules) -> dict[str, Counts]:
    """Count right, given and wanted fills of one text by slot; "type" is one fill a template."""
    counts: dict[str, Counts] = {}
    pairs = pair_templates(gold, ours, rules)
    for row, column in pairs:
        _add(counts, "type", count(right=1, given=1, gold=1))
        for slot in {*gold[row].slots, *ours[column].slots}:
            _add(counts, slot, _count_slot(slot, gold[row], ours[column], rules))
    for wanted in _others(gold, [row for row, _ in pairs]):
        if not wanted.optional:
            _add(counts, "type", Counts(gold=1))
            for slot, fills in wanted.slots.items():
                _add(counts, slot, Counts(gold=sum(not fill.optional for fill in fills)))
    for mine in _others(ours, [column for _, column in pairs]):
        _add(counts, "type", Counts(given=1))
        for slot, fills in mine.slots.items():
            _add(counts, slot, Counts(given=len(fills)))
    return counts


def pair_templates(gold: Sequence[Template], ours: Sequence[Template], rules: Rules) -> list[tuple[int, int]]:
    """Pair templates that agree on the type of incident so that most of their fills agree."""
    return align(len(gold), len(ours), lambda row, column: _worth(gold[row], ours[column], rules))


def pair_fills(slot: str, gold: Template, ours: Template, rules: Rules) -> list[Paired]:
    """Pair the fills of one slot one to one so that their credit is greatest."""
    agree = rules.get(slot, agree_on_words)
    wanted, given = gold.slots.get(slot, ()), ours.slots.get(slot, ())
    chosen = align(len(wanted), len(given), lambda row, column: agree(wanted[row], given[column]))
    return [
        Paired(slot=slot, gold=wanted[row], ours=given[column], credit=agree(wanted[row], given[column]))
        for row, column in chosen
    ]


def agree_on_words(gold: Fill, ours: Fill) -> float:
    """Give 1 for one of gold's strings, 0.5 for part of one or for more than one, 0 otherwise."""
    if ours.values & gold.values:
        return 1.0
    return PARTLY if any(_shares_words(one, mine) for one in gold.values for mine in ours.values) else 0.0


def agree_about(gold: Fill, ours: Fill) -> float:
    """Give 1 for one of gold's values about the same entity: "DEATH" of the one it names."""
    if not (ours.values & gold.values):
        return 0.0
    same = ours.about & gold.about or any(
        _shares_words(one, mine) for one in gold.about for mine in ours.about
    )
    return 1.0 if same or not gold.about else 0.0


def _shares_words(one: str, other: str) -> bool:
    """Whether all words of one string stand in the other in their order."""
    return bool(one and other) and (f" {one} " in f" {other} " or f" {other} " in f" {one} ")


def _worth(gold: Template, ours: Template, rules: Rules) -> float:
    if not (gold.kinds & ours.kinds):
        return 0.0
    slots = {*gold.slots} & {*ours.slots}
    return 1 + sum(pair.credit for slot in slots for pair in pair_fills(slot, gold, ours, rules))


def _count_slot(slot: str, gold: Template, ours: Template, rules: Rules) -> Counts:
    pairs = pair_fills(slot, gold, ours, rules)
    answered = {id(pair.gold) for pair in pairs}
    wanted = [fill for fill in gold.slots.get(slot, ()) if not fill.optional or id(fill) in answered]
    right = sum(pair.credit for pair in pairs)
    return count(right=right, given=len(ours.slots.get(slot, ())), gold=len(wanted))


def _others(templates: Sequence[Template], taken: Sequence[int]) -> list[Template]:
    return [template for index, template in enumerate(templates) if index not in taken]


def _add(counts: dict[str, Counts], slot: str, more: Counts) -> None:
    counts[slot] = counts.get(slot, Counts()) + more
