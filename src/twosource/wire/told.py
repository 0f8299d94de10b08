"""What records in other people's shapes are made of: an incident with the texts behind it.

Reads single values out of an incident's facts. Which facts it has, and by which profile, is settled before.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, TypeVar

from twosource.ids import ArticleId
from twosource.model import Article, Copy, Fact, Field, Incident, Report, Responsibility, Status, Value
from twosource.values.count import Count
from twosource.values.party import Party
from twosource.values.place import Place
from twosource.values.when import When
from twosource.wire.cells import joined
from twosource.wire.lines import find_fact

_Kind = TypeVar("_Kind")
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An incident, the reports it is made of, their articles as first printed, and which are copies."""

    incident: Incident
    reports: tuple[Report, ...]
    articles: tuple[Article, ...]
    copies: Mapping[ArticleId, Copy]


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Between which days something happened, where it happened; ``hours`` is how wide that is.

    A night counts as the day it began on.
    """

    first: date
    last: date
    hours: float

    @property
    def is_one(self) -> bool:
        """Whether it is one day, or one night."""
        return self.hours <= 24

    @property
    def middle(self) -> date:
        """Return the day in the middle, the earlier of two."""
        return self.first if self.is_one else self.first + (self.last - self.first) // 2


def find_value(incident: Incident, field: Field, kind: type[_Kind], scope: str = "") -> _Kind | None:
    """Return the value of a fact where it is of one kind, or None."""
    fact = find_fact(incident, field, scope)
    return fact.value if fact is not None and isinstance(fact.value, kind) else None


def values_of(incident: Incident, field: Field) -> tuple[Value, ...]:
    """Return all values of a field that may have several, in order."""
    found = (fact.value for fact in incident.facts if fact.field == field and not fact.scope)
    return tuple(value for value in found if value is not None)


def parties_hit(incident: Incident) -> tuple[Party, ...]:
    """Return the targets that are people, forces or bodies, not things."""
    found = (value for value in values_of(incident, "target") if isinstance(value, Party))
    return tuple(party for party in found if party.kind != "site")


def find_claimants(incident: Incident) -> tuple[Party, ...]:
    """Return who claimed it, where that stands undenied."""
    owned = (fact.value for fact in incident.facts
             if fact.field == "responsibility" and fact.status is not Status.CONTRADICTED)  # fmt: skip
    claimed = (one for one in owned if isinstance(one, Responsibility) and one.stance == "claimed")
    return tuple(one.by for one in claimed if one.by is not None)


def name_of(value: Value | None) -> str | None:
    """Return the name of a party or a place, or plain words; None for anything else."""
    match value:
        case Party() | Place():
            return value.name
        case str():
            return value
        case _:
            return None


def contradicted(incident: Incident) -> tuple[Fact, ...]:
    """Return the facts that voices contradict each other about."""
    return tuple(fact for fact in incident.facts if fact.status is Status.CONTRADICTED)


def fact_name(fact: Fact) -> str:
    """Return the name of a fact's field, with whom its count is about."""
    return f"{fact.field} ({fact.scope})" if fact.scope else fact.field


def find_when(incident: Incident) -> When | None:
    """Return when it happened, by its day or else by its hour; None where no day is known."""
    found = (find_value(incident, field, When) for field in ("when", "time"))
    return next((when for when in found if when is not None and when.earliest is not None), None)


def find_days(when: When | None) -> Days | None:
    """Return the days of a time with both its ends; None where one is open or unknown."""
    if when is None or when.earliest is None or when.latest is None:
        return None
    width = when.latest - when.earliest
    last = when.earliest.date() if width <= _ONE_DAY else when.latest.date()
    return Days(first=when.earliest.date(), last=last, hours=width.total_seconds() / 3600)


def best_figure(count: Count | None) -> int | None:
    """Return the one figure that stands for a count: the one that was said, else its lowest."""
    if count is None:
        return None
    return count.low if count.number is None else count.number


def printed_at(article: Article) -> datetime:
    """Return when an article was printed, or came in where the page does not say."""
    return article.published or article.fetched_at


def in_print_order(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Return articles in the order they were printed."""
    return tuple(sorted(articles, key=lambda one: (printed_at(one), one.id)))


def source_of(article: Article) -> str:
    """Return who printed an article, else who wrote it, else the name of its file."""
    return article.outlet or article.newsroom or file_name(article.address)


def file_name(address: str) -> str:
    """Return the last part of a path or of an address on the web: where it lay is nobody's affair.

    >>> file_name("/home/amina/wires/kisumu.txt"), file_name("https://post.example/")
    ('kisumu.txt', 'post.example')
    """
    return next((part for part in reversed(re.split(r"[/\\]", address)) if part), address)


def outlets_of(articles: Iterable[Article]) -> str | None:
    """Return who printed articles, separated by semicolons."""
    return joined(sorted({source_of(one) for one in articles}))


def last_change(articles: Iterable[Article]) -> datetime | None:
    """Return when the last of the articles came in."""
    return max((one.fetched_at for one in articles), default=None)


def rfc3339(instant: datetime) -> str:
    """Write an instant in UTC to the millisecond, with a Z, as STIX and others want it."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
