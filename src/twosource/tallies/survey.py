"""A tally of any number of incidents at once: its range, its parts and sums, and the newest of what it counts.

``count`` gives every incident with every reason; this gives the same numbers from the rows that the
ledger keeps for it, and lists a few. Through a lens, or where rows are missing, it counts one by one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from twosource.ids import IncidentId
from twosource.lens import PLAIN, Lens
from twosource.model import Border, Field, Twins
from twosource.store import Ledger
from twosource.store.census import Count
from twosource.tallies.counting import Counted, count
from twosource.tallies.grouping import day_of, groups_of
from twosource.tallies.parts import CUTS, name_part, one_spelling, order_parts
from twosource.tallies.remembering import Remembered
from twosource.tallies.shelf import Shelf
from twosource.tallies.sieving import Sifted, sift
from twosource.tallies.twins import Paired, pair_up
from twosource.tally import Question, Toll, sum_toll
from twosource.tally.counting import count_apart, is_covered, twins_among
from twosource.tally.question import answer
from twosource.tally.tolls import TollField
from twosource.tally.wording import write_question

_MOST_LISTED: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a tally is laid out: by what it is parted, which tolls are summed, how many incidents are listed."""

    by: str | None = None
    sums: tuple[TollField, ...] = ()
    most: int = _MOST_LISTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a tally ("2023-12"): how many at least and at most, with sums by toll."""

    name: str
    low: int
    high: int
    sums: Mapping[TollField, Toll] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A tally, with the first few of its incidents.

    ``counted`` incidents surely answer and ``borderline`` ones may; ``low`` counts those of ``twins`` as one.
    Where not ``has_all_twins``, there may be more of these, and ``low`` may be lower still.
    ``listed`` and ``borders`` are the newest of each. ``parts`` are in order: of time, else the largest first.
    """

    question: Question
    layout: Layout
    low: int
    high: int
    counted: int
    borderline: int
    twins: tuple[Twins, ...]
    parts: tuple[Part, ...]
    sums: Mapping[TollField, Toll]
    listed: tuple[IncidentId, ...]
    borders: tuple[Border, ...]
    ledger_since: datetime | None
    has_all_twins: bool = True

    @property
    def sentence(self) -> str:
        """Return the question in words, without a full stop."""
        return write_question(self.question)

    @property
    def is_covered(self) -> bool:
        """Whether the ledger reaches back to the start of what is asked; else a low count proves nothing."""
        return is_covered(self.question.since, self.ledger_since)


def survey(ledger: Ledger, question: Question, layout: Layout | None = None, lens: Lens = PLAIN) -> Survey:
    """Count what answers a question; raises KnowledgeError for an unknown kind."""
    wanted = layout or Layout()
    if not (lens.is_plain and ledger.tallying.is_whole):
        return survey_one_by_one(ledger, question, wanted, lens)
    return _KNOWN.get(ledger, (question, wanted), lambda: _survey(ledger, question, wanted))


_KNOWN: Final = Remembered["Survey"](most=256)  # some 20 kB each: the same are asked again and again


def _survey(ledger: Ledger, question: Question, wanted: Layout) -> Survey:
    sifted = sift(ledger, question)
    cut = None if wanted.by is None else CUTS[wanted.by]
    cuts = tuple(ledger.tallying.count(sifted.sieve, cut, wanted.sums))
    counts = cuts if cut != "outlet" else tuple(ledger.tallying.count(sifted.sieve, None, wanted.sums))
    sure, perhaps = _numbers(counts)
    paired = pair_up(ledger, sifted, sure, wanted.by)
    return Survey(
        question=question,
        layout=wanted,
        low=sure - paired.fewer(),
        high=sure + perhaps,
        counted=sure,
        borderline=perhaps,
        twins=paired.pairs,
        has_all_twins=paired.is_whole,
        parts=tuple(_parts(sifted, wanted, paired, cuts)) if wanted.by is not None else (),
        sums={toll: _toll(toll, counts) for toll in wanted.sums},
        listed=ledger.tallying.newest(sifted.sieve, wanted.most, sure=True),
        borders=tuple(_borders(ledger, sifted, question, wanted.most)),
        ledger_since=ledger.first_happened_at(),
    )


def _numbers(counts: Iterable[Count]) -> tuple[int, int]:
    known = tuple(counts)
    sure = sum(one.number for one in known if one.is_sure)
    return sure, sum(one.number for one in known) - sure


def _borders(ledger: Ledger, sifted: Sifted, question: Question, most: int) -> Iterator[Border]:
    """Yield the newest borderline incidents, each asked again by its facts for the reasons in words."""
    ids = ledger.tallying.newest(sifted.sieve, most, sure=False)
    for held in Shelf(ledger=ledger).held(ids, question):
        yield Border(incident=held.incident.id, whys=answer(held, question).whys)


def _parts(sifted: Sifted, wanted: Layout, paired: Paired, cuts: Sequence[Count]) -> Iterator[Part]:
    by = str(wanted.by)
    told = [(name_part(sifted.traits, by, one.key), one) for one in cuts]
    spelt = one_spelling(name for name, _ in told)
    found: dict[str, list[Count]] = defaultdict(list)
    for name, one in told:
        found[spelt[name]].append(one)
    for name in order_parts({name: sum(one.number for one in counts) for name, counts in found.items()}, by):
        sure, perhaps = _numbers(found.get(name, ()))
        sums = {toll: _toll(toll, found.get(name, ())) for toll in wanted.sums}
        yield Part(name=name, low=sure - paired.fewer(name), high=sure + perhaps, sums=sums)


def _toll(field_name: TollField, counts: Sequence[Count]) -> Toll:
    sums = [(one.is_sure, one.tolls[field_name]) for one in counts]
    is_open = any(one.open_ended for _, one in sums)
    return Toll(
        field=field_name,
        low=sum(one.low for is_sure, one in sums if is_sure),
        high=None if is_open else sum(one.high for _, one in sums),
        untold=sum(one.untold for _, one in sums),
    )


# --- one by one ---------------------------------------------------------------------------------------


def survey_one_by_one(ledger: Ledger, question: Question, layout: Layout, lens: Lens = PLAIN) -> Survey:
    """Count the same with every incident loaded: slow where there are many, and right through any lens."""
    counted = count(ledger, question, lens, _needed(layout))
    made = counted.tally
    newest = [_newest_first(counted, ids)[: layout.most] for ids in (made.counted, made.borderline)]
    whys = {one.incident: one for one in made.borders}
    return Survey(
        question=question,
        layout=layout,
        low=made.low,
        high=made.high,
        counted=len(made.counted),
        borderline=len(made.borderline),
        twins=made.twins,
        parts=tuple(_parts_of(ledger, counted, layout)) if layout.by is not None else (),
        sums={toll: _sum(counted, toll, made.counted, made.borderline) for toll in layout.sums},
        listed=tuple(newest[0]),
        borders=tuple(whys[each] for each in newest[1]),
        ledger_since=made.ledger_since,
    )


def _needed(layout: Layout) -> frozenset[Field] | None:
    """Return the fields of the facts that are shown; None for all of them."""
    if layout.by == "status":
        return None
    by: dict[str, tuple[Field, ...]] = {"target": ("target",), "actor": ("perpetrator", "responsibility")}
    tolls: tuple[Field, ...] = (*layout.sums, "casualties") if layout.sums else ()
    return frozenset((*by.get(layout.by or "", ()), *tolls))


def _newest_first(counted: Counted, ids: Iterable[IncidentId]) -> list[IncidentId]:
    return sorted(ids, key=lambda each: (day_of(counted.incidents[each]), each), reverse=True)


def _parts_of(ledger: Ledger, counted: Counted, layout: Layout) -> Iterator[Part]:
    groups = group(ledger, counted, str(layout.by))
    for name, (sure, perhaps) in groups.items():
        low = count_apart(sure, twins_among(counted.tally.twins, sure))
        sums = {toll: _sum(counted, toll, sure, perhaps) for toll in layout.sums}
        yield Part(name=name, low=low, high=len(sure) + len(perhaps), sums=sums)


def _sum(
    counted: Counted, toll: TollField, sure: Iterable[IncidentId], perhaps: Iterable[IncidentId]
) -> Toll:
    return sum_toll(counted.held(sure), counted.held(perhaps), toll)


#: The incidents of one part: those that surely answer, and those that may.
Sides = tuple[tuple[IncidentId, ...], tuple[IncidentId, ...]]


def group(ledger: Ledger, counted: Counted, by: str) -> dict[str, Sides]:
    """Sort what was counted into parts: times in order, gaps filled, all others by size."""
    articles = {article for each in counted.incidents.values() for article in each.articles}
    outlets = {key: one.outlet for key, one in ledger.prints(articles).items()} if by == "outlet" else {}
    told = [
        (name, side, each)
        for side, ids in enumerate((counted.tally.counted, counted.tally.borderline))
        for each in ids
        for name in groups_of(counted.incidents[each], by, outlets)
    ]
    spelt = one_spelling(name for name, _, _ in told)
    found: dict[str, tuple[list[IncidentId], list[IncidentId]]] = defaultdict(lambda: ([], []))
    for name, side, each in told:
        found[spelt[name]][side].append(each)
    names = order_parts({name: sum(map(len, sides)) for name, sides in found.items()}, by)
    return {name: (tuple(found[name][0]), tuple(found[name][1])) for name in names}
