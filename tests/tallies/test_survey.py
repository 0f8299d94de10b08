"""Counting at once gives what counting one by one gives, whatever is asked and told."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta, timezone
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import NOW, make_count, make_fact, make_incident, make_place, make_when
from tests.ledgers import open_ledger
from twosource.ids import ClaimId, IncidentId
from twosource.lens import Lens
from twosource.model import Certainty, Fact, Incident, Responsibility, Status
from twosource.store import Ledger, countables
from twosource.store.countables import read_trait, write_trait
from twosource.store.tellings import Told
from twosource.tallies import Layout, Survey, survey
from twosource.tallies.survey import _KNOWN, survey_one_by_one
from twosource.tallies.traits import _LEDGERS_READ
from twosource.tallies.twins import _OPEN
from twosource.tally import Held, Holding, Near, Question, count_holding
from twosource.values.party import Party

BY = ("year", "month", "week", "day", "place", "country", "kind", "target", "actor", "outlet", "status")
FARAWAY = make_place("Timbuktu", lat=16.77, lon=-3.0, country="ML", within=("Mali",), zone="Africa/Bamako")
COUNTRY = make_place("Kenya", lat=0.5, lon=38.0, radius_km=500.0, kind="country", within=())
GUNMEN = Party(name="Gunmen", kind="unidentified", as_said="gunmen")
FRONT = Party(name="Lake Front", kind="armed group", as_said="the Lake Front")

QUESTIONS = [
    pytest.param(Question(), id="everything"),
    pytest.param(Question(kinds=("bombing",)), id="kind"),
    pytest.param(Question(kinds=("explosive attack", "shooting")), id="kinds, one of them wide"),
    pytest.param(Question(places=("Kenya",)), id="country"),
    pytest.param(Question(places=("Kisumu",)), id="town"),
    pytest.param(Question(near=Near(lat=-0.1, lon=34.75, km=60)), id="circle"),
    pytest.param(Question(targets=("police",)), id="target"),
    pytest.param(Question(targets=("police in Kenya",), kinds=("shooting",)), id="target with its place"),
    pytest.param(Question(actors=("Lake Front",)), id="actor"),
    pytest.param(Question(since=date(2024, 5, 2)), id="since a day"),
    pytest.param(Question(until=date(2024, 5, 1)), id="until a day"),
    pytest.param(Question(since=NOW, until=NOW + timedelta(hours=30)), id="between instants"),
    pytest.param(Question(since=date(2024, 4, 1), places=("Kenya",), kinds=("bombing",)), id="all at once"),
]

whens = st.builds(
    lambda hours, width, ahead: make_when(
        (NOW + timedelta(hours=hours)).astimezone(_zone(ahead)),
        (NOW + timedelta(hours=hours + width)).astimezone(_zone(ahead)),
    ),
    st.integers(-900, 900), st.sampled_from([0, 5, 24, 800]), st.sampled_from([-5, 0, 3]),
)  # fmt: skip
counts = st.builds(make_count, st.integers(0, 9), st.sampled_from([None, 12]))
parties = st.sampled_from(["police", "a police station", "civilians"])
certainties = st.sampled_from([Certainty.ASSERTED, Certainty.SUSPECTED, Certainty.DENIED])
owners = st.sampled_from([Responsibility(stance="claimed", by=FRONT), Responsibility(stance="none claimed")])
numbers = count()


def _zone(ahead: int) -> Any:
    return timezone(timedelta(hours=ahead))


@st.composite
def facts_told(draw: st.DrawFn) -> tuple[tuple[Fact, ...], dict[ClaimId, Any]]:
    """Draw facts of some fields, each perhaps contradicted, with the values that stand against them."""
    against: dict[ClaimId, Any] = {}
    told: list[Fact] = []
    sorts: dict[Any, Any] = {
        "when": whens, "place": st.sampled_from([make_place(), FARAWAY, COUNTRY]), "target": parties,
        "perpetrator": st.sampled_from([GUNMEN, FRONT]), "responsibility": owners, "killed": counts,
        "injured": counts, "kind": st.sampled_from(["bombing", "shooting"]),
    }  # fmt: skip
    for field, values in sorts.items():
        if not draw(st.integers(0, 3)):
            continue
        changes: dict[str, Any] = {"certainty": draw(certainties)}
        if not draw(st.integers(0, 4)):
            claim = ClaimId(f"c_{next(numbers)}")
            against[claim] = draw(values)
            changes |= {"status": Status.CONTRADICTED, "against": (claim,)}
        told.append(make_fact(field, draw(values), **changes))
    return tuple(told), against


@st.composite
def incidents_told(draw: st.DrawFn) -> list[tuple[Incident, dict[ClaimId, Any]]]:
    """Draw some incidents."""
    found = []
    for number, (told, against) in enumerate(draw(st.lists(facts_told(), max_size=7))):
        kind = draw(st.sampled_from(["bombing", "shooting", "explosion", "explosive attack"]))
        name = IncidentId(f"i_{number:010x}")
        found.append((make_incident(*told, id=name, kind=kind, reports=(), articles=()), against))
    return found


def keep_all(ledger: Ledger, told: list[tuple[Incident, dict[ClaimId, Any]]]) -> None:
    """Keep incidents as a view does."""
    with ledger.transaction():
        for incident, against in told:
            whole = replace(incident, reports=("r_0000000000000000",))  # type: ignore[arg-type]
            ledger.open_incident(incident.id, NOW)
            ledger.save_incident(whole, NOW)
            ledger.tallying.keep(Told(incident=incident, reports=(), articles={}, copies={}))
            countables.keep_countable(ledger._database, incident, against)


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Return a ledger that every example writes to in a rehearsal: nothing is kept."""
    with open_ledger(tmp_path_factory.mktemp("survey") / "ledger.db") as ledger:
        yield ledger


@contextmanager
def keeping(ledger: Ledger, told: list[tuple[Incident, dict[ClaimId, Any]]]) -> Iterator[None]:
    """Keep incidents while inside; what was remembered of a ledger that is taken back is forgotten."""
    _LEDGERS_READ.clear()
    for remembered in (_KNOWN, _OPEN):
        remembered._known.clear()
    with ledger.rehearsal():
        keep_all(ledger, told)
        yield


@settings(max_examples=12, deadline=None)
@given(told=incidents_told())
@pytest.mark.parametrize("question", QUESTIONS)
def test_it_counts_what_asking_each_incident_counts(
    rehearsed: Ledger, question: Question, told: list[tuple[Incident, dict[ClaimId, Any]]]
) -> None:
    with keeping(rehearsed, told):
        found = survey(rehearsed, question, Layout(most=100))

    against = {claim: value for _, values in told for claim, value in values.items()}
    expected = count_holding(Holding(incidents=tuple(one for one, _ in told), against=against), question)
    assert (found.low, found.high) == (expected.low, expected.high)
    assert sorted(found.listed) == sorted(expected.counted)
    assert sorted(one.incident for one in found.borders) == sorted(expected.borderline)


@settings(max_examples=5, deadline=None)
@given(told=incidents_told())
@pytest.mark.parametrize("by", BY)
def test_its_parts_and_sums_are_those_of_counting_one_by_one(
    rehearsed: Ledger, by: str, told: list[tuple[Incident, dict[ClaimId, Any]]]
) -> None:
    undisputed = [(one, values) for one, values in told if not values]  # the ledger has no claims to look up
    layout = Layout(by=by, sums=("killed", "injured"), most=100)
    with keeping(rehearsed, undisputed):
        at_once = survey(rehearsed, Question(), layout)
        assert _settled(at_once) == _settled(survey_one_by_one(rehearsed, Question(), layout))


def _settled(found: Survey) -> Survey:
    """Return a survey with its lists in one order."""
    return replace(found, listed=tuple(sorted(found.listed)), borders=tuple(sorted(found.borders, key=lambda one: one.incident)))  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(told=facts_told())
@pytest.mark.parametrize("sort", ["place", "target", "actor", "time"])
def test_a_trait_reads_back_as_it_was_written(
    sort: Any, told: tuple[tuple[Fact, ...], dict[Any, Any]]
) -> None:
    body = write_trait(Held(incident=make_incident(*told[0]), against=told[1]), sort)

    assert write_trait(read_trait(body), sort) == body


def test_an_empty_ledger_counts_nothing(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        found = survey(ledger, Question(since=date(2024, 1, 1)), Layout(by="month"))

    assert (found.low, found.high, found.parts, found.is_covered) == (0, 0, (), False)


def test_what_was_counted_is_counted_anew_after_a_write(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        before = survey(ledger, Question()).high
        keep_all(ledger, [(make_incident(make_fact("when", make_when(NOW)), reports=(), articles=()), {})])

        assert (before, survey(ledger, Question()).high) == (0, 1)


def test_an_incident_whose_row_is_missing_is_counted_one_by_one(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        with ledger.transaction():
            incident = make_incident(make_fact("when", make_when(NOW)))
            ledger.open_incident(incident.id, NOW)
            ledger.save_incident(incident, NOW)

        assert not ledger.tallying.is_whole
        assert survey(ledger, Question()).high == 1


def test_through_a_lens_it_counts_what_was_known_then(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        keep_all(ledger, [(make_incident(make_fact("when", make_when(NOW)), reports=(), articles=()), {})])

        assert survey(ledger, Question(), lens=Lens(as_of=NOW - timedelta(days=9))).high == 0
