"""Whether two ledgers say the same, however their articles came: a canonical form, and what differs in it.

Compared are articles (id, which follows from outlet, address, title and text; times, language, where outlet,
title and writer were found), copies, readings (every report with every claim), the last verdict on each pair
that both judged, and incidents by their members (kind, headline, facts, numbers). Not compared: ids given by
order of arrival, when things were written down, whether a date stood in the page or in its feed, and which
pairs had to be judged for which reasons (a copy that came after its original is filed as one, a copy that came
before it by its likeness).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from twosource.model import Article, Reading
from twosource.store import Filter, Ledger

_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
Part = Mapping[Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a ledger says, each part by what names its things."""

    articles: Part
    copies: Part
    readings: Part
    judgements: Part
    incidents: Part

    def sizes(self) -> dict[str, int]:
        """Count the things of each part."""
        return {name: len(getattr(self, name)) for name in PARTS}


PARTS: Final = ("articles", "copies", "readings", "incidents", "judgements")


def content_of(ledger: Ledger) -> Content:
    """Read what a ledger says, all of it into memory."""
    articles = {article.id: _article(article) for article in ledger.articles()}
    incidents = list(ledger.incidents(Filter()))
    readings = {one: ledger.reading(one) for one in articles}
    reports = [report.id for reading in readings.values() if reading for report in reading.reports]
    return Content(
        articles=articles,
        copies=dict(ledger.copies(articles)),
        readings={one: reading and _reading(reading) for one, reading in readings.items()},
        judgements={
            (one.left, one.right): one.verdict
            for one in sorted(ledger.judgements_ever_touching(reports), key=lambda one: one.decided_at)
        },
        incidents={
            frozenset(one.reports): (
                one.kind, one.headline, one.facts, (one.voices, one.newsrooms, one.outlets), frozenset(one.articles)
            )
            for one in incidents
        },
    )  # fmt: skip


def _article(article: Article) -> Article:
    """Leave out where and when the bytes were had, and whether a date was found in the page or its feed."""
    found = tuple(pair for pair in article.found if not pair[0].startswith(("published", "updated")))
    return replace(article, address="", fetched_at=_NEVER, found=found)


def _reading(reading: Reading) -> Reading:
    return replace(
        reading,
        reports=tuple(
            replace(report, claims=tuple(replace(claim, made_at=_NEVER) for claim in report.claims))
            for report in reading.reports
        ),
    )


def differences(one: Content, other: Content) -> dict[str, list[str]]:
    """Return, for each part that differs, a line for each thing lost, new or told otherwise."""
    found = {name: _differences(getattr(one, name), getattr(other, name)) for name in PARTS[:-1]}
    found["judgements"] = _told_otherwise(one.judgements, other.judgements)
    return {name: lines for name, lines in found.items() if lines}


def _differences(one: Part, other: Part) -> list[str]:
    lost = [f"lost: {_named(key)}" for key in one if key not in other]
    new = [f"new: {_named(key)}" for key in other if key not in one]
    return lost + new + _told_otherwise(one, other)


def _told_otherwise(one: Part, other: Part) -> list[str]:
    return [
        f"otherwise: {_named(key)}: {one[key]!r} / {other[key]!r}"
        for key in one
        if key in other and one[key] != other[key]
    ]


def _named(key: Any) -> str:
    return " ".join(sorted(key)) if isinstance(key, frozenset | tuple) else str(key)
