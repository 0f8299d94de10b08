"""How much the choice of a profile matters: where the profiles differ, and what they add up to.

Compares incidents that were made by each profile of the same reports; makes none itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from twosource.model import Fact, Field, Incident, Value
from twosource.values.count import Count
from twosource.values.when import When

#: Fields whose figures can be added over incidents.
SUMMED: Final[tuple[Field, ...]] = ("killed", "injured", "casualties", "captured")
#: Fields of which it is told in how many incidents the profiles differ.
COMPARED: Final[tuple[Field, ...]] = (*SUMMED, "when", "time", "place", "perpetrator", "kind")

ByProfile = Mapping[str, Incident]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One field of an incident with the fact that each profile makes of it."""

    field: Field
    scope: str
    facts: Mapping[str, Fact]

    @property
    def differs(self) -> bool:
        """Whether two profiles take different values."""
        values = [fact.value for fact in self.facts.values()]
        return any(not is_same_value(value, values[0]) for value in values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Figures added up: ``is_open`` where one has no upper end ("at least five"), of which the figure counts."""

    low: int = 0
    high: int = 0
    is_open: bool = False

    def __add__(self, value: Count) -> "Sum":
        low = value.low or 0
        high = max(low, value.number or 0) if value.high is None else value.high
        return Sum(low=self.low + low, high=self.high + high, is_open=self.is_open or value.high is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """What hangs on the profile for one field: of ``told`` incidents that tell of it, ``differing`` differ.

    ``differing`` holds how many differ from the default by each profile; ``any_differs`` by any of them.
    ``sums`` is empty for fields that are no figures.
    """

    field: Field
    told: int
    any_differs: int
    differing: Mapping[str, int]
    sums: Mapping[str, Sum]


def list_choices(made: ByProfile) -> tuple[Choice, ...]:
    """Return every field that has one fact by each profile, in the order of a brief."""
    by_profile = {name: _one_of_each(incident.facts) for name, incident in made.items()}
    first = next(iter(by_profile.values()))
    return tuple(
        Choice(
            field=field, scope=scope, facts={name: facts[field, scope] for name, facts in by_profile.items()}
        )
        for field, scope in first
        if all((field, scope) in facts for facts in by_profile.values())
    )


def _one_of_each(facts: Sequence[Fact]) -> dict[tuple[Field, str], Fact]:
    """Return the facts by field and scope; fields whose values stand side by side are left out."""
    keys = [(fact.field, fact.scope) for fact in facts]
    return {key: fact for key, fact in zip(keys, facts, strict=True) if keys.count(key) == 1}


def weigh(incidents: Iterable[ByProfile], default: str) -> tuple[Stake, ...]:
    """Return for each field what hangs on the profile, over some incidents; fields nobody tells of are left out."""
    tellers: dict[Field, list[Choice]] = {field: [] for field in COMPARED}
    for made in incidents:
        for choice in list_choices(made):
            if choice.field in tellers and not choice.scope and choice.facts[default].value is not None:
                tellers[choice.field].append(choice)
    return tuple(_weigh(field, choices, default) for field, choices in tellers.items() if choices)


def _weigh(field: Field, choices: Sequence[Choice], default: str) -> Stake:
    names = tuple(choices[0].facts)
    return Stake(
        field=field,
        told=len(choices),
        any_differs=sum(choice.differs for choice in choices),
        differing={name: sum(_differs(choice, name, default) for choice in choices) for name in names},
        sums={name: _add(choice.facts[name] for choice in choices) for name in names if field in SUMMED},
    )


def _differs(choice: Choice, name: str, default: str) -> bool:
    return not is_same_value(choice.facts[name].value, choice.facts[default].value)


def _add(facts: Iterable[Fact]) -> Sum:
    total = Sum()
    for fact in facts:
        if isinstance(fact.value, Count):
            total += fact.value
    return total


def is_same_value(left: Value | None, right: Value | None) -> bool:
    """Whether two values say the same, however they were worded."""
    if isinstance(left, Count) and isinstance(right, Count):
        return (left.low or 0, left.high) == (right.low or 0, right.high)
    if isinstance(left, When) and isinstance(right, When):
        return _moment(left) == _moment(right)
    return left == right


def _moment(when: When) -> tuple[object, ...]:
    """Return all of a time but its wording; parts of the same days are those days, where no hour is told."""
    fine = when.precision in {"minute", "hour"}
    ends = (when.earliest, when.latest)
    days = ends if fine else tuple(None if end is None else end.date() for end in ends)
    return *days, when.weekday if ends == (None, None) else None, when.clock if fine else None, when.bound
