"""Coded reports as claims: each row becomes an article with one report, as if the rules had read it.

A row's values stand for what its article says, so the coded headline is the article's text and the
evidence of every claim. A value left out makes no claim. Empty words for a place make a wider one: who
names no quarter has only said the country.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any

from twosource.ids import ArticleId, article_id, claim_id, digest, report_id
from twosource.model import Article, Certainty, Claim, Evidence, Field, Report, Value, Voice
from twosource.text import Span
from twosource.values.count import Count
from twosource.values.party import Party
from twosource.values.place import Place
from twosource.values.when import When

Row = Mapping[str, Any]

_MADE_AT = datetime(2025, 1, 1, tzinfo=UTC)
_PRINTED_ON = re.compile(r"\((\d{4}-\d{2}-\d{2})\)")
_NEWSROOM = Voice(name=None, kind="newsroom")


def make_report(row: Row, values: Iterable[tuple[Field, Value]]) -> tuple[Article, Report]:
    """Make the article and report of a row, with a claim for every value given."""
    article = _article(row)
    name = report_id(article.id, 0)
    claims = tuple(_claim(article, field, value) for field, value in values)
    return article, Report(id=name, article=article.id, kind="attack", main=True, claims=claims)


def _article(row: Row) -> Article:
    text = str(row.get("source") or "") or "No headline."
    outlet = str(row.get("source_author") or "") or None
    return Article(
        id=article_id(outlet or "", str(row["id"]), "", text),
        address=str(row["id"]),
        url=None,
        outlet=outlet,
        newsroom=outlet,
        title=text,
        published=_find_printed_at(text),
        updated=None,
        fetched_at=_MADE_AT,
        language="en",
        text=text,
        digest=digest(text, size=32),
        cleaner="coded",
    )


def _find_printed_at(source: str) -> datetime | None:
    """Return the day in brackets of "Agency (2011-01-03) Headline"; None without a real one."""
    match = _PRINTED_ON.search(source)
    try:
        return datetime.fromisoformat(match[1]).replace(tzinfo=UTC) if match else None
    except ValueError:
        return None


def _claim(article: Article, field: Field, value: Value) -> Claim:
    span = Span(0, len(article.text))
    report = report_id(article.id, 0)
    return Claim(
        id=claim_id(report, field, repr(value), span.start, span.end, "newsroom"),
        report=report,
        field=field,
        value=value,
        as_said=getattr(value, "as_said", "") or article.text,
        evidence=Evidence(article=ArticleId(article.id), span=span, quote=article.text),
        voice=_NEWSROOM,
        certainty=Certainty.ASSERTED,
        origin="coded",
        made_at=_MADE_AT,
    )


# --- values ----------------------------------------------------------------------------------------


def make_number(row: Row, column: str) -> Count | None:
    """Return the one number in a column."""
    number = _whole(row.get(column))
    return None if number is None else Count(low=number, high=number, as_said=str(number), number=number)


def make_range(row: Row, harm: str) -> Count | None:
    """Return ``harm``_low to ``harm``_high with ``harm``_best as the figure said; None without bounds.

    A few rows have their bounds the wrong way round.
    """
    low, best, high = (_whole(row.get(f"{harm}_{side}")) for side in ("low", "best", "high"))
    if low is None or high is None:
        return None
    low, high = sorted((low, high))
    return Count(low=low, high=high, as_said=f"{low} to {high}", number=best)


def _whole(written: object) -> int | None:
    return int(written) if isinstance(written, int | float) and written == written else None  # noqa: PLR0124 - NaN


def make_day(row: Row, column: str) -> When | str | None:
    """Return the day in a column; words that are no day stay words."""
    written = row.get(column)
    if not isinstance(written, str):
        return None
    try:
        day = datetime.fromisoformat(written).date()
    except ValueError:
        return written
    return When(
        earliest=datetime.combine(day, time.min, UTC),
        latest=datetime.combine(day, time(23, 59, 59), UTC),
        precision="day",
        zone="UTC",
        as_said=written,
    )


def make_place(row: Row, column: str) -> Place | None:
    """Return the place named in a column; its country where the name is empty."""
    name = row.get(column)
    if not isinstance(name, str):
        return None
    country = str(row.get("country") or "")
    within = (country,) if name else ()
    return Place(
        name=name or country, country=None, lat=None, lon=None, radius_km=None, as_said=name, within=within
    )


def make_party(row: Row, column: str) -> Party | None:
    """Return who is named in a column, listed under the coders' number."""
    name = row.get(column)
    if not isinstance(name, str):
        return None
    number = row.get(f"{column}_id")
    return Party(name=name, kind="armed group", as_said=name, id=str(number) if number else None)


def make_damage(row: Row, column: str) -> str | None:
    """Return that there was damage, or none."""
    number = _whole(row.get(column))
    return None if number is None else "damage" if number else "none"


Maker = Callable[[Row, str], Value | None]

#: Published name of each variable, its column, the field it is and how its value is made.
VARIABLES: Sequence[tuple[str, str, Field, Maker]] = (
    ("deaths", "deaths_best", "killed", make_number),
    ("actor", "actor1", "perpetrator", make_party),
    ("start_date", "date_start", "when", make_day),
    ("location", "location", "place", make_place),
    ("city", "city", "place", make_place),
    ("injuries", "injuries_best", "injured", make_number),
    ("damage", "damage", "damage", make_damage),
)
