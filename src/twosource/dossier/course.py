"""The course of an incident: which newsroom printed what when, and how each toll moved.

Tolls are those that claims tell, with the steps the facts remember; nothing is reconciled again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from twosource.briefs import Brief, FactBrief, Quoted
from twosource.dossier.facts import Stand
from twosource.dossier.speakers import Line
from twosource.ids import ArticleId, ClaimId
from twosource.model import Article, Copy, Fact
from twosource.reconcile.comparing import is_same_value
from twosource.store.past import printed_at
from twosource.values.count import Count, format_count
from twosource.wording import show_instant, show_published

_TOLLS: Final = ("killed", "injured", "casualties", "captured")
_MOST: Final = 3  # tolls that are drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An article of the incident: when it was surely printed, in whose words, and whose text it is.

    ``printed`` writes that for people; all articles of an incident in one zone.
    """

    article: Article
    at: datetime
    printed: str
    newsroom: str
    copy: Copy | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure as one article prints it, and how it stands to the fact of today."""

    at: datetime
    count: Count
    stand: Stand
    quoted: Quoted
    speaker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """The figures of one field in the order they were printed, and what the fact held from when on."""

    fact: Fact
    figures: tuple[Figure, ...]
    steps: tuple[tuple[datetime, Count], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Articles in the order they were printed, and the tolls that moved or were told."""

    tellings: tuple[Telling, ...]
    tolls: tuple[Toll, ...]

    def told_in(self) -> Mapping[tuple[str, int], str]:
        """Return in words what articles tell of each toll, by article and number of the toll."""
        said: dict[tuple[str, int], dict[str, None]] = {}
        for number, toll in enumerate(self.tolls):
            for one in toll.figures:
                words = said.setdefault((one.quoted.article.id, number), {})
                words[format_count(one.count)] = None
        return {key: ", ".join(words) for key, words in said.items()}


def tell_course(brief: Brief, lines: Mapping[ClaimId, Line], newsroom_of: Mapping[ArticleId, str]) -> Course:
    """Return the course of an incident; ``newsroom_of`` names who wrote each article."""
    zone = _zone(brief.articles)
    tellings = (
        Telling(
            article=article,
            at=printed_at(article),
            printed=_write(article, zone),
            newsroom=newsroom_of[article.id],
            copy=brief.copies.get(article.id),
        )
        for article in brief.articles
    )
    tolls = (
        _tell_toll(one, brief.others, lines)
        for field in _TOLLS
        for one in brief.facts
        if one.fact.field == field and isinstance(one.fact.value, Count)
    )
    told = sorted((toll for toll in tolls if _is_telling(toll)), key=lambda toll: bool(toll.fact.scope))
    return Course(
        tellings=tuple(sorted(tellings, key=lambda one: (one.at, one.article.id))), tolls=tuple(told[:_MOST])
    )


def _is_telling(toll: Toll) -> bool:
    """Whether there is something to draw: part of a toll told once is in the table of facts."""
    return not toll.fact.scope or len({(one.count.low, one.count.high) for one in toll.figures}) > 1


def _zone(articles: Iterable[Article]) -> tzinfo | None:
    """Return the zone of the first article that was printed at a known time."""
    dated = [one for one in articles if one.published is not None]
    first = min(dated, key=lambda one: (printed_at(one), one.id), default=None)
    return first.published.tzinfo if first is not None and first.published is not None else None


def _write(article: Article, zone: tzinfo | None) -> str:
    if article.published is None or article.published_precision == "day":
        return show_published(article)
    return show_instant(article.published.astimezone(zone))


def _tell_toll(one: FactBrief, others: Sequence[Quoted], lines: Mapping[ClaimId, Line]) -> Toll:
    beside = [
        other
        for other in others
        if (other.claim.field, other.claim.scope) == (one.fact.field, one.fact.scope)
    ]
    figures = [
        Figure(
            at=printed_at(quoted.article),
            count=quoted.claim.value,
            stand=stand,
            quoted=quoted,
            speaker=lines[quoted.claim.id].speaker.name,
        )
        for stand, quoted in _sayings(one, beside)
        if isinstance(quoted.claim.value, Count)
    ]
    figures.sort(key=lambda figure: (figure.at, figure.quoted.claim.id))
    return Toll(fact=one.fact, figures=tuple(figures), steps=tuple(_steps(one.fact, figures)))


def _sayings(one: FactBrief, beside: Iterable[Quoted]) -> Iterable[tuple[Stand, Quoted]]:
    for quoted in one.support:
        yield Stand.SAME if is_same_value(quoted.claim.value, one.fact.value) else Stand.FITS, quoted
    yield from ((Stand.AGAINST, quoted) for quoted in one.against)
    yield from ((Stand.EARLIER, quoted) for quoted in beside)


def _steps(fact: Fact, figures: Sequence[Figure]) -> Iterable[tuple[datetime, Count]]:
    """Yield the values the fact held, each from when it was first printed: earlier ones, then today's."""
    for at, value in fact.history:
        first = _first_told(value, figures) if at is None else at
        if isinstance(value, Count) and first is not None and not is_same_value(value, fact.value):
            yield first, value
    now = _first_told(fact.value, figures)
    if isinstance(fact.value, Count) and (now is not None or figures):
        yield now or figures[0].at, fact.value


def _first_told(value: object, figures: Sequence[Figure]) -> datetime | None:
    return next((one.at for one in figures if is_same_value(one.count, value)), None)  # type: ignore[arg-type]
