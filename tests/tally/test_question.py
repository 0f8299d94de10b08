from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tally.samples import NAHR, at, fact, incident, on
from twosource.ids import IncidentId
from twosource.model import Border, Certainty, Fact, Responsibility, Status, Tally
from twosource.tally import Fit, Near, Question, count_incidents, matches
from twosource.values.party import Party
from twosource.values.place import Place
from twosource.values.when import When

INSIDE, BORDER, OUTSIDE = Fit.INSIDE, Fit.BORDER, Fit.OUTSIDE
RIVER = Party(name="River Brigade", kind="armed group", as_said="the River Brigade")
GUNMEN = Party(name="gunmen", kind="unidentified", as_said="gunmen")
FRIDAY = When(earliest=None, latest=None, precision="day", zone=None, as_said="Friday", weekday=4)
NOWHERE = Place(name="Tal Nowhere", country=None, lat=None, lon=None, radius_km=None, as_said="Tal Nowhere")
SUSPECTED: dict[str, Any] = {"certainty": Certainty.SUSPECTED}
DISPUTED: dict[str, Any] = {"status": Status.CONTRADICTED}


@pytest.mark.parametrize(
    ("facts", "question", "fit"),
    [
        pytest.param([], Question(), INSIDE, id="nothing asked"),
        pytest.param([fact("place", NAHR)], Question(places=("Nahr",)), INSIDE, id="the place"),
        pytest.param([fact("place", NAHR)], Question(places=("Peru", "Iraq")), INSIDE, id="a place around it"),
        pytest.param([fact("place", NAHR)], Question(places=("IQ",)), INSIDE, id="its country's code"),
        pytest.param([fact("place", NAHR)], Question(places=("Basra",)), OUTSIDE, id="another place"),
        pytest.param([fact("place", NAHR, **DISPUTED)], Question(places=("Basra",)), BORDER, id="a disputed place"),
        pytest.param([fact("kind", "bombing")], Question(places=("Nahr",)), BORDER, id="no place known"),
        pytest.param([fact("place", NAHR)], Question(near=Near(lat=36.0, lon=43.0, km=20)), INSIDE, id="in the circle"),
        pytest.param([fact("place", NAHR)], Question(near=Near(lat=36.0, lon=43.0, km=3)), BORDER, id="partly in it"),
        pytest.param([fact("place", NAHR)], Question(near=Near(lat=38.0, lon=43.0, km=20)), OUTSIDE, id="outside it"),
        pytest.param([fact("place", NOWHERE)], Question(near=Near(lat=0, lon=0, km=9)), BORDER, id="no point"),
        pytest.param([fact("kind", "bombing")], Question(kinds=("explosive attack",)), INSIDE, id="a case of the kind"),
        pytest.param([fact("kind", "bombing")], Question(kinds=("car bombing",)), BORDER, id="may be a case"),
        pytest.param([fact("kind", "bombing")], Question(kinds=("kidnapping",)), OUTSIDE, id="another kind"),
        pytest.param([fact("target", "a police van")], Question(targets=("Police",)), INSIDE, id="the target"),
        pytest.param([fact("target", "a police van")], Question(targets=("police station",)), OUTSIDE, id="another target"),
        pytest.param([fact("kind", "bombing")], Question(targets=("police",)), BORDER, id="no target known"),
        pytest.param([fact("perpetrator", RIVER)], Question(actors=("river brigade",)), INSIDE, id="blamed, asserted"),
        pytest.param([fact("perpetrator", RIVER, **SUSPECTED)], Question(actors=("River Brigade",)), BORDER, id="suspected"),
        pytest.param([fact("perpetrator", GUNMEN)], Question(actors=("River Brigade",)), BORDER, id="unidentified"),
        pytest.param([fact("perpetrator", RIVER)], Question(actors=("Hill Front",)), OUTSIDE, id="somebody else"),
        pytest.param(
            [fact("responsibility", Responsibility(stance="claimed", by=RIVER))],
            Question(actors=("River Brigade",)), INSIDE, id="claimed",
        ),
        pytest.param(
            [fact("responsibility", Responsibility(stance="denied", by=RIVER))],
            Question(actors=("River Brigade",)), BORDER, id="denied",
        ),
        pytest.param(
            [fact("responsibility", Responsibility(stance="none claimed"))],
            Question(actors=("River Brigade",)), BORDER, id="claimed by nobody",
        ),
        pytest.param([fact("when", on(3, 5))], Question(since=at(3, 1), until=at(4, 1)), INSIDE, id="in the period"),
        pytest.param([fact("when", on(3, 1, 31))], Question(since=at(3, 10)), BORDER, id="partly in it"),
        pytest.param([fact("when", on(3, 5))], Question(since=at(3, 10)), OUTSIDE, id="before it"),
        pytest.param([fact("when", FRIDAY)], Question(since=at(3, 10)), BORDER, id="a day without a date"),
    ],
)  # fmt: skip
def test_an_incident_is_inside_outside_or_at_the_border(
    facts: list[Fact], question: Question, fit: Fit
) -> None:
    assert matches(incident("i_1", *facts), question) is fit


def test_the_tally_is_a_range_with_what_was_counted() -> None:
    held = [
        incident("i_3"),
        incident("i_1"),
        incident("i_2", fact("place", NAHR)),
        incident("i_4", fact("when", on(1, 5)), fact("place", NAHR)),
    ]
    question = Question(places=("Nahr",), since=at(3, 1))
    assert count_incidents(held, question, ledger_since=at(2, 1)) == Tally(
        low=2, high=3, counted=(IncidentId("i_1"), IncidentId("i_3")), borderline=(IncidentId("i_2"),),
        covered=True, question=(("place", "Nahr"), ("since", "2024-03-01T00:00:00+00:00")),
        borders=(Border(incident=IncidentId("i_2"), whys=("the day is not told",)),),
        sentence="Incidents in Nahr, from 1 March 2024 on", ledger_since=at(2, 1),
    )  # fmt: skip


@pytest.mark.parametrize(("month", "covered"), [(2, True), (4, False), (None, False)])
def test_a_ledger_that_starts_later_does_not_cover_the_question(month: int | None, covered: bool) -> None:
    start = at(month, 1) if month else None
    assert count_incidents([], Question(since=at(3, 1)), ledger_since=start).covered is covered


@settings(deadline=None, max_examples=40)
@given(st.permutations([incident(f"i_{number}") for number in range(5)]))
def test_the_order_of_incidents_changes_nothing(held: list[Any]) -> None:
    assert count_incidents(held, Question(kinds=("attack",))).counted == tuple(
        IncidentId(f"i_{number}") for number in range(5)
    )
