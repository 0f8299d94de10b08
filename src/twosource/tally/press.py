"""Check a count made by the press against the ledger: confirmed, consistent, contradicted, cannot say.

A ledger holds what was added to it, so fewer incidents than the press counts prove nothing; more
do, where it is sure that the press counts the same. docs/decisions/0015 has the rules and why.
"""

from dataclasses import dataclass
from math import inf

from twosource.model import FirstSince, Incident, PressTally, Twins
from twosource.tally.counting import Holding, Sorted, count_apart, is_covered, twins_among
from twosource.tally.definition import Definition
from twosource.tally.first import check_first
from twosource.tally.question import Held, Question
from twosource.tally.scope import Printed, ask, incidents_by_id, is_home_meant, sort_strictly
from twosource.tally.tolls import TollField, sum_toll
from twosource.tally.verdicts import Ground, PressCheck, Verdict
from twosource.tally.wording import write_moment, write_question
from twosource.values.count import Count, format_count


def check_press(printed: Printed, holding: Holding) -> PressCheck:
    """Set a count in the press against what the ledger holds of its time and place."""
    if isinstance(printed.value, FirstSince):
        return check_first(printed, holding)
    definition = printed.definition
    if definition.unit == "other":
        return _cannot(
            Ground.DEFINITIONS, f'The ledger counts incidents and people, not "{printed.value.what}".'
        )
    if printed.value.since is None or ask(printed, definition).since is None:
        return _cannot(Ground.NO_START, "It is not said since when the press counts.")
    if not definition.is_bounded:
        return _cannot(Ground.DEFINITIONS, _unbounded(definition))
    return _judge(_count(printed, printed.value, definition, holding))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """The press's count beside the ledger's."""

    press: PressTally
    definition: Definition
    question: Question
    holding: Holding
    found: Sorted
    twins: tuple[Twins, ...]
    low: int
    high: int | None
    is_own_case: bool

    @property
    def least(self) -> int:
        return self.press.count.low or 0

    @property
    def most(self) -> float:
        return inf if self.press.count.high is None else self.press.count.high

    @property
    def is_covered(self) -> bool:
        return is_covered(self.question.since, self.holding.since)


def _count(printed: Printed, press: PressTally, definition: Definition, holding: Holding) -> _Counted:
    found = sort_strictly(printed, definition, holding)
    own_case = is_home_meant(printed, definition)
    if printed.is_ordinal and definition.unit == "incidents" and own_case:
        inside = tuple(sorted((*found.inside, printed.home.incident.id)))
        found = Sorted(inside=inside, borders=found.borders)
    twins = twins_among(holding.twins, found.inside)
    low, high = _range(definition, found, twins, holding)
    return _Counted(
        press=press, definition=definition, question=ask(printed, definition), holding=holding, found=found,
        twins=twins, low=low, high=high, is_own_case=own_case or not printed.is_ordinal,
    )  # fmt: skip


def _range(
    definition: Definition, found: Sorted, twins: tuple[Twins, ...], holding: Holding
) -> tuple[int, int | None]:
    if definition.unit == "incidents":
        return count_apart(found.inside, twins), len(found.inside) + len(found.borders)
    known = incidents_by_id(holding)
    field: TollField = "killed" if definition.unit == "killed" else "injured"
    paired = {pair.left for pair in twins}
    sure = [_held(known[each], holding) for each in found.inside if each not in paired]
    perhaps = [_held(known[each], holding) for each in (*found.border, *sorted(paired))]
    toll = sum_toll(sure, perhaps, field)
    return toll.low, None if toll.untold else toll.high


def _held(incident: Incident, holding: Holding) -> Held:
    return Held(incident=incident, against=holding.against)


def _judge(counted: _Counted) -> PressCheck:
    """Decide, contradictions first; each verdict needs what its line says and nothing else."""
    if counted.low > counted.most:
        return _above(counted)
    ground = _find_ground(counted)
    if ground is not Ground.NONE:
        return _say(counted, "cannot say", ground)
    if counted.low >= counted.least and (counted.is_covered or counted.press.count.high is None):
        return _say(counted, "confirmed")
    if not counted.is_covered:
        return _say(counted, "cannot say", Ground.STARTS_LATER)
    return _say(counted, "consistent")


def _above(counted: _Counted) -> PressCheck:
    """Judge a ledger that surely holds more than the press counts."""
    if counted.question.until is None:
        return _say(counted, "cannot say", Ground.NO_END)
    if counted.definition.gaps or not counted.is_own_case:
        return _say(counted, "cannot say", Ground.DEFINITIONS)
    return _say(counted, "contradicted")


def _find_ground(counted: _Counted) -> Ground:
    """Return why nobody can say before numbers are compared, or NONE."""
    if counted.definition.gaps or not counted.is_own_case:
        return Ground.DEFINITIONS
    if counted.low or counted.least == 0:
        return Ground.NONE
    if not counted.is_covered:
        return Ground.STARTS_LATER
    if not counted.holding.follows:
        return Ground.OTHER_PLACES
    if counted.found.borders:
        return Ground.BORDERLINE
    return Ground.NO_FIGURES if counted.found.inside else Ground.NO_CASES


def _say(counted: _Counted, verdict: Verdict, ground: Ground = Ground.NONE) -> PressCheck:
    return PressCheck(
        verdict=verdict,
        ground=ground,
        why=_why(counted, ground),
        unit=counted.definition.unit,
        low=counted.low,
        high=counted.high,
        counted=counted.found.inside,
        borders=counted.found.borders,
        twins=counted.twins,
        sentence=write_question(counted.question),
    )


def _unbounded(definition: Definition) -> str:
    if not definition.gaps:
        return "It is not said where or against whom the press counts."
    gaps = " and ".join(f'"{gap}"' for gap in definition.gaps)
    return f"The ledger cannot tell which incidents are {gaps}."


def _cannot(ground: Ground, why: str) -> PressCheck:
    return PressCheck(verdict="cannot say", ground=ground, why=why)


def _why(counted: _Counted, ground: Ground) -> str:
    """Write what both count, and what keeps anybody from saying more."""
    said = f"The press counts {_shown(counted.press.count)}, the ledger {_holds(counted)}"
    if ground is Ground.DEFINITIONS:
        return f"{said}; {_differs(counted)}."
    if ground is Ground.STARTS_LATER:
        begins = counted.holding.since
        return f"{said}; it starts {f'only on {write_moment(begins.date())}' if begins else 'nobody knows when'}."
    return f"{said}{f'; {ground}' if ground else ''}."


def _differs(counted: _Counted) -> str:
    if counted.definition.gaps:
        gaps = " and ".join(f'"{gap}"' for gap in counted.definition.gaps)
        return f"it cannot tell which of them are {gaps}"
    return "the incident it is printed about does not fit what is counted"


def _shown(count: Count) -> str:
    words = format_count(count)
    return words if words in count.as_said.lower() else f'{words} ("{count.as_said}")'


def _holds(counted: _Counted) -> str:
    number = f"{counted.low:,}"
    if counted.high is None:
        number += " or more"
    elif counted.high != counted.low:
        number += f" to {counted.high:,}"
    return number if counted.definition.unit == "incidents" else f"{number} {counted.definition.unit}"
