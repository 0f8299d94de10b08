"""Figures: instants in order along a scale, names cut, and nothing outside the picture."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import make_place
from tests.ledgers import open_ledger
from tests.web.crowds import keep_crowd
from twosource.dossier import Dossier, make_dossier
from twosource.dossier.nearby import look_around
from twosource.web.figures.links import draw_links
from twosource.web.figures.locator import draw_locator
from twosource.web.figures.scale import make_scale
from twosource.web.figures.timeline import draw_timeline
from twosource.web.figures.words import cut

_FIRST = datetime(2024, 5, 2, 12, 7, tzinfo=UTC)
_INSTANTS = st.lists(
    st.integers(0, 60 * 24 * 900).map(lambda minutes: _FIRST + timedelta(minutes=minutes)),
    min_size=1,
    max_size=20,
)


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """Return an incident of sixty voices."""
    with open_ledger(tmp_path_factory.mktemp("figures") / "ledger.db") as ledger:
        return make_dossier(ledger, keep_crowd(ledger, 60))


@settings(max_examples=80, deadline=None)
@given(_INSTANTS)
def test_a_scale_keeps_order_and_bounds(instants: list[datetime]) -> None:
    scale = make_scale(instants, left=100, right=900)
    places = [scale.place(at) for at in sorted(instants)]
    assert all(one <= other for one, other in pairwise(places))
    assert all(100 <= place <= 900 for place in places)


@settings(max_examples=80, deadline=None)
@given(_INSTANTS)
def test_ticks_are_few_and_apart(instants: list[datetime]) -> None:
    ticks = make_scale(instants, left=100, right=900).ticks()
    assert len(ticks) <= 9
    assert all(other.x - one.x > 30 for one, other in pairwise(ticks))


def test_a_crowded_start_of_a_long_time_is_stretched() -> None:
    early = [_FIRST + timedelta(hours=hour) for hour in range(5)]
    scale = make_scale([*early, _FIRST + timedelta(days=400)], left=0, right=1000)
    assert scale.stretched
    assert scale.place(early[-1]) > 150


def test_a_scale_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="an instant"):
        make_scale([], left=0, right=1)


def test_articles_that_would_cover_one_another_share_a_mark(dossier: Dossier) -> None:
    timeline = draw_timeline(dossier.course)
    assert timeline is not None
    assert sum(dot.number for lane in timeline.lanes for dot in lane.dots) == 60
    assert all(one.x < other.x for lane in timeline.lanes for one, other in pairwise(lane.dots))


def test_no_more_newsrooms_than_lanes_and_the_rest_together(dossier: Dossier) -> None:
    timeline = draw_timeline(dossier.course)
    assert timeline is not None
    assert (len(timeline.lanes), timeline.lanes[-1].whole) == (11, "5 other newsrooms")


def test_marks_and_bands_stay_inside_their_panel(dossier: Dossier) -> None:
    timeline = draw_timeline(dossier.course)
    assert timeline is not None
    (panel,) = timeline.panels
    edges = [edge for mark in panel.marks for edge in (mark.top, mark.bottom)]
    edges += [edge for step in panel.steps for edge in (step.top, step.bottom)]
    assert all(panel.top <= edge <= panel.bottom for edge in edges)


def test_links_are_bounded_and_every_name_is_within(dossier: Dossier) -> None:
    drawn = draw_links(dossier.picture)
    assert len(drawn.voices) == len(drawn.outlets) == 14
    assert drawn.voices[-1].whole == "and 47 more"
    assert all(0 < node.y < drawn.height for node in (*drawn.outlets, *drawn.newsrooms, *drawn.voices))


def test_a_locator_says_where_in_words() -> None:
    around = look_around(make_place())
    assert around is not None
    drawn = draw_locator(around)
    assert drawn.words.startswith("0.100° S, 34.750° E, within 5 km of it. In Kisumu")
    assert all(0 <= spot.x <= drawn.width and 0 <= spot.y <= drawn.height for spot in drawn.spots)


def test_words_are_cut_and_kept_apart() -> None:
    assert cut("  The Harbour   Times ", 11) == "\u2068The Harbou…\u2069"


def test_the_crowd_is_made_the_same_each_time(tmp_path: Path) -> None:
    names = set()
    for number in range(2):
        with open_ledger(tmp_path / f"{number}.db") as ledger:
            names.add(keep_crowd(ledger, 3))
    assert len(names) == 1
