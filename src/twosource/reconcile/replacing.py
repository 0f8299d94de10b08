"""What a later word replaces: a voice's or newsroom's earlier figure, and a toll that rose.

Says nothing of what stands then; ``settling`` does. Nothing here knows a field.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from twosource.ids import ClaimId
from twosource.model import Claim
from twosource.reconcile.independence import is_named, may_be_one_voice
from twosource.reconcile.sayings import Relate, Saying, find_saying, list_sayings
from twosource.reconcile.sources import Sources
from twosource.values.comparison import Relation
from twosource.values.count import Count, is_described

#: Another voice's higher toll this much later is the toll risen; sooner, the voices disagree.
RISING_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What settling needs beside the claims.

    A ``rising`` field is a toll. In a ``lasting`` one, later words do not take back earlier ones. Where
    there is ``one_only``, an article that gives the value taken contradicts it nowhere; it takes
    ``texts_against``, none of them copies, to contradict it at all. ``can_be`` tells
    what can be said of this incident at all; what can't contradicts nothing.
    """

    sources: Sources
    relate: Relate
    rising: bool = False
    lasting: bool = False
    one_only: bool = False
    texts_against: int = 1
    can_be: Callable[[Claim], bool] = lambda _: True


def is_so(left: Claim, right: Claim, setting: Setting, *relations: Relation) -> bool:
    """Whether two claims stand to each other in one of these ways."""
    return setting.relate(left, right).relation in relations


def find_outdated(claims: list[Claim], setting: Setting) -> list[Claim]:
    """Return the claims that a later one replaces: of the same voice or newsroom, or a toll that rose."""
    if setting.lasting:
        return []
    told = list_sayings(claims)
    rivals = {
        saying: {other for other, later in told.items() if _is_apart_or_risen(later, claim, setting)}
        for saying, claim in told.items()
    }
    return _Retelling(claims, setting).list_replaced(rivals) if any(rivals.values()) else []


class _Retelling:
    """When each figure was first and last told; claims of one saying, voice and newsroom are asked of once."""

    def __init__(self, claims: list[Claim], setting: Setting) -> None:
        self._claims, self._setting = claims, setting
        told_at = setting.sources.get_told_at
        self._dated = [(told, claim) for claim in claims if (told := told_at(claim)) is not None]
        self._sayings = {claim.id: find_saying(claim) for claim in claims}
        self._sorts = {claim.id: self._sort(claim) for claim in claims}
        self._alike: dict[object, list[tuple[datetime, Claim]]] = {}
        self._speakers = self._number_speakers()
        self._firsts: dict[int, list[tuple[datetime, Claim]]] = {}
        self._bodies: dict[tuple[int, int], bool] = {}

    def list_replaced(self, rivals: Mapping[Saying, Iterable[Saying]]) -> list[Claim]:
        """Return the claims that a later one replaces; ``rivals`` are the sayings that could, by saying."""
        distinct = {self._sorts[claim.id]: claim for claim in reversed(self._claims)}
        firsts = {sort: self._find_first(claim) for sort, claim in distinct.items()}
        laters: dict[Saying, list[tuple[datetime, Claim]]] = defaultdict(list)
        for sort, claim in distinct.items():
            if (retold := firsts[sort]) is not None:
                laters[self._sayings[claim.id]].append((retold, claim))
        replaced = {
            sort
            for sort, claim in distinct.items()
            if (told := firsts[sort]) is not None
            and self._is_replaced(
                claim, told, (later for rival in rivals[self._sayings[claim.id]] for later in laters[rival])
            )
        }
        return [claim for claim in self._claims if self._sorts[claim.id] in replaced]

    def _is_replaced(self, claim: Claim, told: datetime, laters: Iterable[tuple[datetime, Claim]]) -> bool:
        last = max(moment for moment, _ in self._list_alike(claim))
        return any(
            retold > told and self._replaces(later, claim, retold - told, is_still_told=last >= retold)
            for retold, later in laters
        )

    def _replaces(self, later: Claim, claim: Claim, gap: timedelta, *, is_still_told: bool) -> bool:
        sources = self._setting.sources
        if self._is_one_body(later, claim):
            return True
        if is_still_told:
            return False
        return _is_one_newsroom(later, claim, sources) or _is_risen(later, claim, gap, self._setting)

    def _find_first(self, claim: Claim) -> datetime | None:
        """When the same body first gave this figure: retold later, it is as old as then."""
        return next(
            (told for told, other in self._list_firsts(claim) if self._is_one_body(other, claim)), None
        )

    def _list_firsts(self, claim: Claim) -> Iterable[tuple[datetime, Claim]]:
        """Return when each speaker first gave the same figure, in the order of printing."""
        alike = self._list_alike(claim)
        if id(alike) not in self._firsts:
            by_speaker: dict[int, tuple[datetime, Claim]] = {}
            for told, other in alike:
                by_speaker.setdefault(self._speakers[other.id], (told, other))
            self._firsts[id(alike)] = list(by_speaker.values())
        return self._firsts[id(alike)]

    def _is_one_body(self, left: Claim, right: Claim) -> bool:
        """Whether one body stands behind both, asked once of each two speakers."""
        asked = self._speakers[left.id], self._speakers[right.id]
        known = self._bodies.get(asked)
        if known is None:
            known = self._bodies[asked] = is_one_body(left, right, self._setting.sources)
        return known

    def _number_speakers(self) -> dict[ClaimId, int]:
        """Give each speaker a number: a newsroom by what it writes, anybody else wherever they are quoted."""
        numbers: dict[object, int] = {}
        newsroom = self._setting.sources.get_newsroom
        told = {
            claim.id: (claim.voice, newsroom(claim.evidence.article), claim.via)
            if claim.voice.kind == "newsroom"
            else claim.voice
            for claim in self._claims
        }
        return {claim: numbers.setdefault(speaker, len(numbers)) for claim, speaker in told.items()}

    def _list_alike(self, claim: Claim) -> list[tuple[datetime, Claim]]:
        """Return the dated claims that give the same figure, in the order of printing."""
        figure = self._sayings[claim.id] if self._is_itself(claim) else claim.id
        if figure not in self._alike:
            self._alike[figure] = [
                (told, other) for told, other in self._dated if _is_same_figure(other, claim, self._setting)
            ]
        return self._alike[figure]

    def _sort(self, claim: Claim) -> object:
        """Return all that decides; a value that is not even the same as itself stands alone."""
        if not self._is_itself(claim):
            return claim.id
        newsroom = self._setting.sources.get_newsroom(claim.evidence.article)
        return self._sayings[claim.id], claim.voice, newsroom

    def _is_itself(self, claim: Claim) -> bool:
        return is_so(claim, claim, self._setting, Relation.SAME)


def _is_apart_or_risen(later: Claim, claim: Claim, setting: Setting) -> bool:
    """Whether the values exclude each other, or "at least five" follows "at least two"."""
    if is_so(later, claim, setting, Relation.APART):
        return True
    ours, theirs = claim.value, later.value
    if not setting.rising or not isinstance(ours, Count) or not isinstance(theirs, Count):
        return False
    if ours.number is None or theirs.number is None or ours.about or theirs.about or ours.more or theirs.more:
        return False
    if is_described(ours) or is_described(theirs):
        return False
    return theirs.number > ours.number and (ours.low or 0) < (theirs.low or 0)


def _is_same_figure(left: Claim, right: Claim, setting: Setting) -> bool:
    if left is right or is_so(left, right, setting, Relation.SAME):
        return True
    ours, theirs = left.value, right.value
    if not isinstance(ours, Count) or not isinstance(theirs, Count):
        return False
    return ours.number is not None and ours.number == theirs.number


def is_one_body(left: Claim, right: Claim, sources: Sources) -> bool:
    """Whether one speaker's body, or one newsroom speaking for itself, stands behind both."""
    if "newsroom" in {left.voice.kind, right.voice.kind} and left.voice.kind != right.voice.kind:
        return False
    return is_named(left) and is_named(right) and may_be_one_voice(left, right, sources)


def _is_one_newsroom(left: Claim, right: Claim, sources: Sources) -> bool:
    ours, theirs = (sources.get_newsroom(claim.evidence.article) for claim in (left, right))
    return ours == theirs


def _is_risen(later: Claim, claim: Claim, gap: timedelta, setting: Setting) -> bool:
    ours, theirs = claim.value, later.value
    if not setting.rising or not isinstance(ours, Count) or not isinstance(theirs, Count):
        return False
    if (theirs.low or 0) <= (ours.low or 0):
        return False
    return gap >= RISING_AFTER or "newsroom" in {later.voice.kind, claim.voice.kind}
