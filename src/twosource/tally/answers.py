"""How an incident answers a question: surely, perhaps, or not; and where it is "perhaps", why."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final


class Fit(IntEnum):
    """How an incident answers a question; of several answers the lowest counts."""

    OUTSIDE = 0
    BORDER = 1
    INSIDE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A fit, and for one at the border every reason in words: "the day is not told"."""

    fit: Fit
    whys: tuple[str, ...] = ()


INSIDE: Final = Answer(fit=Fit.INSIDE)
OUTSIDE: Final = Answer(fit=Fit.OUTSIDE)


def border(why: str) -> Answer:
    """Return the answer "perhaps", with its reason."""
    return Answer(fit=Fit.BORDER, whys=(why,))


def all_of(answers: Iterable[Answer]) -> Answer:
    """Return the answer to several questions at once: the worst, with every reason for doubt."""
    whys: list[str] = []
    for answer in answers:
        if answer.fit is Fit.OUTSIDE:
            return OUTSIDE
        whys += answer.whys
    return Answer(fit=Fit.BORDER, whys=tuple(dict.fromkeys(whys))) if whys else INSIDE


def any_of(answers: Iterable[Answer], otherwise: Answer = OUTSIDE) -> Answer:
    """Return the best of several answers to one question, the first of equals."""
    return max(answers, key=lambda answer: answer.fit, default=otherwise)
