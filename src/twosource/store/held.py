"""What a ledger held at an earlier moment: readings of the articles that had come, corrected as by then.

Nothing is deleted from a ledger, so that what it held can be told from what it holds: the latest
reading of each article by then, and the judgements and corrections by then that had not been taken
back by then. When a later cleaner dropped an article is not kept: such an article is left out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import bindparam, func, select

from twosource.ids import ActId, ArticleId, IncidentId, ReportId
from twosource.model import Claim, Judgement, Report
from twosource.store import acts, judgements, records
from twosource.store.acts import Act
from twosource.store.corrections import apply_corrections, by_article, corrections_of
from twosource.store.database import Database
from twosource.store.dialect import listed, listed_numbers
from twosource.store.schema import claims, incidents, members, readings, reports
from twosource.store.versions import trace

_LISTED: Final = listed()
_FAMILY: Final = trace(listed(), forward=True)
_READINGS: Final = (
    select(func.max(readings.c.id).label("reading"))
    .select_from(_FAMILY)
    .join(readings, readings.c.article == _FAMILY.c.was)
    .where(readings.c.made_at <= bindparam("moment"))
    .group_by(_FAMILY.c.id)
)
_TOLD: Final = select(reports).where(reports.c.reading.in_(listed_numbers()))
_SAID: Final = select(claims).where(claims.c.reading.in_(listed_numbers()))
_TELLING: Final = select(reports.c.article).where(reports.c.id.in_(_LISTED)).distinct()
_ARTICLES: Final = select(members.c.article).where(members.c.incident.in_(_LISTED)).distinct()
_OPENED: Final = select(incidents.c.id).where(
    incidents.c.id.in_(_LISTED), incidents.c.opened_at <= bindparam("moment")
)


class Past:
    """A ledger as it was at moments that have passed; what is asked of one moment is asked in one object."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._undone: dict[datetime, frozenset[ActId]] = {}

    def articles(self, ids: Iterable[IncidentId]) -> tuple[ArticleId, ...]:
        """Return the articles that tell of incidents today."""
        rows = self._database.rows(_ARTICLES, {"ids": records.to_json(list(ids))})
        return tuple(ArticleId(row.article) for row in rows)

    def reports(self, ids: Iterable[ArticleId], moment: datetime) -> tuple[Report, ...]:
        """Return the reports of articles with their claims as the ledger held them, in order of reading."""
        asked = {"ids": records.to_json(list(ids)), "moment": _stamp(moment)}
        found = sorted({row.reading for row in self._database.rows(_READINGS, asked)})
        return tuple(self._correct(self._read(found), moment))

    def reports_by_id(self, ids: Iterable[ReportId], moment: datetime) -> tuple[Report, ...]:
        """Return those of some reports that the ledger held."""
        wanted = frozenset(ids)
        telling = self._database.rows(_TELLING, {"ids": records.to_json(sorted(wanted))})
        found = self.reports((ArticleId(row.article) for row in telling), moment)
        return tuple(report for report in found if report.id in wanted)

    def judgements(self, ids: Iterable[ReportId], moment: datetime) -> tuple[Judgement, ...]:
        """Return what had been decided about any of the reports and not been taken back, oldest first."""
        gone = self._find_undone(moment)
        decided = judgements.judgements_ever_touching(self._database, ids)
        return tuple(one for one in decided if one.decided_at <= moment and one.act not in gone)

    def opened(self, ids: Sequence[IncidentId], moment: datetime) -> frozenset[IncidentId]:
        """Return those of some ids that had been given to incidents."""
        asked = {"ids": records.to_json(list(ids)), "moment": _stamp(moment)}
        return frozenset(IncidentId(row.id) for row in self._database.rows(_OPENED, asked))

    def _read(self, readings: Sequence[int]) -> list[Report]:
        listed = {"ids": records.to_json(list(readings))}
        said: dict[tuple[int, str], list[Claim]] = defaultdict(list)
        for row in sorted(self._database.rows(_SAID, listed), key=_order):
            said[row.reading, row.report].append(records.read_claim(row))
        told = sorted(self._database.rows(_TOLD, listed), key=_order)
        return [records.read_report(row, tuple(said[row.reading, row.id])) for row in told]

    def _correct(self, read: Sequence[Report], moment: datetime) -> Iterator[Report]:
        """Lay over articles' reports what people had corrected."""
        gone = self._find_undone(moment)
        ever = corrections_of(self._database, {report.article for report in read}, ever=True)
        made = by_article(one for one in ever if one.at <= moment and one.act not in gone)
        told: dict[ArticleId, list[Report]] = defaultdict(list)
        for report in read:
            told[report.article].append(report)
        for article, own in told.items():
            yield from apply_corrections(own, made.get(article, ()))

    def _find_undone(self, moment: datetime) -> frozenset[ActId]:
        """Return the acts that had been taken back, and not been given back again."""
        if moment not in self._undone:
            done = [act for act in reversed(acts.newest_acts(self._database)) if act.at <= moment]
            self._undone[moment] = find_undone(done)
        return self._undone[moment]


def find_undone(done: Iterable[Act]) -> frozenset[ActId]:
    """Return which of some acts, oldest first, had been taken back in the end.

    Who takes back an act that took another back gives that one back, and so on.
    """
    undoes: dict[ActId, ActId | None] = {}
    undone: set[ActId] = set()
    for act in done:
        undoes[act.id] = act.undoes
        for number, one in enumerate(_chain(act.undoes, undoes)):
            (undone.discard if number % 2 else undone.add)(one)
    return frozenset(undone)


def _chain(act: ActId | None, undoes: Mapping[ActId, ActId | None]) -> Iterator[ActId]:
    while act is not None:
        yield act
        act = undoes.get(act)


def _stamp(moment: datetime) -> str:
    """Write a moment as the ledger writes its own: in UTC, so that words compare as times do."""
    return moment.astimezone(UTC).isoformat()


def _order(row: Any) -> tuple[int, int]:
    return row.reading, row.position
