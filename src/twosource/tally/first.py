"""Check "the first since": contradicted only by an incident that surely was such a one in between.

The ledger's own incident, what may be the same as it, and whatever is not surely of the same kind,
target and place, never contradicts.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from twosource.ids import IncidentId
from twosource.model import Border, FirstSince, Incident, Twins
from twosource.tally.answers import Fit, all_of
from twosource.tally.counting import Holding, Sorted, is_covered
from twosource.tally.definition import Definition
from twosource.tally.question import CHECKS, Held, Question, check_period
from twosource.tally.scope import (
    Printed,
    ask,
    end_of_start,
    find_when,
    incidents_by_id,
    is_home_meant,
    last_start,
    sort_strictly,
)
from twosource.tally.tolls import told_tolls
from twosource.tally.verdicts import Ground, PressCheck, Verdict
from twosource.tally.wording import write_moment, write_question
from twosource.values.place import Place
from twosource.values.place_geometry import arc_km

_FIRST: Final = re.compile(r"\bfirst\b", re.IGNORECASE)
_DEADLIEST: Final = re.compile(r"\bdeadliest\b", re.IGNORECASE)
_SAME_SPOT_KM: Final = 25.0  # a target without a place of its own is sought no farther off: a large city
_EXACT: Final = timedelta(hours=36)  # a day told, and the width of a night; more is no exact day


def check_first(printed: Printed, holding: Holding) -> PressCheck:
    """Set "the first ... since ..." against what the ledger holds between the two."""
    assert isinstance(printed.value, FirstSince), "tallies are checked elsewhere"
    definition = _within_home(printed)
    ground, why = _find_ground(printed, definition)
    if ground is not Ground.NONE:
        return PressCheck(verdict="cannot say", ground=ground, why=why)
    case = _Case(
        printed=printed, definition=definition, holding=holding, found=_earlier(printed, definition, holding)
    )
    return _judge(case)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    printed: Printed
    definition: Definition
    holding: Holding
    found: Sorted

    @property
    def question(self) -> Question:
        return ask(self.printed, self.definition)


def _within_home(printed: Printed) -> Definition:
    """Return what is counted; of the places in its sentence only those that hold this incident."""
    definition = printed.definition
    only = replace(definition, kinds=(), targets=(), actors=(), gaps=())
    kept = tuple(name for name in definition.places if is_home_meant(printed, replace(only, places=(name,))))
    return replace(definition, places=kept)


def _find_ground(printed: Printed, definition: Definition) -> tuple[Ground, str]:
    """Return why nobody can say before the ledger is asked, or NONE."""
    if not (_FIRST.search(printed.said) or _DEADLIEST.search(printed.said)):
        return Ground.DEFINITIONS, f'The ledger does not rank incidents: "{printed.said}".'
    if definition.unit == "other" or definition.gaps:
        gaps = " and ".join(f'"{gap}"' for gap in definition.gaps) or f'"{printed.value.what}"'
        return Ground.DEFINITIONS, f"The ledger cannot tell which incidents are {gaps}."
    if not definition.is_bounded:
        return Ground.DEFINITIONS, "It is not said where or against whom it is the first."
    if printed.value.since is None or last_start(printed.value.since) is None:
        return Ground.NO_START, "It is not said since when it is the first."
    if find_when(printed.home) is None:
        return Ground.NO_END, "It is not known when this incident happened."
    if not is_home_meant(printed, definition):
        return Ground.DEFINITIONS, "This incident itself does not fit what it is called the first of."
    return Ground.NONE, ""


def _earlier(printed: Printed, definition: Definition, holding: Holding) -> Sorted:
    """Sort out what happened in between; what may be this same incident is left at the border."""
    found = sort_strictly(printed, definition, holding)
    twins = _twins_of(printed.home.incident.id, holding.twins)
    known = incidents_by_id(holding)
    inside, borders = list[IncidentId](), list(found.borders)
    for each in found.inside:
        held = Held(incident=known[each], against=holding.against)
        whys = tuple(_doubts(held, printed, definition))
        if each in twins:
            whys = (*whys, "it may be this same incident")
        if whys:
            borders.append(Border(incident=each, whys=whys))
        else:
            inside.append(each)
    return Sorted(inside=tuple(inside), borders=tuple(sorted(borders, key=lambda one: one.incident)))


def _twins_of(incident: IncidentId, twins: Iterable[Twins]) -> frozenset[IncidentId]:
    pairs = ((pair.left, pair.right) for pair in twins)
    return frozenset(each for pair in pairs if incident in pair for each in pair if each != incident)


def _doubts(held: Held, printed: Printed, definition: Definition) -> Iterable[str]:
    """Yield why an earlier incident may not speak against this one's being the first."""
    when = find_when(held)
    if when is None or when.earliest is None or when.latest is None or when.latest - when.earliest > _EXACT:
        yield "its day is not told exactly"
    if not definition.places and not _is_near(held.places(), printed.home.places()):
        yield "whether it was at the same place is not told"
    if not _FIRST.search(printed.said) and not _is_deadlier(held, printed.home):
        yield "it is not surely deadlier"


def _is_near(places: Iterable[Place], others: Iterable[Place]) -> bool:
    pairs = [(one, other) for one in places for other in others]
    return any(_gap_km(one, other) <= _SAME_SPOT_KM for one, other in pairs)


def _gap_km(one: Place, other: Place) -> float:
    """Return how far apart two places may be, by their points and the vagueness of both."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return float("inf")
    wider = max(one.radius_km or 0.0, other.radius_km or 0.0)
    return max(arc_km(one.lat, one.lon, other.lat, other.lon), wider - 1)


def _is_deadlier(held: Held, home: Held) -> bool:
    theirs, ours = told_tolls(held, "killed"), told_tolls(home, "killed")
    most = [count.high for count in ours]
    if not theirs or not ours or None in most:
        return False
    return min(count.low or 0 for count in theirs) > max(high for high in most if high is not None)


def _judge(case: _Case) -> PressCheck:
    if case.found.inside:
        return _say(case, "contradicted")
    is_ranked = not _FIRST.search(case.printed.said)
    if case.found.borders and not is_ranked:
        return _say(case, "cannot say", Ground.BORDERLINE)
    if not is_covered(case.question.since, case.holding.since):
        return _say(case, "cannot say", Ground.STARTS_LATER)
    if not case.holding.follows:
        return _say(case, "cannot say", Ground.OTHER_PLACES)
    return _say(case, "confirmed" if _holds_the_last(case) else "consistent")


def _holds_the_last(case: _Case) -> bool:
    """Whether the ledger holds such an incident at the very time since which this is the first."""
    since = case.printed.value.since
    if since is None or since.earliest is None or since.about:
        return False
    last = replace(case.question, since=since.earliest, until=end_of_start(since))
    helds = (Held(incident=one, against=case.holding.against) for one in case.holding.incidents)
    return any(
        held.incident.id != case.printed.home.incident.id
        and all_of(check(held, last) for check in CHECKS).fit is Fit.INSIDE
        and check_period(held, last).fit is Fit.INSIDE
        for held in helds
    )


def _say(case: _Case, verdict: Verdict, ground: Ground = Ground.NONE) -> PressCheck:
    return PressCheck(
        verdict=verdict,
        ground=ground,
        why=_why(case, verdict, ground),
        low=len(case.found.inside),
        high=len(case.found.inside) + len(case.found.borders),
        counted=case.found.inside,
        borders=case.found.borders,
        twins=tuple(
            pair for pair in case.holding.twins if case.printed.home.incident.id in {pair.left, pair.right}
        ),
        sentence=write_question(case.question),
    )


def _why(case: _Case, verdict: Verdict, ground: Ground) -> str:
    if verdict == "contradicted":
        return f"The ledger holds an earlier one in between: {_last(case)}."
    if verdict == "confirmed":
        return "The ledger holds such an incident then, and none in between."
    if verdict == "consistent":
        return "The ledger covers the time and holds no other in between."
    begins = case.holding.since
    if ground is Ground.STARTS_LATER:
        return f"The ledger holds none, but starts {f'only on {write_moment(begins.date())}' if begins else 'nobody knows when'}."
    if ground is Ground.BORDERLINE:
        return f"The ledger holds {len(case.found.borders)} in between that may be such incidents."
    return "The ledger holds nothing else of the place in between, so that its silence proves nothing."


def _last(case: _Case) -> str:
    known = incidents_by_id(case.holding)
    one = max((known[each] for each in case.found.inside), key=lambda each: (_start(each, case), each.id))
    return one.headline or one.id


def _start(incident: Incident, case: _Case) -> datetime:
    when = find_when(Held(incident=incident, against=case.holding.against))
    return when.earliest if when and when.earliest else datetime.min.replace(tzinfo=UTC)
