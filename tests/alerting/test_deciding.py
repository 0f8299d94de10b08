"""Alert, update, cancel or nothing, after all that was told before."""

from datetime import timedelta
from typing import Any

import pytest

from tests.alerting.making import HOUR, make_known, make_standing, make_watch
from tests.builders import NOW
from twosource.alerting.deciding import NOTHING, PAUSE, Decision, Now, Told, decide
from twosource.alerting.standing import Least, Standing
from twosource.alerting.triggers import Raised
from twosource.ids import IncidentId
from twosource.watches import Difference, Watch

OTHER = IncidentId("i_" + "1" * 10)
NEW: Raised = ("new incident", "New incident.")
FIVE = make_standing(killed=Least(low=5), known=(make_known(value="5"),), newest_at=NOW + HOUR)
MORE = (Difference(field="killed", sentence="killed: 5, before: 4"),)


LARGE: Raised = ("killed", "At least 5 killed: the watch asks for 5.")


def told(standing: Standing | None = None, **changes: Any) -> Told:
    values: dict[str, Any] = {"standing": standing or make_standing(), "at": NOW, "is_open": True}
    return Told(**(values | changes))


def now(standing: Standing | None, after: timedelta = HOUR, **changes: Any) -> Now:
    return Now(standing=standing, at=NOW + after, **changes)


@pytest.mark.parametrize(
    ("watch", "before", "after", "decision"),
    [
        pytest.param(make_watch(), None, now(make_standing()), Decision(move="alert", triggers=(NEW,)), id="new"),
        pytest.param(make_watch(kinds=("bombing",)), None, now(make_standing()), NOTHING, id="not asked for"),
        pytest.param(make_watch(), None, now(None), NOTHING, id="gone before it was told"),
        pytest.param(make_watch(), None, now(make_standing(), before=make_standing()), NOTHING, id="there before the watch"),
        pytest.param(make_watch(places=("KE",)), None, now(make_standing(), before=make_standing(country=None)),
                     Decision(move="alert", triggers=(NEW,)), id="meets it only since"),
        pytest.param(make_watch(), told(), now(make_standing()), NOTHING, id="nothing else told"),
        pytest.param(make_watch(), told(), now(FIVE), Decision(move="update", differences=MORE), id="told otherwise"),
        pytest.param(make_watch(), told(), now(FIVE, PAUSE / 2), Decision(look_again_at=NOW + PAUSE), id="held back"),
        pytest.param(make_watch(), told(), now(FIVE, PAUSE), Decision(move="update", differences=MORE), id="due"),
        pytest.param(
            make_watch(tells=("new incident", "killed"), killed_at_least=5), told(), now(FIVE, PAUSE / 2),
            Decision(move="update", triggers=(LARGE,), differences=MORE),
            id="a threshold does not wait",
        ),
        pytest.param(make_watch(), told(), now(None),
                     Decision(move="cancel", reason="No report tells of it any more."), id="dissolved"),
        pytest.param(
            make_watch(), told(), now(None, into=OTHER),
            Decision(move="cancel", reason=f"It is the same happening as incident {OTHER}, which is told of there."),
            id="merged into another",
        ),
        pytest.param(
            make_watch(killed_at_least=5), told(FIVE), now(make_standing()),
            Decision(move="cancel", differences=(Difference(field="killed", sentence="killed: 4, before: 5"),),
                     reason="It no longer meets the watch: it does not reach 5 killed."),
            id="corrected",
        ),
        pytest.param(make_watch(kinds=("bombing",)), told(same_question=False), now(make_standing()),
                     Decision(is_closed=True), id="the watch asks otherwise"),
        pytest.param(make_watch(), told(is_open=False), now(make_standing()),
                     Decision(move="alert", triggers=(NEW,), reason="It was told before, and stands again."), id="back"),
        pytest.param(
            make_watch(), None, now(make_standing(), inherits=("It was another.",)),
            Decision(move="update", reason="It was another."), id="what others were told is not new",
        ),
        pytest.param(make_watch(), told(), now(make_standing(), inherits=("It was another.",)),
                     Decision(move="update", reason="It was another."), id="another was merged into it"),
        pytest.param(make_watch(), told(), now(FIVE, timedelta(days=5)), NOTHING, id="only old articles tell so"),
        pytest.param(make_watch(), told(), now(None, timedelta(days=5)),
                     Decision(move="cancel", reason="No report tells of it any more."), id="a late cancellation"),
    ],
)  # fmt: skip
def test_what_a_watch_says(watch: Watch, before: Told | None, after: Now, decision: Decision) -> None:
    assert decide(watch, before, after) == decision


def test_a_clock_that_was_put_back_holds_nothing_up() -> None:
    assert decide(make_watch(), told(), now(FIVE, -HOUR)).move == "update"


def test_what_is_held_back_and_then_taken_back_is_never_told() -> None:
    held = decide(make_watch(), told(), now(FIVE, PAUSE / 2))

    assert held.look_again_at is not None
    assert decide(make_watch(), told(), now(make_standing(), PAUSE)) == NOTHING
