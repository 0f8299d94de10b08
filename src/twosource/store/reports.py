"""Readings, reports and claims, and where each report stands in the linking."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, bindparam, case, delete, func, select, update

from twosource.ids import ArticleId, IncidentId, ReportId
from twosource.model import Claim, Reading, Report
from twosource.store import records
from twosource.store.articles import save_dropped
from twosource.store.corrections import apply_corrections, by_article, corrected_articles, corrections_of
from twosource.store.database import Database
from twosource.store.dialect import Number, insert, listed, listed_numbers
from twosource.store.schema import articles, claims, members, readings, report_keys, reports


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A report of a current reading: when it came, and which incident it tells of, if any.

    ``opens`` tells whether it may open one; ``outline`` is what linking wrote down of it, as JSON.
    """

    seq: int
    report: ReportId
    article: ArticleId
    incident: IncidentId | None
    opens: bool
    outline: str


_LISTED: Final = listed()
_EACH: Final = _LISTED.subquery("asked")
_NUMBERS: Final = listed_numbers()
_CURRENT: Final = select(readings).where(readings.c.article == bindparam("id"), readings.c.current)
_RETIRE: Final = (
    update(readings).where(readings.c.article == bindparam("known"), readings.c.current).values(current=False)
)
_SAVE_READING: Final = insert(readings)
_SAVE_REPORT: Final = insert(reports)
_SAVE_CLAIM: Final = insert(claims)
_SAVE_MEMBER: Final = insert(members)
_SAVE_KEYS: Final = insert(report_keys).from_select(
    ("key", "member"), select(_EACH.c.value, bindparam("seq", type_=Number))
)
_MEMBERS: Final = select(members).where(members.c.report.in_(_LISTED)).order_by(members.c.seq)
_MEMBERS_BY_NUMBER: Final = select(members).where(members.c.seq.in_(_NUMBERS)).order_by(members.c.seq)
_MEMBERS_OF_INCIDENTS: Final = select(members).where(members.c.incident.in_(_LISTED)).order_by(members.c.seq)
_MEMBERS_OF_ARTICLE: Final = (
    select(members).where(members.c.article == bindparam("id")).order_by(members.c.seq)
)
_DROP_KEYS: Final = delete(report_keys).where(report_keys.c.member.in_(_NUMBERS))
_DROP_MEMBERS: Final = delete(members).where(members.c.seq.in_(_NUMBERS))
_MOVE: Final = update(members).where(members.c.report.in_(_LISTED)).values(incident=bindparam("to_incident"))


def _told(wanted: Select[Any], *conditions: Any) -> Select[Any]:
    return select(reports).where(reports.c.reading.in_(wanted), *conditions)


def _said(wanted: Select[Any], *conditions: Any) -> Select[Any]:
    return select(claims).where(claims.c.reading.in_(wanted), *conditions)


_OF_ARTICLES: Final = select(readings.c.id).where(readings.c.article.in_(_LISTED), readings.c.current)
_OF_REPORTS: Final = (
    select(readings.c.id)
    .join(reports, reports.c.reading == readings.c.id)
    .where(reports.c.id.in_(_LISTED), readings.c.current)
)
_BY_ARTICLE: Final = (_told(_OF_ARTICLES), _said(_OF_ARTICLES))
_BY_ID: Final = (
    _told(_OF_REPORTS, reports.c.id.in_(_LISTED)),
    _said(_OF_REPORTS, claims.c.report.in_(_LISTED)),
)


def save_reading(database: Database, reading: Reading, made_at: datetime) -> None:
    """Keep a reading with its reports and claims; it stands in for an earlier one of its article."""
    database.run(_RETIRE, {"known": reading.article})
    row = {"article": reading.article, "origin": reading.origin, "made_at": made_at.isoformat()}
    number = database.insert(_SAVE_READING, {**row, "current": True})
    told = reading.reports
    database.run(
        _SAVE_REPORT,
        [records.report_columns(one, reading=number, position=at) for at, one in enumerate(told)],
    )
    said = [claim for report in told for claim in report.claims]
    database.run(
        _SAVE_CLAIM,
        [records.claim_columns(one, reading=number, position=at) for at, one in enumerate(said)],
    )
    save_dropped(database, reading.dropped, article=reading.article)


def retire_reading(database: Database, article: ArticleId) -> None:
    """Note that nothing read from an article stands any longer."""
    database.run(_RETIRE, {"known": article})


def find_reading(database: Database, article: ArticleId) -> Reading | None:
    """Return what a reader last made of an article, without what it let go and what people corrected.

    None if it was not read.
    """
    row = database.row(_CURRENT, {"id": article})
    if row is None:
        return None
    told = _load(database, _BY_ARTICLE, records.to_json([article]))
    return Reading(article=article, reports=told, origin=row.origin)


def reports_of_articles(database: Database, ids: Iterable[ArticleId]) -> tuple[Report, ...]:
    """Return the current reports of articles with their claims, in order of reading."""
    return _correct(database, _load(database, _BY_ARTICLE, records.to_json(list(ids))))


def load_reports(database: Database, ids: Iterable[ReportId]) -> tuple[Report, ...]:
    """Return current reports by id with their claims, in order of reading."""
    return _correct(database, _load(database, _BY_ID, records.to_json(list(ids))))


def all_claims(database: Database) -> Iterator[tuple[Claim, str, IncidentId | None]]:
    """Yield every current claim with its article's address and its incident, in order of reading."""
    query = (
        select(claims, articles.c.address, members.c.incident)
        .join(readings, readings.c.id == claims.c.reading)
        .join(articles, articles.c.id == claims.c.article)
        .outerjoin(members, members.c.report == claims.c.report)
        .where(readings.c.current, readings.c.id > bindparam("after"), readings.c.id <= bindparam("to"))
        .order_by(claims.c.reading, claims.c.position)
    )
    last, step = database.number(select(func.max(readings.c.id))), 100
    waiting = set(corrected_articles(database))
    corrected = frozenset(waiting)
    for after in range(0, last, step):
        for row in database.rows(query, {"after": after, "to": after + step}):
            if row.article not in corrected:
                yield records.read_claim(row), row.address, row.incident
            elif row.article in waiting:
                waiting.remove(row.article)
                yield from _claims_of(database, row.article, row.address)


def _claims_of(
    database: Database, article: ArticleId, address: str
) -> Iterator[tuple[Claim, str, IncidentId | None]]:
    """Yield the claims of an article that people corrected."""
    told = {member.report: member.incident for member in members_of_article(database, article)}
    for report in reports_of_articles(database, [article]):
        yield from ((claim, address, told.get(report.id)) for claim in report.claims)


def file_report(
    database: Database,
    report: Report,
    *,
    outline: str,
    keys: Sequence[str],
    successor_of: Member | None = None,
) -> None:
    """File a report for linking; a successor takes over the place and incident of the other."""
    row: dict[str, Any] = {"report": report.id, "article": report.article, "outline": outline}
    row["opens"] = not report.recalled
    if successor_of is not None:
        row |= {"seq": successor_of.seq, "incident": successor_of.incident}
    member = database.insert(_SAVE_MEMBER, row)
    database.run(_SAVE_KEYS, {"ids": records.to_json(sorted(set(keys))), "seq": member})


def unfile_reports(database: Database, gone: Iterable[Member]) -> None:
    """Take reports of an earlier reading out of the linking."""
    listed = {"ids": records.to_json([member.seq for member in gone])}
    database.run(_DROP_KEYS, listed)
    database.run(_DROP_MEMBERS, listed)


def find_candidates(database: Database, probes: Sequence[str], most: int) -> tuple[Member, ...]:
    """Return the reports filed under any of the keys: at most so many, those first that share most keys.

    Keys of a name or of words count before those of a day or place. In order of arrival.
    """
    asked = {"ids": records.to_json(list(probes)), "most": most}
    found = database.rows(_FILED, {**asked, "most": most + 1})
    if len(found) > most:
        found = database.rows(_SHARING, asked)
    listed = {"ids": records.to_json([row.member for row in found])}
    return _read_members(database.rows(_CANDIDATES, listed)) if found else ()


def find_crowded(database: Database, keys: Sequence[str], crowd: int) -> frozenset[str]:
    """Return those of some keys under which more than so many reports are filed."""
    rows = database.rows(_CROWDED, {"ids": records.to_json(list(keys)), "crowd": crowd}) if keys else ()
    return frozenset(row.value for row in rows)


def members_by_report(database: Database, ids: Iterable[ReportId]) -> Mapping[ReportId, Member]:
    """Return reports' standing by id, in order of arrival."""
    found = _read_members(database.rows(_MEMBERS, {"ids": records.to_json(list(ids))}))
    return {member.report: member for member in found}


def members_by_number(database: Database, numbers: Iterable[int]) -> tuple[Member, ...]:
    """Return reports' standing by their numbers of arrival, in that order."""
    return _read_members(database.rows(_MEMBERS_BY_NUMBER, {"ids": records.to_json(list(numbers))}))


def members_of_incidents(database: Database, ids: Iterable[IncidentId]) -> tuple[Member, ...]:
    """Return the reports of incidents, in order of arrival."""
    listed = list(ids)
    return _read_members(
        database.rows(_MEMBERS_OF_INCIDENTS, {"ids": records.to_json(listed)}) if listed else ()
    )


def members_of_article(database: Database, article: ArticleId) -> tuple[Member, ...]:
    """Return the standing of an article's reports, in order of arrival."""
    return _read_members(database.rows(_MEMBERS_OF_ARTICLE, {"id": article}))


def move_reports(database: Database, ids: Iterable[ReportId], incident: IncidentId | None) -> None:
    """Let reports tell of an incident, or of none."""
    database.run(_MOVE, {"ids": records.to_json(list(ids)), "to_incident": incident})


_TELLING: Final = func.count(case((func.substr(report_keys.c.key, 1, 1).in_(("n", "p", "q", "w")), 1)))
_FILED: Final = (
    select(report_keys.c.member).where(report_keys.c.key.in_(_LISTED)).distinct().limit(bindparam("most"))
)
_SHARING: Final = (
    select(report_keys.c.member)
    .join_from(_EACH, report_keys, report_keys.c.key == _EACH.c.value)
    .join(members, members.c.seq == report_keys.c.member)
    .group_by(report_keys.c.member, members.c.report)
    .order_by(_TELLING.desc(), func.count().desc(), members.c.report)
    .limit(bindparam("most"))
)
_CANDIDATES: Final = select(members).where(members.c.seq.in_(_NUMBERS)).order_by(members.c.seq)
_CROWDED: Final = select(_EACH.c.value).where(
    select(report_keys.c.member)
    .where(report_keys.c.key == _EACH.c.value)
    .limit(1)
    .offset(bindparam("crowd"))
    .correlate(_EACH)
    .exists()
)


def _read_members(rows: Iterable[Any]) -> tuple[Member, ...]:
    """Return the members of whole rows of the table, by the order of its columns: hundreds are read a report."""
    return tuple(
        Member(
            seq=seq,
            report=ReportId(report),
            article=ArticleId(article),
            incident=None if incident is None else IncidentId(incident),
            opens=opens,
            outline=outline,
        )
        for seq, report, article, incident, opens, outline in rows
    )


def _load(database: Database, queries: tuple[Select[Any], Select[Any]], listed: str) -> tuple[Report, ...]:
    told, said = (sorted(database.rows(query, {"ids": listed}), key=_order) for query in queries)
    by_report: dict[str, list[Claim]] = defaultdict(list)
    for row in said:
        by_report[row.report].append(records.read_claim(row))
    return tuple(records.read_report(row, tuple(by_report[row.id])) for row in told)


def _correct(database: Database, found: tuple[Report, ...]) -> tuple[Report, ...]:
    """Lay what people corrected over reports; an article's are corrected together, loaded or not."""
    made = by_article(corrections_of(database, {report.article for report in found}))
    if not made:
        return found
    whole: dict[ArticleId, list[Report]] = defaultdict(list)
    for report in _load(database, _BY_ARTICLE, records.to_json(list(made))):
        whole[report.article].append(report)
    right = {
        report.id: report
        for article, told in whole.items()
        for report in apply_corrections(told, made[article])
    }
    return tuple(right.get(report.id, report) for report in found)


def _order(row: Any) -> tuple[int, int]:
    """Sort here and not in SQL, where it would tempt SQLite to walk the whole table in order."""
    return row.reading, row.position
