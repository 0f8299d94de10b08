"""Incidents as the press had told them: by when what was printed, and how the facts moved."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import NOW, make_article
from tests.ledgers import open_ledger
from tests.simple_stages import SimpleStages, inputs
from twosource.lens import PLAIN, Lens, look, look_back, look_over, see_over
from twosource.pipeline import add
from twosource.store import Filter, Ledger
from twosource.store.past import printed_at

HOUR = timedelta(hours=1)
TEXTS = {
    "courier/1": "Two people were shot dead in Kisumu on 2024-05-01, police said.",
    "herald/2": "Gunmen shot at people in Kisumu on 2024-05-01. Two died.",
    "courier/3": "Four people were shot dead in Kisumu on 2024-05-01, police now said.",
    "post/4": "Three people were killed by a bomb in Mombasa on 2024-05-01.",
}
PRINTED = {address: NOW + number * HOUR for number, address in enumerate(TEXTS)}
ENDS = st.integers(-2, 6).map(lambda hours: NOW + hours * HOUR)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with open_ledger(Path(tmp_path_factory.mktemp("lens")) / "ledger.db") as opened:
        list(add(opened, SimpleStages(texts=TEXTS, published=PRINTED).pipe(), inputs(*TEXTS)))
        yield opened


def as_of(moment: datetime, profile: str | None = None) -> Lens:
    return Lens(as_of=moment, profile=profile)


@pytest.mark.parametrize(
    ("changes", "moment"),
    [
        pytest.param({}, NOW, id="at its publication"),
        pytest.param({"updated": NOW + HOUR}, NOW + HOUR, id="as it stands, at its change"),
        pytest.param({"published": None, "fetched_at": NOW - HOUR}, NOW - HOUR, id="when we got it"),
        pytest.param(
            {"published": datetime.fromisoformat("2024-05-01T00:00+03:00"), "published_precision": "day"},
            datetime.fromisoformat("2024-05-01T23:59:59+03:00"),
            id="at the end of its day",
        ),
    ],
)
def test_an_article_was_surely_printed(changes: dict[str, Any], moment: datetime) -> None:
    assert printed_at(make_article(**changes)) == moment


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moment=ENDS, later=ENDS)
def test_a_later_moment_knows_no_less(ledger: Ledger, moment: datetime, later: datetime) -> None:
    first, last = sorted((moment, later))
    before = {one.id: one.reports for one in look_over(ledger, Filter(), as_of(first))}
    after = {one.id: one.reports for one in look_over(ledger, Filter(), as_of(last))}

    assert all(set(reports) <= set(after[name]) for name, reports in before.items())


def test_after_all_was_printed_the_ledger_is_as_it_stands(ledger: Ledger) -> None:
    whole = list(ledger.incidents(Filter()))

    assert list(look_over(ledger, Filter(), as_of(NOW + 9 * HOUR))) == whole
    assert list(look_over(ledger, Filter(), Lens(profile="desk"))) == whole
    assert list(look_over(ledger, Filter(), PLAIN)) == whole
    assert [seen.incident for seen in see_over(ledger, Filter(), as_of(NOW + 9 * HOUR))] == whole


def test_one_incident_is_as_the_list_has_it(ledger: Ledger) -> None:
    for moment in sorted(PRINTED.values()):
        listed = {one.id: one for one in look_over(ledger, Filter(), as_of(moment))}
        alone = {one.id: look(ledger, one, as_of(moment)) for one in ledger.incidents(Filter())}

        assert {name: one for name, one in alone.items() if one is not None} == listed


# --- history --------------------------------------------------------------------------------------


def test_a_figure_moves_by_steps_and_repetitions_are_counted(ledger: Ledger) -> None:
    (shooting,) = (one.id for one in ledger.incidents(Filter()) if one.kind == "shooting")

    history = look_back(ledger, shooting, PLAIN)

    assert history is not None
    killed = next(one for one in history.fields if one.fact.field == "killed")
    assert [
        (one.move, one.at, one.claim.as_said, one.article.address, one.repeated) for one in killed.steps
    ] == [
        ("told", NOW, "Two", "courier/1", 1),
        ("moved", NOW + 2 * HOUR, "Four", "courier/3", 0),
    ]


def test_a_step_is_what_the_moment_shows(ledger: Ledger) -> None:
    for incident in ledger.incidents(Filter()):
        history = look_back(ledger, incident.id, PLAIN)
        assert history is not None
        for one in history.fields:
            for step in (step for step in one.steps if step.move != "contradicted"):
                seen = look(ledger, incident, as_of(step.at))
                assert seen is not None
                assert step.value in [fact.value for fact in seen.facts if fact.field == one.fact.field]
