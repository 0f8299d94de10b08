"""How an incident stands, as far as a watch asks and an alert tells: values alone, made from the ledger.

It is kept as JSON beside the last alert, so that what comes next can be set against what was told.
"""

from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from twosource.ids import IncidentId, ReportId
from twosource.model import Status
from twosource.watches import Known, Quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Least:
    """The least that is surely told of a toll, None where nothing is; ``before`` is an earlier, lower one."""

    low: int | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A count of the press that the ledger contradicts: the claim that makes it, and a sentence."""

    claim: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An incident at a moment.

    ``place_names``, ``actors`` and ``targets`` are folded for looking up; ``owners`` are those who claim
    responsibility, ``speakers`` the voices, by name. ``newest_at`` is when the last article that tells of it
    as news was printed. ``words`` are those of the watches' words that an article of it holds. ``reports``
    are what it is made of.
    """

    incident: IncidentId
    kind: str
    headline: str
    opened_at: datetime
    newest_at: datetime
    earliest: datetime | None = None
    latest: datetime | None = None
    place: str = ""
    place_names: str = ""
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    killed: Least = Least()
    injured: Least = Least()
    voices: int = 0
    newsrooms: int = 0
    outlets: int = 0
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    known: tuple[Known, ...] = ()
    checks: tuple[Check, ...] = ()
    instructions: tuple[Quoted, ...] = ()
    words: tuple[str, ...] = ()
    reports: tuple[ReportId, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def last_possible(self) -> datetime:
        """Return the last instant at which it can have happened; without a time, when it was told last."""
        return self.newest_at if self.latest is None else min(self.latest, self.newest_at)

    def disputed(self) -> frozenset[tuple[str, str]]:
        """Return what is contradicted, by field and scope."""
        return frozenset((one.field, one.scope) for one in self.known if one.status is Status.CONTRADICTED)


def write_standing(standing: Standing) -> str:
    """Return a standing as it is kept: without the quotes, which stand in the alert."""
    bare = tuple(replace(one, quotes=()) for one in standing.known)
    return msgspec.json.encode(replace(standing, known=bare, links=())).decode()


def read_standing(kept: str) -> Standing:
    """Read back what :func:`write_standing` wrote; raises ValueError for anything else."""
    return msgspec.json.decode(kept, type=Standing)
