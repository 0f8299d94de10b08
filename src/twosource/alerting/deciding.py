"""Alert, update, cancel or nothing: what a watch says of an incident now, after all it said before. Pure.

Updates that cross no trigger wait until :data:`PAUSE` has passed since the last alert; what is held back
is told then, as it stands then, so that nothing is lost and nothing overtaken is told. What only old
articles tell of, as when an archive is added, makes no update; that something was wrong is always told.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from twosource.alerting.differences import find_differences
from twosource.alerting.meeting import find_obstacle
from twosource.alerting.standing import Standing
from twosource.alerting.triggers import Raised, find_triggers, is_news
from twosource.ids import IncidentId
from twosource.watches import Difference, Move, Watch

#: The least time between two updates on one incident, unless a trigger fires meanwhile.
PAUSE: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a watch told of an incident last: how it stood then, when, and whether that still stands.

    ``same_question`` is False where the watch was asked otherwise since.
    """

    standing: Standing
    at: datetime
    is_open: bool
    same_question: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """How an incident stands now, None where nobody tells of it any more or it was merged ``into`` another.

    ``before`` is how it stood when the watch began to look, None where it was not there. ``inherits`` says
    of which incidents it took over what was told, in words, where some were merged into it or it was taken
    out of one.
    """

    standing: Standing | None
    at: datetime
    before: Standing | None = None
    into: IncidentId | None = None
    inherits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What to tell: a move with its reasons, or nothing (None), for good or until ``look_again_at``.

    ``is_closed`` forgets what was told without a word, since the watch is asked otherwise.
    """

    move: Move | None = None
    triggers: tuple[Raised, ...] = ()
    differences: tuple[Difference, ...] = ()
    reason: str = ""
    look_again_at: datetime | None = None
    is_closed: bool = False


NOTHING: Final = Decision()


def decide(watch: Watch, told: Told | None, now: Now) -> Decision:
    """Return what a watch says of an incident now."""
    if told is not None and told.is_open:
        return _go_on(watch, told, now)
    return _begin(watch, told, now)


def _begin(watch: Watch, told: Told | None, now: Now) -> Decision:
    """Decide on what was never told, or was cancelled."""
    after = now.standing
    if after is None or find_obstacle(watch, after) is not None:
        return NOTHING
    if now.inherits:
        return _inherit(watch, now, after)
    before = now.before
    if told is not None or (before is not None and find_obstacle(watch, before) is not None):
        before = None
    triggers = find_triggers(watch, before, after, now.at)
    if told is not None:  # cancelled, as by an act that was undone since
        return Decision(move="alert", triggers=triggers, reason="It was told before, and stands again.")
    return Decision(move="alert", triggers=triggers) if triggers else NOTHING


def _inherit(watch: Watch, now: Now, after: Standing) -> Decision:
    """Decide on an incident that holds what was told of another: people know of it, so nothing is new."""
    triggers = tuple(one for one in find_triggers(watch, None, after, now.at) if one[0] != "new incident")
    return Decision(move="update", triggers=triggers, reason=" ".join(now.inherits))


def _go_on(watch: Watch, told: Told, now: Now) -> Decision:
    """Decide on what was told and stands."""
    after = now.standing
    if after is None:
        return Decision(move="cancel", reason=_gone(now))
    differences = find_differences(told.standing, after)
    obstacle = find_obstacle(watch, after)
    if obstacle is not None:
        return _leave(told, obstacle, differences)
    triggers = find_triggers(watch, told.standing, after, now.at)
    if now.inherits or (triggers and is_news(watch, after, now.at)):
        return Decision(
            move="update", triggers=triggers, differences=differences, reason=" ".join(now.inherits)
        )
    if not differences or not is_news(watch, after, now.at):
        return NOTHING
    may_tell_at = told.at + PAUSE
    if told.at <= now.at < may_tell_at:  # before: the clock was put back, which holds nothing up
        return Decision(look_again_at=may_tell_at)
    return Decision(move="update", differences=differences)


def _leave(told: Told, obstacle: str, differences: tuple[Difference, ...]) -> Decision:
    """Decide on what no longer meets the watch; where that is since it asks otherwise, nothing is said."""
    if not told.same_question:
        return Decision(is_closed=True)
    reason = f"It no longer meets the watch: {obstacle}."
    return Decision(move="cancel", differences=differences, reason=reason)


def _gone(now: Now) -> str:
    if now.into is None:
        return "No report tells of it any more."
    return f"It is the same happening as incident {now.into}, which is told of there."
