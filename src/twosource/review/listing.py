"""The list of what is worth a person's time: doubts between incidents, contradictions, lone incidents."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from twosource.errors import NoSuchRecord, Refused
from twosource.ids import IncidentId, ReportId, digest
from twosource.link.clusters import find_standing
from twosource.model import Fact, Reason, Verdict
from twosource.review.acting import Outcome, Signed, acting
from twosource.review.weighing import weigh_contradiction, weigh_lone, weigh_pair, worth
from twosource.store import Act, Ledger, OpenPair
from twosource.store.worth import Weight

ItemKind = Literal["pair", "contradiction", "lone"]

_LEAST_DEAD: Final = 1  # killed in an incident of one newsroom that is worth a look
_LETTER: Final = "t_"
_SHORTEST: Final = 4  # fewest hex digits of an item's id that may be typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing worth a person's time: a question, what its worth is made of, and what it is about.

    A pair has two incidents and the likeliest ``reports`` of each; a contradiction has its ``fact``.
    ``seen`` is the act by which a person laid it aside, or None.
    """

    id: str
    kind: ItemKind
    question: str
    incidents: tuple[IncidentId, ...]
    headlines: tuple[str, ...]
    parts: tuple[Reason, ...]
    reports: tuple[ReportId, ReportId] | None = None
    fact: Fact | None = None
    seen: Act | None = None

    @property
    def worth(self) -> float:
        """Return the sum of its parts."""
        return worth(self.parts)


def list_items(ledger: Ledger, *, seen: bool = False) -> tuple[Item, ...]:
    """Return the items, most valuable first; those laid aside are left out, or come last with ``seen``."""
    aside = _laid_aside(ledger)
    items = (_with_seen(item, aside) for item in _find_items(ledger))
    kept = (item for item in items if seen or item.seen is None)
    return tuple(sorted(kept, key=lambda item: (item.seen is not None, -item.worth, item.id)))


def get_item(ledger: Ledger, given: str) -> Item:
    """Return an item by its id, which may be shortened; raises NoSuchRecord."""
    beginning = _beginning(given)
    found = [item for item in list_items(ledger, seen=True) if item.id.startswith(beginning)]
    if len(found) != 1 or len(beginning) < len(_LETTER) + _SHORTEST:
        raise NoSuchRecord(
            f"{'several items begin' if len(found) > 1 else 'no item of the list begins'} with {given!r}",
            hint="see the list with twosource review; what is decided is no longer in it",
        )
    return found[0]


def get_pair(ledger: Ledger, given: str) -> tuple[ReportId, ReportId]:
    """Return the two reports that stand for an item, be it decided or not.

    Raises NoSuchRecord, and Refused for an item that is no pair.
    """
    if decided := _find_decided(ledger, given):
        return decided
    item = get_item(ledger, given)
    if item.reports is None:
        raise Refused(
            f"{item.id} is no pair of reports",
            hint="say which claim is misread with twosource review correct, or lay it aside with"
            " twosource review dismiss",
        )
    return item.reports


def _find_decided(ledger: Ledger, given: str) -> tuple[ReportId, ReportId] | None:
    """Return the reports of an item that a person accepted or rejected, which left the list thereby."""
    for act in ledger.decisions.acts():
        if act.what in {"accept", "reject"} and not act.undone:
            name = _name("pair", *sorted(act.body["stood"]))
            if name.startswith(_beginning(given)) and len(_beginning(given)) >= len(_LETTER) + _SHORTEST:
                one, other = act.body["reports"]
                return one, other
    return None


def _beginning(given: str) -> str:
    return _LETTER + given.strip().lower().removeprefix(_LETTER)


def dismiss(ledger: Ledger, signed: Signed, given: str) -> Outcome:
    """Lay an item aside: it has been seen and stands as it is. It comes back when something new is said."""
    item = get_item(ledger, given)
    if item.seen is not None:
        return Outcome(act=None, text=f"{item.id} is laid aside already, by {item.seen.by}.")
    asked = {"item": item.id, "incidents": list(item.incidents), "about": _about(item)}
    with acting(ledger, signed, "dismiss", asked) as done:
        return Outcome(act=done.act, text=f"{item.id} is laid aside.", incidents=item.incidents)


def _laid_aside(ledger: Ledger) -> Mapping[str, Act]:
    """Return what was laid aside, by item and what it was about then: something new brings it back."""
    acts = (act for act in ledger.decisions.acts() if act.what == "dismiss" and not act.undone)
    return {_key(act.body["item"], act.body["about"]): act for act in acts}


def _with_seen(item: Item, aside: Mapping[str, Act]) -> Item:
    return replace(item, seen=aside.get(_key(item.id, _about(item))))


def _about(item: Item) -> list[str]:
    """Return what an item rests on, whose change makes it another question."""
    if item.fact is not None:
        return sorted((*item.fact.support, *item.fact.against))
    return sorted(item.reports or ())


def _key(item: str, about: Iterable[str]) -> str:
    return "/".join((item, *about))


# --- finding them ------------------------------------------------------------------------------------


def _find_items(ledger: Ledger) -> Iterator[Item]:
    pairs = _best_pairs(ledger)
    facts = tuple(ledger.decisions.contradictions())
    lone = ledger.decisions.lone_incidents(_LEAST_DEAD)
    ids = {incident for pair in pairs for incident in pair} | {one for one, _ in facts} | set(lone)
    weights, newest = ledger.decisions.weights(ids), ledger.decisions.newest_at()
    yield from (_pair_item(pair, weights, newest) for pair in pairs.values())
    yield from (
        _contradiction_item(fact, number, weights[one], newest) for one, fact, number in _numbered(facts)
    )
    yield from (_lone_item(weights[one], newest) for one in lone)


def _best_pairs(ledger: Ledger) -> dict[frozenset[IncidentId], OpenPair]:
    """Return for every two incidents in doubt the likeliest pair; none where a person holds two apart."""
    decided = _held_apart(ledger)
    best: dict[frozenset[IncidentId], OpenPair] = {}
    for pair in sorted(ledger.open_pairs(), key=lambda one: (-one.score, one.left, one.right)):
        incidents = frozenset((pair.left_incident, pair.right_incident))
        if incidents not in decided:
            best.setdefault(incidents, pair)
    return best


def _held_apart(ledger: Ledger) -> frozenset[frozenset[IncidentId]]:
    standing = find_standing(ledger.judgements_by_people()).values()
    apart = [one for one in standing if one.verdict is Verdict.DIFFERENT]
    members = ledger.members({report for one in apart for report in (one.left, one.right)})
    homes = (
        {members[one.left].incident, members[one.right].incident}
        for one in apart
        if one.left in members and one.right in members
    )
    return frozenset(frozenset(home for home in both if home is not None) for both in homes)


def _name(kind: ItemKind, *about: str) -> str:
    return _LETTER + digest("item", kind, *about, size=8)


def _pair_item(pair: OpenPair, weights: Mapping[IncidentId, Weight], newest: int) -> Item:
    told: list[tuple[IncidentId, ReportId]] = [
        (pair.left_incident, pair.left), (pair.right_incident, pair.right)
    ]  # fmt: skip
    (one, ours), (other, theirs) = sorted(told, key=lambda side: (weights[side[0]].at, side[0]))
    both = (weights[one], weights[other])
    return Item(
        id=_name("pair", *sorted((one, other))),
        kind="pair",
        question=f"Are {one} and {other} one incident?",
        incidents=(one, other),
        headlines=(both[0].headline, both[1].headline),
        parts=weigh_pair(pair.score, both, newest),
        reports=(ours, theirs),
    )


def _numbered(facts: Iterable[tuple[IncidentId, Fact]]) -> Iterator[tuple[IncidentId, Fact, int]]:
    """Count up the facts that are about one field of one incident, such as its targets."""
    met = Counter[tuple[IncidentId, str, str]]()
    for incident, fact in facts:
        yield incident, fact, met[incident, fact.field, fact.scope]
        met[incident, fact.field, fact.scope] += 1


def _contradiction_item(fact: Fact, number: int, weight: Weight, newest: int) -> Item:
    about = f"{fact.field} ({fact.scope})" if fact.scope else fact.field
    return Item(
        id=_name(
            "contradiction", weight.incident, fact.field, fact.scope, *([str(number)] if number else [])
        ),
        kind="contradiction",
        question=f"What is right on {about} in {weight.incident}? {fact.why}",
        incidents=(weight.incident,),
        headlines=(weight.headline,),
        parts=weigh_contradiction(fact, weight, newest),
        fact=fact,
    )


def _lone_item(weight: Weight, newest: int) -> Item:
    return Item(
        id=_name("lone", weight.incident),
        kind="lone",
        question=f"Does anybody else tell of {weight.incident}?",
        incidents=(weight.incident,),
        headlines=(weight.headline,),
        parts=weigh_lone(weight, newest),
    )


def item_line(item: Item) -> dict[str, Any]:
    """Return an item as it is written for other programs."""
    return {
        "id": item.id,
        "kind": item.kind,
        "question": item.question,
        "worth": round(item.worth, 2),
        "parts": [
            {"name": part.name, "points": round(part.points, 2), "text": part.text} for part in item.parts
        ],
        "incidents": list(item.incidents),
        "headlines": list(item.headlines),
        "reports": list(item.reports or ()),
        "field": None if item.fact is None else item.fact.field,
        "scope": None if item.fact is None else item.fact.scope,
        "seen_by": None if item.seen is None else item.seen.by,
    }
