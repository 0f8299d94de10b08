"""Whatever order reports come in, however they are batched and wherever a run is stopped, what is told in the
end is what is known in the end, and nothing is told under two ids.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.alerting.newsroom import TEXTS, Desk, open_desk
from twosource.alerting import raise_alerts
from twosource.alerting.gathering import gather
from twosource.alerting.meeting import find_obstacle
from twosource.alerting.raising import want
from twosource.lens import PLAIN, look_at
from twosource.review import merge, undo
from twosource.store import Filter
from twosource.store.watches import Kept
from twosource.watches import Alert, Watch

ALL = Watch(name="all")
SHOT = Watch(name="shot", kinds=("shooting",), tells=("new incident", "killed"), killed_at_least=5)
LARGE = Watch(name="large", tells=("killed",), killed_at_least=5)
WATCHES = (ALL, SHOT, LARGE)
FRESH = sorted(TEXTS.keys() - {"echo/f"})  # what is old is told of nobody
QUICKLY = (Phase.explicit, Phase.reuse, Phase.generate)

#: What happens next: an article comes, alerts are raised, a run is stopped before it ends, time passes, a person
#: joins two incidents or takes that back.
STEPS = st.lists(st.sampled_from(("look", "stop", "wait", "merge", "undo")), max_size=5)


class _Stopped(Exception):
    """A run that is killed before its transaction ends."""


def do(desk: Desk, step: str) -> None:
    if step in TEXTS:
        desk.add(step)
    elif step == "look":
        desk.look()
    elif step == "stop":
        with suppress(_Stopped), desk.ledger.transaction():
            raise_alerts(desk.ledger, desk.now)
            raise _Stopped
    elif step == "wait":
        desk.wait()
    elif step == "merge":
        _merge(desk)
    else:
        _undo(desk)


def _merge(desk: Desk) -> None:
    ids = [one.id for one in desk.ledger.incidents(Filter())]
    if len(ids) > 1:
        merge(desk.ledger, desk.sign(), ids[:2])


def _undo(desk: Desk) -> None:
    acts = [act.id for act in desk.ledger.decisions.acts() if act.undoes is None and not act.undone]
    for act in acts[:1]:
        undo(desk.ledger, desk.sign(), act)


def run(folder: Path, steps: Iterable[str]) -> Desk:
    """Do all of it, and then let what is held back be told."""
    desk = open_desk(folder, *WATCHES)
    for step in steps:
        do(desk, step)
    desk.look()
    desk.wait()
    desk.look()
    return desk


def standing_threads(alerts: Sequence[Alert]) -> dict[tuple[str, str], Alert]:
    """Return the last alert of each watch on each incident that was not cancelled."""
    last = {(one.watch, one.subject): one for one in alerts}
    return {key: one for key, one in last.items() if one.move != "cancel"}


def known(desk: Desk) -> dict[tuple[str, str], object]:
    """Return what each watch would tell of each incident that meets it now."""
    found: dict[tuple[str, str], object] = {}
    for watch in WATCHES:
        for incident in desk.ledger.incidents(Filter()):
            seen = look_at(desk.ledger, incident.id, PLAIN)
            assert seen is not None
            standing = gather(desk.ledger, seen, desk.now, want([Kept(watch=watch, started_at=desk.now)]))
            if find_obstacle(watch, standing) is None:
                found[watch.name, incident.id] = [(one.field, one.value) for one in standing.known]
    return found


def told(desk: Desk) -> dict[tuple[str, str], object]:
    return {
        key: [(one.field, one.value) for one in alert.known]
        for key, alert in standing_threads(desk.raised).items()
    }


def check(desk: Desk) -> None:
    """Nothing is lost, overtaken or told twice."""
    assert told(desk) == known(desk)
    threads = defaultdict(list)
    for alert in desk.raised:
        threads[alert.watch, alert.subject].append(alert.number)
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in threads.values())
    assert len({alert.id for alert in desk.raised}) == len(desk.raised)
    assert sorted(
        one.id for one in desk.ledger.alerts.by_id([one.id for one in desk.raised]).values()
    ) == sorted(one.id for one in desk.raised)
    assert all(set(alert.earlier) <= {one.id for one in desk.raised} for alert in desk.raised)


@given(data=st.data())
@settings(max_examples=5, deadline=None, phases=QUICKLY, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_told_in_the_end_is_what_is_known(data: st.DataObject) -> None:
    articles = data.draw(st.permutations(FRESH))
    between = [data.draw(STEPS) for _ in articles]
    steps = [step for article, after in zip(articles, between, strict=True) for step in (article, *after)]

    with TemporaryDirectory() as folder:
        check(run(Path(folder), steps))


@given(data=st.data())
@settings(max_examples=3, deadline=None, phases=QUICKLY, suppress_health_check=[HealthCheck.too_slow])
def test_any_order_and_batching_ends_in_the_same_meaning(data: st.DataObject) -> None:
    orders = [data.draw(st.permutations(FRESH)) for _ in range(2)]
    endings = []
    for order in orders:
        steps = [
            step
            for article in order
            for step in (article, *data.draw(st.sampled_from(((), ("look",), ("look", "wait")))))
        ]
        with TemporaryDirectory() as folder:
            endings.append(meaning(run(Path(folder), steps)))

    assert endings[0] == endings[1]


def meaning(desk: Desk) -> set[tuple[str, object]]:
    """Return what is told in the end by each watch, whatever the incidents are called."""
    return {
        (alert.watch, tuple((one.field, one.scope, one.value) for one in alert.known))
        for alert in standing_threads(desk.raised).values()
    }
