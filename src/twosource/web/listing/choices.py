"""What the ledger can be narrowed down by, each with how many incidents that leaves and the way there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

from twosource.knowledge.countries import find_country_name
from twosource.model import Status
from twosource.store import Facets
from twosource.web.listing.asking import View
from twosource.wording import SIGNS, show_kind

T = TypeVar("T")

_MOST: Final = 14  # choices of one group; the rest are folded away
_FARTHEST: Final = 60  # choices of one group at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice; ``query`` asks for it, or no longer where it is chosen. ``sign`` is that of a status."""

    words: str
    count: int | None
    query: str
    chosen: bool
    sign: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Choices about one thing; ``more`` are rarer ones."""

    title: str
    choices: tuple[Choice, ...]
    more: tuple[Choice, ...] = ()


def make_groups(view: View, facets: Facets, fresh_since: datetime | None) -> tuple[Group, ...]:
    """Return all groups that hold any choice; ``fresh_since`` None leaves out what changed lately."""
    groups = (
        _group("Look at", [*_marks(view, facets, fresh_since)]),
        _group("Kind", [*_kinds(view, facets)]),
        _group("Country", [*_countries(view, facets)]),
        _group("Independent voices", [*_voices(view, facets)]),
        _group("Facts", [*_statuses(view, facets)]),
    )
    return tuple(group for group in groups if group.choices)


def _group(title: str, found: list[Choice]) -> Group:
    found = found[:_FARTHEST]
    shown = _MOST if len(found) > _MOST + 2 else len(found)
    return Group(title=title, choices=tuple(found[:shown]), more=tuple(found[shown:]))


def _marks(view: View, facets: Facets, fresh_since: datetime | None) -> Iterator[Choice]:
    """Yield what stands out: contradictions, single sources, fresh changes, what has no place."""
    asked = view.asked
    counted = dict(facets.statuses)
    contradicted = asked.statuses == (Status.CONTRADICTED,)
    if contradicted or counted.get(Status.CONTRADICTED):
        query = view.query(statuses=() if contradicted else (Status.CONTRADICTED,))
        yield Choice(
            words="Contradicted",
            count=counted.get(Status.CONTRADICTED, 0),
            query=query,
            chosen=contradicted,
            sign=SIGNS[Status.CONTRADICTED],
        )
    single = bool(asked.single_source)
    if single or facets.single_source:
        query = view.query(single_source=None if single else True)
        yield Choice(
            words="Single source", count=facets.single_source, query=query, chosen=single,
            sign=SIGNS[Status.SINGLE_SOURCE],
        )  # fmt: skip
    if fresh_since is not None or asked.updated_since is not None:
        fresh = asked.updated_since is not None
        query = view.query(updated_since=None if fresh else fresh_since)
        yield Choice(words="Changed lately", count=None, query=query, chosen=fresh, sign="+")
    lost = asked.with_place is False
    if lost or facets.without_place:
        query = view.query(with_place=None if lost else False)
        yield Choice(words="Without a place", count=facets.without_place, query=query, chosen=lost, sign="?")


def _kinds(view: View, facets: Facets) -> Iterator[Choice]:
    chosen = view.asked.kinds
    counted = dict(facets.kinds)
    for kind in (*(one for one in chosen if one not in counted), *counted):
        query = view.query(kinds=_toggled(chosen, kind))
        yield Choice(words=show_kind(kind), count=counted.get(kind), query=query, chosen=kind in chosen)


def _countries(view: View, facets: Facets) -> Iterator[Choice]:
    for code, count in facets.countries:
        name = find_country_name(code)
        if name is not None:
            chosen = view.asked.place == name
            query = view.query(place=None if chosen else name)
            yield Choice(words=name, count=count, query=query, chosen=chosen)


def _voices(view: View, facets: Facets) -> Iterator[Choice]:
    for least, count in facets.voices:
        chosen = view.asked.voices == least
        if least > 1 and (count or chosen):
            query = view.query(voices=None if chosen else least)
            yield Choice(words=f"{least} or more", count=count, query=query, chosen=chosen)


def _statuses(view: View, facets: Facets) -> Iterator[Choice]:
    chosen = view.asked.statuses
    counted = dict(facets.statuses)
    for status in SIGNS:
        if counted.get(status) or status in chosen:
            yield Choice(
                words=status.value,
                count=counted.get(status, 0),
                query=view.query(statuses=_toggled(chosen, status)),
                chosen=status in chosen,
                sign=SIGNS[status],
            )


def _toggled(chosen: tuple[T, ...], one: T) -> tuple[T, ...]:
    return tuple(other for other in chosen if other != one) if one in chosen else (*chosen, one)
