"""A small ledger to decide about: four articles on two attacks, and what a reviewer would type."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from tests.builders import NOW
from tests.ledgers import open_ledger
from tests.simple_stages import SimpleStages, inputs
from twosource.ids import IncidentId, ReportId
from twosource.model import Fact, Incident
from twosource.pipeline import add, reread
from twosource.review import Signed
from twosource.store import Filter, Ledger

KISUMU = "Four people were shot dead in Kisumu on 2024-05-01, police said."
KISUMU_TOO = "Gunmen shot at people in Kisumu on 2024-05-01, killing some. Five died."
KISUMU_MORE = "On 2024-05-01 several were shot in Kisumu. Four people died there."
MOMBASA = "Two people were killed by a bomb in Mombasa on 2024-05-01."
MOMBASA_TOO = "A bomb in Mombasa killed Two people on 2024-05-01, officials said."
TEXTS: Mapping[str, str] = {
    "courier/a": KISUMU,
    "herald/b": KISUMU_TOO,
    "times/c": KISUMU_MORE,
    "post/d": MOMBASA,
    "wave/e": MOMBASA_TOO,
}
COPY = "echo/copy"
STAGES = SimpleStages(texts={**TEXTS, COPY: KISUMU})
SIGNED = Signed(by="Amina", reason="the hospital's list settles it", at=NOW + timedelta(days=30))


def open_desk(folder: Path, *addresses: str) -> Ledger:
    """Open a ledger of the articles named, or of all but the copy."""
    ledger = open_ledger(folder / "desk.db")
    list(add(ledger, STAGES.pipe(), inputs(*(addresses or TEXTS))))
    return ledger


def read_again(ledger: Ledger, stages: SimpleStages) -> list[str]:
    return [fate.what for fate in reread(ledger, stages.pipe())]


def report_of(ledger: Ledger, address: str) -> ReportId:
    article = next(article for article in ledger.articles() if article.address == address)
    return ledger.members_of_article(article.id)[0].report


def incident_of(ledger: Ledger, address: str) -> IncidentId:
    found = ledger.members([report_of(ledger, address)])[report_of(ledger, address)].incident
    assert found is not None
    return found


def every(ledger: Ledger) -> dict[IncidentId, Incident]:
    return {incident.id: incident for incident in ledger.incidents(Filter())}


def grouped(ledger: Ledger) -> set[frozenset[str]]:
    """Return the letters of the articles that tell of one incident, for each incident."""
    letters = {article.id: article.address.partition("/")[2] for article in ledger.articles()}
    return {frozenset(letters[one] for one in incident.articles) for incident in every(ledger).values()}


def fact(ledger: Ledger, address: str, field: str) -> Fact:
    incident = every(ledger)[incident_of(ledger, address)]
    return next(one for one in incident.facts if one.field == field)


def failures(ledger: Ledger) -> list[str]:
    return [f"{check.name}: {check.detail}" for check in ledger.check() if not check.ok]
