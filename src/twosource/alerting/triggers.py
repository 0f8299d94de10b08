"""What about an incident raises an alert for a watch: what holds now and did not before. Pure.

Each trigger comes with a sentence that says why, for the reader of the alert.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from twosource.alerting.meeting import reaches, tell_nearness
from twosource.alerting.standing import Least, Standing
from twosource.watches import Known, Trigger, Watch
from twosource.wording import field_name, listed, plural

#: Fields of which a contradiction is worth ringing for.
GRAVE: Final = (
    "killed", "injured", "casualties", "when", "time", "place", "impact place", "perpetrator", "responsibility",
)  # fmt: skip

Raised = tuple[Trigger, str]


def find_triggers(
    watch: Watch, before: Standing | None, after: Standing, now: datetime
) -> tuple[Raised, ...]:
    """Return what raises an alert, with a sentence each, for an incident that meets the watch.

    ``before`` is how it stood when the watch last told of it, or began to look; None where it was not
    there. ``now`` tells what is old: see :func:`is_fresh` and :func:`is_news`.
    """
    if before is None and not is_news(watch, after, now):
        return ()
    return tuple(
        (trigger, sentence)
        for trigger in dict.fromkeys(watch.tells)
        if trigger in _FINDERS
        for sentence in _FINDERS[trigger](watch, before, after)
        if trigger != "new incident" or is_fresh(watch, after, now)
    )


def is_fresh(watch: Watch, after: Standing, now: datetime) -> bool:
    """Whether an incident can have happened within the time in which it is told as new.

    An archive that is added, or a piece on an anniversary, tells of nothing new.
    """
    return after.last_possible >= now - watch.fresh_for and is_news(watch, after, now)


def is_news(watch: Watch, after: Standing, now: datetime) -> bool:
    """Whether an article that tells of it as news was printed within the time in which things are told."""
    return after.newest_at >= now - watch.fresh_for


def _new(watch: Watch, before: Standing | None, after: Standing) -> Iterator[str]:
    if before is not None:
        return
    near = None if watch.near is None else tell_nearness(watch.near, after)
    yield f"New incident, {near}." if near else "New incident."


def _threshold(name: Trigger) -> Callable[[Watch, Standing | None, Standing], Iterator[str]]:
    def find(watch: Watch, before: Standing | None, after: Standing) -> Iterator[str]:
        if name in reaches(watch, after) and (before is None or name not in reaches(watch, before)):
            yield _reached(name, watch, after)

    return find


def _reached(name: Trigger, watch: Watch, after: Standing) -> str:
    if name == "voices":
        return f"{plural(after.voices, 'independent voice')} now: the watch asks for {watch.voices_at_least}."
    low = (after.killed if name == "killed" else after.injured).low
    asked = watch.killed_at_least if name == "killed" else watch.injured_at_least
    return f"At least {low:,} {name}: the watch asks for {asked}."


def _contradiction(watch: Watch, before: Standing | None, after: Standing) -> Iterator[str]:
    del watch
    known = frozenset[tuple[str, str]]() if before is None else before.disputed()
    fresh = [
        one
        for one in after.known
        if one.field in GRAVE and (one.field, one.scope) in after.disputed() - known
    ]
    if fresh:
        yield f"The voices contradict each other on {listed(_told(one) for one in fresh)}."


def _told(known: Known) -> str:
    return f"{field_name(known.field, known.scope)} ({known.value})"


def _rise(watch: Watch, before: Standing | None, after: Standing) -> Iterator[str]:
    del watch
    tolls = (
        ("killed", after.killed, None if before is None else before.killed),
        ("injured", after.injured, None if before is None else before.injured),
    )
    rises = [
        f"{name} from {was} to {now.low}"
        for name, now, past in tolls
        if (was := _risen_from(past, now)) is not None
    ]
    if rises:
        yield f"The toll rises: {listed(rises)}."


def _risen_from(past: Least | None, now: Least) -> int | None:
    """Return the lower toll from which one has risen, as told last or as its own history has it; or None."""
    was = now.before if past is None else past.low
    return was if was is not None and now.low is not None and was < now.low else None


def _claimed(watch: Watch, before: Standing | None, after: Standing) -> Iterator[str]:
    del watch
    known = () if before is None else before.owners
    fresh = [one for one in after.owners if one not in known]
    if fresh:
        yield f"Responsibility is claimed by {listed(fresh)}."


def _tally(watch: Watch, before: Standing | None, after: Standing) -> Iterator[str]:
    del watch
    known = set[str]() if before is None else {one.claim for one in before.checks}
    yield from dict.fromkeys(one.sentence for one in after.checks if one.claim not in known)


_FINDERS: Final[dict[Trigger, Callable[[Watch, Standing | None, Standing], Iterator[str]]]] = {
    "new incident": _new,
    "killed": _threshold("killed"),
    "injured": _threshold("injured"),
    "voices": _threshold("voices"),
    "contradiction": _contradiction,
    "toll rises": _rise,
    "claim of responsibility": _claimed,
    "press tally contradicted": _tally,
}
