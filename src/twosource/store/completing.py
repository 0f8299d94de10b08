"""Filling in what a ledger of an older twosource lacks, once, in the transaction that brings its tables up to date.

Cards are made of the facts that the ledger holds; nothing is read, linked or reconciled again.
"""

from typing import Final

from sqlalchemy import bindparam, select, update

from twosource.ids import IncidentId
from twosource.store.cards import card_columns, digest_incident, fact_body
from twosource.store.database import Database
from twosource.store.incidents import load_incidents
from twosource.store.schema import incidents
from twosource.store.tallying import complete as complete_tallying

_BATCH: Final = 200  # incidents whose facts are held at a time
_COLUMNS: Final = ("digest", "statuses", "confirmed", "actors", "card")
_LACKING: Final = select(incidents.c.id, incidents.c.sort_at).where(
    incidents.c.reports > 0, incidents.c.card == ""
)
_FILL: Final = (
    update(incidents)
    .where(incidents.c.id == bindparam("known"))
    .values({name: bindparam(name) for name in _COLUMNS})
)


def complete(database: Database) -> None:
    """Make the cards that incidents lack."""
    lacking = {IncidentId(row.id): row.sort_at for row in database.rows(_LACKING)}
    names = list(lacking)
    for start in range(0, len(names), _BATCH):
        found = load_incidents(database, names[start : start + _BATCH])
        rows = [
            {
                "known": incident.id,
                **card_columns(incident),
                "digest": digest_incident(incident, lacking[incident.id], map(fact_body, incident.facts)),
            }
            for incident in found
        ]
        database.run(_FILL, rows)
    complete_tallying(database)
