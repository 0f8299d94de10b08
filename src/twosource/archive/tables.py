"""The tables that an archive leaves for people: their columns, and one value of the pipe as one row.

``incidents`` and ``claims`` have the columns of ``twosource export``'s ``parquet`` and ``claims-parquet``. Each
is a folder of Parquet files. What is known of a row but fits no column stands as JSON, in the shapes of ``wire``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from twosource.archive.datasets import DROPS, Dataset, Table
from twosource.exports.arrow import schema_of, table_of
from twosource.ids import ArticleId, IncidentId
from twosource.model import Article, Copy, Fact, Judgement, Report
from twosource.store.records import copy_columns, to_json
from twosource.values.count import Count
from twosource.values.when import When
from twosource.wire import frames
from twosource.wire.cells import Column, columns_of
from twosource.wire.frames import FrameCell, FrameRow, Printed, words_of
from twosource.wire.lines import fact_to_json
from twosource.wire.values import value_to_json

ARTICLES: Final = (
    *frames.ARTICLES,
    *columns_of((
        ("updated", "instant", "When the page says it was changed last, in UTC."),
        ("copy_of", "text", "The article its text comes from; empty where it is nobody's copy."),
        ("reports", "integer", "How many incidents it tells of."),
        ("digest", "text", "BLAKE2b digest of the text."),
        ("cleaner", "text", "What took the text from its page, and its version."),
        ("found", "text", "Where each piece of this was found, as JSON."),
    )),
)  # fmt: skip
REPORTS: Final = (
    *frames.REPORTS,
    *columns_of(
        (
            ("position", "integer", "Which of its article's reports it is, from 0."),
            ("spans", "text", "The sentences it was read from, as JSON: characters of the article's text."),
        )
    ),
)
COPIES: Final = columns_of((
    ("article", "text", "The article that is a copy."),
    ("original", "text", "The article its text comes from."),
    ("relation", "text", "exact, near, syndicated or updated."),
    ("overlap", "number", "How much of the shorter text stands in the other, from 0 to 1."),
    ("why", "text", "Why the one is the other's copy."),
))  # fmt: skip
JUDGEMENTS: Final = columns_of((
    ("left", "text", "The one report."),
    ("right", "text", "The other."),
    ("left_article", "text", "The article of the one."),
    ("right_article", "text", "The article of the other."),
    ("verdict", "text", "Whether they tell of one happening: same, different or unsure."),
    ("score", "number", "All points together."),
    ("why", "list", "Each reason in a sentence."),
    ("reasons", "text", "Each reason's name, points and sentence, as JSON."),
    ("decided_by", "text", "Who decided, and by which version."),
    ("decided_at", "instant", "When, in UTC."),
))  # fmt: skip
FACTS: Final = columns_of((
    ("incident", "text", "The incident."),
    ("field", "text", "What it is about: killed, when, place, ..."),
    ("scope", "text", "Whom a count is about, where not all: children, soldiers, ..."),
    ("value", "text", "The value in words; empty where nobody says."),
    ("low", "integer", "The lowest number, of a count."),
    ("high", "integer", "The highest; empty where it is open."),
    ("earliest", "instant", "The first instant, of a time, in UTC."),
    ("latest", "instant", "The last."),
    ("status", "text", "agreed, compatible, updated, contradicted, single source or unknown."),
    ("certainty", "text", "How surely it is said."),
    ("confirmed", "flag", "Whether two independent voices say it through two newsrooms."),
    ("voices", "integer", "Independent voices that say it."),
    ("newsrooms", "integer", "Newsrooms that wrote it."),
    ("outlets", "integer", "Outlets that printed it."),
    ("support", "list", "The ids of the claims for it."),
    ("against", "list", "The ids of the claims against it."),
    ("rule", "text", "The rule by which it was settled."),
    ("why", "text", "Why it was settled so."),
    ("confirmation", "text", "Why it is confirmed, or what it lacks."),
    ("value_json", "text", "The value, as JSON."),
    ("history", "text", "Earlier values and when each was told, oldest first, as JSON."),
))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOf:
    """One table: its name, what a row of it is, and its columns."""

    name: str
    says: str
    columns: Sequence[Column]

    @property
    def dataset(self) -> Dataset:
        """The table as a job writes it."""
        return Dataset(name=self.name, schema=schema_of(self.columns), final=True)


TABLES: Final = (
    TableOf(name="articles", says="each article once, with its text", columns=ARTICLES),
    TableOf(name="reports", says="what one article tells of one incident", columns=REPORTS),
    TableOf(name="claims", says="one value that one report gives, with its words", columns=frames.CLAIMS),
    TableOf(name="copies", says="an article whose text is another's", columns=COPIES),
    TableOf(name="judgements", says="a pair of reports that were compared, and why it is what it is", columns=JUDGEMENTS),
    TableOf(name="incidents", says="reports that tell of one happening", columns=frames.INCIDENTS),
    TableOf(name="facts", says="what an incident's claims come to, on one field", columns=FACTS),
)  # fmt: skip
_COLUMNS: Final = {one.name: one.columns for one in TABLES}
#: The same as datasets, by name; what was left out is told by every stage.
FINAL: Final[Mapping[str, Dataset]] = {**{one.name: one.dataset for one in TABLES}, DROPS.name: DROPS}


def final_table(name: str, rows: Iterable[FrameRow]) -> Table:
    """Return rows of one of the tables; raises KeyError for a name that none has."""
    return table_of(_COLUMNS[name], rows)


def article_row(article: Article, *, copy_of: ArticleId | None, reports: int) -> dict[str, FrameCell]:
    """Return an article as a row of ARTICLES."""
    return {
        **frames.article_frame_row(article),
        "updated": _utc(article.updated),
        "copy_of": copy_of,
        "reports": reports,
        "digest": article.digest,
        "cleaner": article.cleaner,
        "found": to_json(article.found),
    }


def report_row(
    report: Report, *, position: int, printed: Printed, incident: IncidentId | None
) -> dict[str, FrameCell]:
    """Return a report as a row of REPORTS."""
    return {
        **frames.report_frame_row(report, printed=printed, incident=incident),
        "position": position,
        "spans": to_json([[span.start, span.end] for span in report.spans]),
    }


def copy_row(copy: Copy) -> FrameRow:
    """Return a copy as a row of COPIES."""
    return copy_columns(copy)


def judgement_row(judgement: Judgement, articles: tuple[str, str]) -> FrameRow:
    """Return a judgement, with the articles of its left and right report, as a row of JUDGEMENTS."""
    return {
        "left": judgement.left,
        "right": judgement.right,
        "left_article": articles[0],
        "right_article": articles[1],
        "verdict": judgement.verdict.value,
        "score": judgement.score,
        "why": [reason.text for reason in judgement.reasons],
        "reasons": to_json(judgement.reasons),
        "decided_by": judgement.decided_by,
        "decided_at": _utc(judgement.decided_at),
    }


def fact_row(incident: IncidentId, fact: Fact) -> FrameRow:
    """Return a fact of an incident as a row of FACTS."""
    return {
        "incident": incident,
        "field": fact.field,
        "scope": fact.scope or None,
        "value": None if fact.value is None else words_of(fact.value),
        **_bounds(fact),
        "status": fact.status.value,
        "certainty": None if fact.certainty is None else fact.certainty.value,
        "confirmed": fact.confirmed,
        "voices": fact.voices,
        "newsrooms": fact.newsrooms,
        "outlets": fact.outlets,
        "support": list(fact.support),
        "against": list(fact.against),
        "rule": fact.rule,
        "why": fact.why,
        "confirmation": fact.confirmation,
        "value_json": None if fact.value is None else to_json(value_to_json(fact.value)),
        "history": to_json(fact_to_json(fact)["history"]),
    }


def _bounds(fact: Fact) -> dict[str, FrameCell]:
    match fact.value:
        case Count():
            return {"low": fact.value.low, "high": fact.value.high}
        case When():
            return {"earliest": _utc(fact.value.earliest), "latest": _utc(fact.value.latest)}
        case _:
            return {}


def _utc(instant: datetime | None) -> datetime | None:
    return None if instant is None else instant.astimezone(UTC)
