"""Which pairs are compared: those that ``add`` would find, however keys are cut and spread."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.archive.stages.flow import Flow
from tests.archive.stages.looking import CHOOSING, Bounds, Told, choose_one_by_one, chosen, file
from twosource import link
from twosource.archive.stages import blocks, linking, meeting, pairs, rows, slabs
from twosource.archive.stages.filing import hash_key
from twosource.archive.stages.meeting import FILED, PROBES
from twosource.archive.stages.rows import MEMBER, to_table

KEYS = ("d1", "d2", "c1", "w1", "p1", "u1", "u2")
WIDE = Bounds(crowded=link.CROWDED, busy=meeting.BUSY, most=link.MOST)
NARROW = Bounds(crowded=3, busy=5, most=4)

some_keys = st.frozensets(st.sampled_from(KEYS), max_size=4)
some_told = st.lists(
    st.tuples(st.integers(0, 14), some_keys, some_keys, st.booleans()), min_size=1, max_size=24
).map(
    lambda rows: [
        Told(report=hash_key(str(at)), arrival=arrival, keys=keys, probes=probes, settled=settled)
        for at, (arrival, keys, probes, settled) in enumerate(rows)
    ]
)


@pytest.fixture(params=["whole keys", "every key cut"])
def cutting(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut no key, or every key under which any pair meets."""
    if request.param == "every key cut":
        monkeypatch.setattr(blocks, "HOT_PAIRS", 0)


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds that a handful of reports reaches, fields of a few cells, and pieces of a few pairs."""
    monkeypatch.setattr(link, "CROWDED", NARROW.crowded)
    monkeypatch.setattr(link, "MOST", NARROW.most)
    monkeypatch.setattr(meeting, "BUSY", NARROW.busy)
    for module in (meeting, pairs, rows):
        monkeypatch.setattr(module, "_AT_ONCE", 5)
    monkeypatch.setattr(slabs, "_CELLS", 4)


@pytest.mark.usefixtures("cutting")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=some_told, buckets=st.integers(1, 4))
def test_pairs_are_those_that_are_found_one_by_one(told: Sequence[Told], buckets: int) -> None:
    assert chosen(file(told, buckets).run(*CHOOSING)) == choose_one_by_one(told, WIDE)


@pytest.mark.usefixtures("cutting", "narrow")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=some_told, buckets=st.integers(1, 4))
def test_crowded_keys_and_the_most_candidates_are_those_of_one_by_one(
    told: Sequence[Told], buckets: int
) -> None:
    assert chosen(file(told, buckets).run(*CHOOSING)) == choose_one_by_one(told, NARROW)


def test_a_coarse_key_says_nothing_to_whoever_comes_after_it_was_crowded() -> None:
    key = frozenset({"u1"})
    told = [Told(report=at, arrival=at, keys=key, probes=key) for at in range(link.CROWDED + 5)]
    flow = file(told, 2).run(*CHOOSING)
    assert chosen(flow) == choose_one_by_one(told, WIDE)
    assert max(later for later, _ in chosen(flow)) == link.CROWDED - 1
    assert flow.counts["keys passed over"] == 1


# --- a capital city on a day of war ----------------------------------------------------------------

HOT, SHARED, BUCKETS = 700, 3, 10
NUMBERS = np.random.default_rng(7).permutation(HOT).astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)


@pytest.fixture(scope="module")
def hot() -> Flow:
    """Seven hundred reports under the same three keys of one day, linked in ten buckets."""
    members = np.zeros(HOT * SHARED, dtype=MEMBER)
    members["key"] = np.repeat(np.arange(SHARED, dtype=np.uint64), HOT)
    members["report"], members["arrival"] = np.tile(NUMBERS, SHARED), np.tile(np.arange(HOT), SHARED)
    members["home"] = members["report"] % np.uint64(BUCKETS)
    members["role"] = FILED | PROBES
    flow = Flow(buckets=BUCKETS)
    flow.parts[linking.FILED.name] = [to_table(members, linking.FILED)]
    return flow.run(*CHOOSING)


def test_a_hot_key_is_cut_into_many_slabs(hot: Flow) -> None:
    assert hot.counts["hot keys"] == SHARED
    assert hot.counts["slabs"] == 256
    assert (
        hot.counts["slab rows"] == (HOT - 1) * SHARED * 32
    )  # nobody comes before the first or after the last


def test_no_task_holds_much_more_of_a_hot_key_than_any_other(hot: Flow) -> None:
    rows = [part.num_rows for part in hot.parts[linking.MET_IN_SLABS.name]]
    met = HOT * (HOT - 1) // 2  # what is shared under all three keys is one row
    assert sum(rows) == met
    assert max(rows) < 2 * met / BUCKETS


def test_the_pairs_under_a_hot_key_are_those_of_the_naive_way(hot: Flow) -> None:
    naive = {
        (int(later), int(earlier))
        for at, later in enumerate(NUMBERS)
        for earlier in np.sort(NUMBERS[:at])[: link.MOST]
    }
    assert chosen(hot) == naive


def test_a_fine_key_of_too_many_says_nothing_to_those_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meeting, "BUSY", 40)
    key = frozenset({"d1"})
    told = [Told(report=at, arrival=at, keys=key, probes=key) for at in range(60)]
    flow = file(told, 2).run(*CHOOSING)
    assert max(later for later, _ in chosen(flow)) == 39
    assert flow.counts["keys passed over"] == 1
