"""Checking that nothing is lost and nothing is there twice, from what was said to the view over it.

Each check is a few questions in SQL, whose answers are the ids of what is wrong; what can't be asked
in SQL stands in ``content_checks.py``. Nothing here mends anything.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Row, select, text

from twosource.ids import ReportId
from twosource.store.damage import UNREADABLE
from twosource.store.database import Database
from twosource.store.dialect import listed
from twosource.store.records import from_json, to_json
from twosource.store.reports import load_reports
from twosource.store.schema import claims, facts, members, readings, report_keys

_STEP: Final = 500  # facts held at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What to select, the ids of all that is wrong, and what to say of each ("{}" stands for its id)."""

    select: str
    complaint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A check made of questions, and what to say where none finds anything."""

    name: str
    questions: tuple[Question, ...]
    fine: str

    def __call__(self, database: Database) -> tuple[list[str], str]:
        """Return what is wrong, a line each, and the line to show where nothing is."""
        wrong = [
            question.complaint.format(row[0])
            for question in self.questions
            for row in database.rows(text(question.select))
        ]
        return wrong, self.fine


_CURRENT: Final = "EXISTS (SELECT 1 FROM readings WHERE article = articles.id AND current IS TRUE)"

_PAGES: Final = Asked(
    name="intakes",
    fine="every page tells how it came",
    questions=(
        Question(
            select="SELECT id FROM pages WHERE NOT EXISTS (SELECT 1 FROM intakes WHERE page = pages.id)",
            complaint="page {} came in no known way, and is never read again",
        ),
    ),
)
_READINGS: Final = Asked(
    name="readings",
    fine="every article was read, those that were replaced apart",
    questions=(
        Question(
            select=f"SELECT id FROM articles WHERE replaced_by IS NULL AND NOT {_CURRENT}",  # noqa: S608
            complaint="article {} was never read",
        ),
        Question(
            select=f"SELECT id FROM articles WHERE replaced_by IS NOT NULL AND {_CURRENT}",  # noqa: S608
            complaint="article {} was replaced or dropped, and what was read from it still counts",
        ),
        Question(
            select="SELECT id FROM articles WHERE replaced_by <> '' AND NOT EXISTS"
            " (SELECT 1 FROM articles AS other WHERE other.id = articles.replaced_by)",
            complaint="article {} was replaced by none that is kept",
        ),
        Question(
            select="WITH RECURSIVE next(id, at, steps) AS ("
            " SELECT id, replaced_by, 1 FROM articles WHERE replaced_by <> ''"
            " UNION ALL SELECT next.id, articles.replaced_by, steps + 1 FROM next"
            " JOIN articles ON articles.id = next.at WHERE articles.replaced_by <> '' AND steps < 100)"
            " SELECT DISTINCT id FROM next WHERE at = id",
            complaint="article {} was replaced in a circle",
        ),
    ),
)
_CLAIMS: Final = Asked(
    name="claims",
    fine="every claim stands in a report",
    questions=(
        Question(
            select="SELECT id FROM claims WHERE NOT EXISTS (SELECT 1 FROM reports"
            " WHERE reports.reading = claims.reading AND reports.id = claims.report)",
            complaint="claim {} belongs to no report",
        ),
        Question(
            select="SELECT claims.id FROM claims JOIN readings ON readings.id = claims.reading"
            " WHERE claims.article <> readings.article",
            complaint="claim {} quotes another article than was read",
        ),
    ),
)
_COPIES: Final = Asked(
    name="copies",
    fine="every copy leads to another article",
    questions=(
        Question(
            select="SELECT article FROM copies WHERE article = original",
            complaint="article {} is a copy of itself",
        ),
    ),
)
_JUDGEMENTS: Final = Asked(
    name="judgements",
    fine="every judgement is about reports that were read",
    questions=(
        Question(
            select='SELECT id FROM judgements WHERE NOT EXISTS (SELECT 1 FROM reports WHERE reports.id = "left")'
            ' OR NOT EXISTS (SELECT 1 FROM reports WHERE reports.id = "right")',
            complaint="judgement {} is about a report that was never read",
        ),
    ),
)
_ACTS: Final = Asked(
    name="acts",
    fine="every act that was taken back has one that counts in its place",
    questions=(
        Question(
            select="SELECT act FROM undone WHERE NOT EXISTS (SELECT 1 FROM acts WHERE undoes = undone.act"
            " AND id NOT IN (SELECT act FROM undone))",
            complaint="act {} does not count, and nobody took it back",
        ),
        Question(
            select="SELECT DISTINCT undoes FROM acts WHERE undoes IS NOT NULL"
            " AND id NOT IN (SELECT act FROM undone) AND undoes NOT IN (SELECT act FROM undone)",
            complaint="act {} was taken back, and counts",
        ),
    ),
)
_REPORTS: Final = Asked(
    name="reports",
    fine="every report that stands is filed, once",
    questions=(
        Question(
            select="SELECT report FROM members WHERE NOT EXISTS (SELECT 1 FROM reports JOIN readings"
            " ON readings.id = reports.reading WHERE reports.id = members.report AND current"
            " AND reports.article = members.article)",
            complaint="report {} is in no current reading",
        ),
        Question(
            select="SELECT reports.id FROM readings JOIN reports ON reports.reading = readings.id"
            " WHERE current AND NOT EXISTS (SELECT 1 FROM members WHERE report = reports.id)",
            complaint="report {} is not filed, and tells of nothing",
        ),
        Question(
            select="SELECT reports.id FROM readings JOIN reports ON reports.reading = readings.id"
            " WHERE current GROUP BY reports.id HAVING count(*) > 1",
            complaint="report {} stands twice",
        ),
    ),
)
_KEYS: Final = Asked(
    name="keys",
    fine="every key leads to a report",
    questions=(
        Question(
            select="SELECT DISTINCT member FROM report_keys"
            " WHERE NOT EXISTS (SELECT 1 FROM members WHERE seq = report_keys.member)",
            complaint="number {} is filed under keys, and is no report",
        ),
        Question(
            select="SELECT DISTINCT article FROM bands"
            " WHERE NOT EXISTS (SELECT 1 FROM articles WHERE seq = bands.article)",
            complaint="number {} is looked up for copies, and is no article",
        ),
    ),
)
_INCIDENTS: Final = Asked(
    name="incidents",
    fine="every incident holds its reports",
    questions=(
        Question(
            select="SELECT id FROM incidents WHERE reports <>"
            " (SELECT count(*) FROM members WHERE incident = incidents.id)",
            complaint="incident {} miscounts its reports",
        ),
        Question(
            select="SELECT report FROM members WHERE opens AND incident IS NULL",
            complaint="report {} tells of no incident",
        ),
        Question(
            select="SELECT id FROM incidents WHERE reports > 0"
            " AND NOT EXISTS (SELECT 1 FROM members WHERE incident = incidents.id AND opens)",
            complaint="incident {} has only reports that look back",
        ),
    ),
)
_REDIRECTS: Final = Asked(
    name="redirects",
    fine="every incident that was merged leads to one that stands, or was emptied",
    questions=(
        Question(
            select="SELECT id FROM incidents WHERE reports > 0 AND redirect_to IS NOT NULL",
            complaint="incident {} holds reports, and leads elsewhere",
        ),
        Question(
            select="WITH RECURSIVE next(id, at, steps) AS ("
            " SELECT id, redirect_to, 1 FROM incidents WHERE redirect_to IS NOT NULL"
            " UNION ALL SELECT next.id, redirect_to, steps + 1 FROM next"
            " JOIN incidents ON incidents.id = next.at WHERE redirect_to IS NOT NULL AND steps < 100)"
            " SELECT DISTINCT id FROM next WHERE steps = 100 OR at = id",
            complaint="incident {} leads in a circle",
        ),
    ),
)
_FACTS: Final = Asked(
    name="facts",
    fine="every incident that stands has facts",
    questions=(
        Question(
            select="SELECT DISTINCT incident FROM facts WHERE NOT EXISTS"
            " (SELECT 1 FROM incidents WHERE id = facts.incident AND reports > 0)",
            complaint="incident {} holds no reports, and has facts",
        ),
        Question(
            select="SELECT id FROM incidents WHERE reports > 0"
            " AND NOT EXISTS (SELECT 1 FROM facts WHERE incident = incidents.id)",
            complaint="incident {} holds reports, and has no facts",
        ),
    ),
)
_SEARCH: Final = Asked(
    name="search",
    fine="every article can be searched",
    questions=(
        Question(
            select="SELECT id FROM articles WHERE NOT EXISTS (SELECT 1 FROM search WHERE search.rowid = articles.seq)",
            complaint="article {} can't be searched",
        ),
        Question(
            select="SELECT rowid FROM search WHERE NOT EXISTS (SELECT 1 FROM articles WHERE seq = search.rowid)",
            complaint="number {} can be searched, and is no article",
        ),
    ),
)

_LISTED: Final = listed()
_MADE: Final = (
    select(members.c.incident, claims.c.id)
    .join_from(claims, readings, (readings.c.id == claims.c.reading) & readings.c.current)
    .join(members, members.c.report == claims.c.report)
    .where(claims.c.id.in_(_LISTED))
)
_TOLD: Final = select(members.c.report).where(members.c.incident.in_(_LISTED))
_KEYLESS: Final = select(members).where(members.c.seq.not_in(select(report_keys.c.member)))


def check_standing(database: Database) -> tuple[list[str], str]:
    """Look for the claims that facts stand on; those that people corrected are laid over what was read."""
    unfound: dict[str, list[str]] = defaultdict(list)
    for rows in database.whole(facts, _STEP):
        for incident, claim in _unfound(database, rows):
            unfound[incident].append(claim)
    corrected = _claims_of(database, unfound) if unfound else frozenset()
    lost = [
        f"incident {incident} stands on claim {claim}, which none of its reports makes"
        for incident, named in unfound.items()
        for claim in named
        if claim not in corrected
    ]
    return lost, "every fact stands on claims of its reports"


def _unfound(database: Database, rows: Iterable[Row[Any]]) -> Iterator[tuple[str, str]]:
    """Yield the claims that some facts stand on, with their incidents, where no reader made them."""
    asked = [(row.incident, claim) for row in rows for claim in _standing_on(row.body)]
    listed_claims = {"ids": to_json(sorted({claim for _, claim in asked}))}
    made = {(row.incident, row.id) for row in database.rows(_MADE, listed_claims)}
    yield from (one for one in asked if one not in made)


def _standing_on(body: str) -> list[str]:
    """Return the claims that a stored fact names; of one that can't be read none: another check tells."""
    try:
        fact = from_json(body)
        return [str(claim) for claim in (*fact["support"], *fact["against"])]
    except UNREADABLE:
        return []


def _claims_of(database: Database, incidents: Collection[str]) -> frozenset[str]:
    told = database.rows(_TOLD, {"ids": to_json(list(incidents))})
    reports = load_reports(database, [ReportId(row.report) for row in told])
    return frozenset(claim.id for report in reports for claim in report.claims)


def check_filed(database: Database) -> tuple[list[str], str]:
    """Look for reports that are filed under no key though they have one: nothing would be joined to them."""
    wrong, fine = _KEYS(database)
    return [*wrong, *_unkeyed(database)], fine


def _unkeyed(database: Database) -> Iterator[str]:
    from twosource import link  # noqa: PLC0415 - loads linking, for this check alone
    from twosource.store.view import read_outline  # noqa: PLC0415

    for row in database.rows(_KEYLESS):
        if link.keys(read_outline(row)):
            yield f"report {row.report} is filed under no key, and is never found"


#: Checks of what was said and decided, then of the view over it.
CHECKS: Final[tuple[tuple[str, Callable[[Database], tuple[list[str], str]]], ...]] = (
    *((asked.name, asked) for asked in (_PAGES, _READINGS, _CLAIMS, _COPIES, _JUDGEMENTS, _ACTS, _REPORTS)),
    ("keys", check_filed),
    *((asked.name, asked) for asked in (_INCIDENTS, _REDIRECTS, _FACTS)),
    ("support", check_standing),
    (_SEARCH.name, _SEARCH),
)
