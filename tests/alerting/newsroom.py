"""A ledger that articles come to one by one while watches look, by simple stages and a clock of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from tests.builders import NOW
from tests.fakes import FakeClock
from tests.ledgers import open_ledger
from tests.simple_stages import SimpleStages, inputs
from twosource.alerting import raise_alerts
from twosource.ids import IncidentId
from twosource.pipeline import add
from twosource.review import Signed
from twosource.store import Ledger
from twosource.watches import Alert, Watch

STEP = timedelta(minutes=6)  # more than updates wait for each other
KISUMU = "Four people were shot dead in Kisumu on 2024-05-01, police said."
KISUMU_TOO = "Gunmen shot at people in Kisumu on 2024-05-01, killing some. Five died."
KISUMU_MORE = "On 2024-05-01 several were shot in Kisumu. Four people died there."
MOMBASA = "Two people were killed by a bomb in Mombasa on 2024-05-01."
GARISSA = "Three people were shot in Garissa on 2024-05-01."
OLD = "Three people were shot in Garissa on 2023-05-01."
TEXTS: Mapping[str, str] = {
    "courier/a": KISUMU,
    "herald/b": KISUMU_TOO,
    "times/c": KISUMU_MORE,
    "post/d": MOMBASA,
    "wave/e": GARISSA,
    "echo/f": OLD,
}


@dataclass(slots=True)
class Desk:
    """A ledger, its clock and all that was raised."""

    ledger: Ledger
    clock: FakeClock = field(default_factory=lambda: FakeClock(instant=NOW))
    raised: list[Alert] = field(default_factory=list)
    stages: SimpleStages = field(default_factory=lambda: SimpleStages(texts=TEXTS))

    @property
    def now(self) -> datetime:
        return self.clock.instant

    def wait(self, length: timedelta = STEP) -> None:
        self.clock.instant += length

    def add(self, *addresses: str) -> None:
        """Let articles come, a second apart, as they are printed."""
        pipe = replace(self.stages.pipe(), clock=self.clock)
        for address in addresses:
            self.wait(timedelta(seconds=1))
            self.stages.published = {**self.stages.published, address: self.now}
            list(add(self.ledger, pipe, inputs(address)))

    def look(self) -> list[Alert]:
        """Raise what is to be raised now."""
        found = list(raise_alerts(self.ledger, self.now))
        self.raised += found
        return found

    def come(self, *addresses: str) -> list[Alert]:
        """Let articles come and raise what they tell."""
        self.add(*addresses)
        return self.look()

    def incident(self, address: str) -> IncidentId:
        article = next(one for one in self.ledger.articles() if one.address == address)
        found = self.ledger.members_of_article(article.id)[0].incident
        assert found is not None
        return found

    def sign(self) -> Signed:
        """Return what signs an act now."""
        self.wait()
        return Signed(by="Amina", reason="the hospital's list settles it", at=self.now)


def open_desk(folder: Path, *watches: Watch) -> Desk:
    """Open an empty ledger that watches look at."""
    desk = Desk(open_ledger(folder / "watched.db"))
    for watch in watches:
        desk.ledger.watches.save(watch, desk.now)
    return desk


def told(alerts: list[Alert]) -> list[tuple[str, str, int, str]]:
    """Return by which watch, how, under which number and of which place alerts tell."""
    return [(one.watch, one.move, one.number, one.place.partition(",")[0]) for one in alerts]
