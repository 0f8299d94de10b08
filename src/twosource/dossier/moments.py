"""The moments at which an incident changed: when its articles were printed, or came into this ledger."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from twosource.ids import ArticleId
from twosource.model import Article
from twosource.store.past import printed_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An instant from which on so many articles had told: the one that came then, and how many with it."""

    at: datetime
    article: Article
    number: int


def find_moments(
    articles: Iterable[Article], arrived: Mapping[ArticleId, datetime] | None = None
) -> tuple[Moment, ...]:
    """Return the moments, oldest first: by printing, or by arrival where that is given."""
    came = [(printed_at(one) if arrived is None else arrived.get(one.id), one) for one in articles]
    dated = sorted(((at, one) for at, one in came if at is not None), key=lambda pair: (pair[0], pair[1].id))
    found = [Moment(at=at, article=one, number=number) for number, (at, one) in enumerate(dated, 1)]
    last = {moment.at: moment for moment in found}
    return tuple(last.values())


def thin(moments: Sequence[Moment], most: int) -> tuple[Moment, ...]:
    """Return at most so many moments, evenly picked, the first and the last among them."""
    if len(moments) <= most:
        return tuple(moments)
    last = len(moments) - 1
    return tuple(moments[round(step * last / (most - 1))] for step in range(most))
