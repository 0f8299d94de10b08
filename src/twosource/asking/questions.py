"""What is to be counted, how it is grouped and which tolls are summed: from an address and back into one."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from twosource.asking.filters import lens_query, read_lens
from twosource.asking.params import Given, Pair, Params, read_params
from twosource.asking.words import (
    Meaningless,
    parse_choice,
    parse_circle,
    parse_day,
    parse_kind,
    parse_words,
    write_circle,
    write_day,
    write_name,
)
from twosource.lens import PLAIN, Lens
from twosource.store import Circle
from twosource.tally import Near, Question
from twosource.tally.periods import ends_at, starts_at

#: What a tally can be counted by, each group by itself.
Group = Literal[
    "month", "week", "day", "year", "place", "country", "kind", "target", "actor", "outlet", "status"
]
#: What can be summed up over the incidents of a tally.
TollField = Literal["killed", "injured", "captured"]

GROUPS: Final[tuple[Group, ...]] = get_args(Group)
TOLLS: Final[tuple[TollField, ...]] = get_args(TollField)
#: The parameters of a question, in the order they are written; those of a lens go with them.
QUESTION_NAMES: Final = ("since", "until", "kind", "place", "near", "target", "actor", "by", "sum")
_BY_GROUP: Final[dict[str, Group]] = {group: group for group in GROUPS}
_BY_TOLL: Final[dict[str, TollField]] = {toll: toll for toll in TOLLS}


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTally:
    """A question with how its answer is to be laid out.

    Bare days stay days of the calendar where an incident happened; unlike in a filter, nothing is left
    out because its day or place is unknown: it stands at the border of the count.
    """

    question: Question = Question()  # noqa: RUF009  (frozen: one for all)
    by: Group | None = None
    sums: tuple[TollField, ...] = ()
    lens: Lens = PLAIN


def parse_question(params: Params, *, beside: Collection[str] = ()) -> AskedTally:
    """Read the parameters of an address; ``beside`` are names that somebody else reads.

    Empty values ask nothing. Raises ValueError with one line naming the parameter.
    """
    given = read_params(params)
    asked = read_question(given)
    given.refuse_others(beside)
    return asked


def read_question(given: Given) -> AskedTally:
    """Read what concerns a question; whoever reads more refuses what is left."""
    since, until = given.one("since", parse_day), given.one("until", parse_day)
    _check_order(since, until)
    near = given.one("near", parse_circle)
    return AskedTally(
        question=Question(
            since=since,
            until=until,
            kinds=given.many("kind", parse_kind),
            places=given.many("place", parse_words),
            near=None if near is None else Near(lat=near.lat, lon=near.lon, km=near.km),
            targets=given.many("target", parse_words),
            actors=given.many("actor", parse_words),
        ),
        by=given.one("by", lambda words: parse_choice(words, _BY_GROUP, "group")),
        sums=given.many("sum", lambda words: parse_choice(words, _BY_TOLL, "toll")),
        lens=read_lens(given),
    )


def _check_order(since: date | None, until: date | None) -> None:
    if since is not None and until is not None and ends_at(until) < starts_at(since):
        raise Meaningless(f"since: {write_day(since)} comes after until {write_day(until)}")


def question_query(asked: AskedTally) -> tuple[Pair, ...]:
    """Return the parameters that ask the same, in one order: :func:`parse_question` gives it back."""
    return tuple(_write(asked))


def _write(asked: AskedTally) -> Iterator[Pair]:
    question = asked.question
    days = (("since", question.since), ("until", question.until))
    yield from ((name, write_day(day)) for name, day in days if day is not None)
    yield from (("kind", write_name(kind)) for kind in question.kinds)
    yield from (("place", name) for name in question.places)
    if question.near is not None:
        near = Circle(lat=question.near.lat, lon=question.near.lon, km=question.near.km)
        yield "near", write_circle(near)
    yield from (("target", name) for name in question.targets)
    yield from (("actor", name) for name in question.actors)
    if asked.by is not None:
        yield "by", asked.by
    yield from (("sum", toll) for toll in asked.sums)
    yield from lens_query(asked.lens)
