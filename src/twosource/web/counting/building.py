"""The form by which a question is built: what stands in its fields, and each thing asked with its way out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlencode

from twosource.asking import GROUPS, TOLLS, AskedTally, question_query
from twosource.asking.words import write_circle, write_day
from twosource.knowledge.kinds import load_kinds
from twosource.lens import PLAIN
from twosource.store import Circle
from twosource.tally import Question
from twosource.tally.wording import write_moment
from twosource.wording import show_kind

Chip = tuple[str, str, str]

#: What may be asked of several at once, by its place in the question.
_SEVERAL: Final = (("kinds", "kind", "Kind"), ("places", "place", "Place"), ("targets", "target", "Target"),
                   ("actors", "actor", "Claimed by or blamed on"))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Builder:
    """What the fields of the form hold.

    ``first`` is what stands in a field of which several may be given, ``others`` go along unseen: the
    chips show all of them. A day stands in a field for days; an instant does not fit one.
    """

    first: dict[str, str]
    others: tuple[tuple[str, str], ...]
    near: str
    since: str
    until: str
    by: str
    sums: tuple[str, ...]
    has_instants: bool
    kinds: tuple[tuple[str, str], ...]
    groups: tuple[str, ...] = GROUPS
    tolls: tuple[str, ...] = TOLLS


def make_builder(asked: AskedTally) -> Builder:
    """Return the form as a question fills it in."""
    question = asked.question
    several = {name: getattr(question, place) for place, name, _ in _SEVERAL}
    near = question.near
    return Builder(
        first={name: values[0] if values else "" for name, values in several.items()},
        others=(*((name, value) for name, values in several.items() for value in values[1:]), *_lens(asked)),
        near="" if near is None else write_circle(Circle(lat=near.lat, lon=near.lon, km=near.km)),
        since=_write(question.since),
        until=_write(question.until),
        by=asked.by or "",
        sums=asked.sums,
        has_instants=any(isinstance(one, datetime) for one in (question.since, question.until)),
        kinds=tuple(
            sorted(((key, kind.label) for key, kind in load_kinds().items()), key=lambda one: one[1])
        ),
    )


def _write(day: date | None) -> str:
    return "" if day is None else write_day(day)


def _lens(asked: AskedTally) -> Iterator[tuple[str, str]]:
    """Yield the parameters of the lens, which the form has no fields for."""
    alone = AskedTally(lens=asked.lens)
    yield from question_query(alone)


def list_chips(asked: AskedTally) -> tuple[Chip, ...]:
    """Return each thing that is asked: its name, its words, and the question without it."""
    return tuple((name, words, urlencode(question_query(rest))) for name, words, rest in _without_each(asked))


def _without_each(asked: AskedTally) -> Iterator[tuple[str, str, AskedTally]]:
    question = asked.question
    for place, _, name in _SEVERAL:
        values: Sequence[str] = getattr(question, place)
        for value in values:
            rest = tuple(other for other in values if other != value)
            words = show_kind(value) if place == "kinds" else value
            yield name, words, _replace(asked, **{place: rest})
    if question.near is not None:
        near = question.near
        yield "Near", f"{near.km:g} km of {near.lat:g}, {near.lon:g}", _replace(asked, near=None)
    if question.since is not None:
        yield "From", write_moment(question.since), _replace(asked, since=None)
    if question.until is not None:
        yield "To", write_moment(question.until), _replace(asked, until=None)
    if asked.lens != PLAIN:
        yield "Seen", "through a lens", replace(asked, lens=PLAIN)


def _replace(asked: AskedTally, **changes: Any) -> AskedTally:
    changed: Question = replace(asked.question, **changes)
    return replace(asked, question=changed)
