"""A question in one sentence that a person can quote: "Rocket attacks in Iraq, from 17 October 2023 on"."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Final

from twosource.knowledge.kinds import load_kinds
from twosource.tally.question import Question

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_PLURALS: Final = {"arson": "cases of arson"}


def write_question(question: Question) -> str:
    """Return the filter in plain words, without a full stop."""
    if question == Question():
        return "All incidents of the ledger"
    words = [
        join_or(map(name_kinds, question.kinds)) or "incidents",
        f"in {join_or(question.places)}" if question.places else "",
        _near(question),
        f"whose target is named {join_or(question.targets)}" if question.targets else "",
    ]
    sentence = " ".join(filter(None, words))
    if question.actors:
        sentence += f", claimed by or blamed on {join_or(question.actors)}"
    sentence += _period(question.since, question.until)
    return sentence[0].upper() + sentence[1:]


def _near(question: Question) -> str:
    near = question.near
    return "" if near is None else f"within {near.km:g} km of {near.lat:g}, {near.lon:g}"


def _period(since: date | None, until: date | None) -> str:
    if since is None:
        return "" if until is None else f", up to {write_moment(until)}"
    if until is None:
        return f", from {write_moment(since)} on"
    if write_moment(since) == write_moment(until):
        return f", on {write_moment(since)}"
    return f", from {write_moment(since)} to {write_moment(until)}"


def write_moment(moment: date) -> str:
    """Write a day as "17 October 2023", an instant with its clock and zone."""
    day = f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    if not isinstance(moment, datetime) or moment.time().replace(microsecond=0) in {
        time(0),
        time(23, 59, 59),
    }:
        return day
    zone = moment.isoformat()[-6:]
    return f"{day}, {moment:%H:%M} {'UTC' if zone == '+00:00' else f'UTC{zone}'}"


def name_kinds(key: str) -> str:
    """Return the plural of a kind's name: "robberies"."""
    label = load_kinds()[key].label if key in load_kinds() else key
    if label in _PLURALS:
        return _PLURALS[label]
    if label.endswith("y"):
        return label[:-1] + "ies"
    return label + ("es" if label.endswith(("sh", "s", "ch")) else "s")


def join_or(words: Iterable[str]) -> str:
    """Join words as people do: "a, b or c"."""
    parts = list(words)
    return " or ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
