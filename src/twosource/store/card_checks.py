"""Checking what is kept of incidents for lists and mirrors: cards as their facts make them, and the log of changes."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Row, select

from twosource.errors import LedgerUnavailable
from twosource.ids import IncidentId
from twosource.model import Incident
from twosource.store.cards import card_columns, digest_incident, fact_body
from twosource.store.database import Database
from twosource.store.dialect import listed
from twosource.store.incidents import load_incidents, where_and_when
from twosource.store.records import to_json
from twosource.store.schema import incidents
from twosource.store.whole_checks import Asked, Question

_STEP: Final = 200  # incidents held at once
_OPEN: Final = select(incidents.c.id).where(incidents.c.reports > 0)
_LISTED: Final = listed()
_BY_IDS: Final = select(incidents).where(incidents.c.id.in_(_LISTED))

CHANGES: Final = Asked(
    name="changes",
    fine="the log of changes ends with what stands",
    questions=(
        Question(
            select="SELECT id FROM incidents WHERE reports > 0 AND NOT EXISTS (SELECT 1 FROM changes"
            " WHERE seq = incidents.changed AND incident = incidents.id AND what = 'changed'"
            " AND at = incidents.changed_at)",
            complaint="incident {} stands, and its latest change does not tell so",
        ),
        Question(
            select="SELECT id FROM incidents WHERE reports = 0 AND changed > 0 AND NOT EXISTS"
            " (SELECT 1 FROM changes WHERE seq = incidents.changed AND incident = incidents.id"
            " AND what <> 'changed' AND coalesce(changes.redirect_to, '') = coalesce(incidents.redirect_to, ''))",
            complaint="incident {} is merged or removed, and its latest change does not tell so",
        ),
        Question(
            select="SELECT DISTINCT incident FROM changes JOIN incidents ON incidents.id = incident"
            " WHERE seq > changed",
            complaint="incident {} changed later than it knows",
        ),
    ),
)


def check_cards(database: Database) -> tuple[list[str], str]:
    """Make every card anew from its incident's facts and compare what lists show and filters ask."""
    wrong: list[str] = []
    names = [IncidentId(row.id) for row in database.rows(_OPEN)]
    for start in range(0, len(names), _STEP):
        listed = names[start : start + _STEP]
        rows = database.rows(_BY_IDS, {"ids": to_json(listed)})
        found = {one.id: one for one in _load_readable(database, listed)}
        wrong += [
            f"incident {row.id} shows in lists what its facts do not give"
            for row in rows
            if row.id in found and not _is_right(row, found[row.id])
        ]
    return wrong, "every incident shows in lists what its facts give"


def _load_readable(database: Database, ids: Sequence[IncidentId]) -> tuple[Incident, ...]:
    """Return the incidents whose facts can be read; of the others another check tells."""
    try:
        return load_incidents(database, ids)
    except LedgerUnavailable:
        if len(ids) == 1:
            return ()
        return tuple(found for one in ids for found in _load_readable(database, [one]))


def _is_right(row: Row[Any], incident: Incident) -> bool:
    made: Mapping[str, Any] = {
        **where_and_when(incident),
        **card_columns(incident),
        "digest": digest_incident(incident, row.sort_at, map(fact_body, incident.facts)),
    }
    by_day = made["earliest"] is None or made["earliest"] == row.sort_at
    return by_day and all(getattr(row, name) == value for name, value in made.items())
