"""How a source tells people what to do to be safe: patterns over one plain lower-case sentence."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from twosource.text import one_of

_BETWEEN: Final = (
    r"(?:[^\s;:]+\s+){0,8}?"  # words between directive, people and act: a name and where they live
)
_NEAR: Final = r"(?:[^\s;:]+\s+){0,5}?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instructions:
    """Patterns of instructions, and of what undoes them; each is searched in a sentence.

    ``active`` is "urged residents to stay indoors", ``passive`` "people are asked to avoid the area",
    ``against`` "warned residents against leaving", ``duty`` "residents should stay indoors", ``imperative``
    "Take cover" where a sentence or a quotation begins, ``order`` "issued a shelter-in-place order".
    """

    active: re.Pattern[str]
    passive: re.Pattern[str]
    against: re.Pattern[str]
    duty: re.Pattern[str]
    imperative: re.Pattern[str]
    order: re.Pattern[str]
    undone: re.Pattern[str]

    @property
    def told(self) -> tuple[re.Pattern[str], ...]:
        """Return the patterns that find an instruction, whoever it is by."""
        return (self.active, self.passive, self.against, self.duty, self.imperative, self.order)


@cache
def load_instructions() -> Instructions:
    """Read instructions.toml."""
    data = tomllib.loads(files("twosource.knowledge").joinpath("instructions.toml").read_text("utf-8"))
    directive, public, act = (one_of(data[key]) for key in ("directives", "public", "acts"))
    unsafe, orders, issuing = (one_of(data[key]) for key in ("unsafe", "orders", "issuing"))
    bare = one_of(data["needing_object"])
    acts = rf"(?!{bare}\b(?:\s*(?:[,;]|was\b|were\b|is\b|$)))(?:{act})\b"
    people = rf"(?:[\w'.-]+\s+){{0,4}}?\b{public}\b"
    return Instructions(
        active=re.compile(rf"\b{directive}\s+{people}\s+{_BETWEEN}(?:to|that they|must|should)\s+{acts}"),
        passive=re.compile(
            rf"\b{public}\s+{_BETWEEN}(?:(?:are|is|were|was|been|being)\s+(?:\w+ly\s+|also\s+)?)?"
            rf"(?:{directive})\s+to\s+{acts}"
        ),
        against=re.compile(rf"\b{directive}\s+{people}\s+{_NEAR}(?:against|not to)\s+{unsafe}\b"),
        duty=re.compile(rf"\b{public}\s+{_NEAR}(?:should|must|need to|have to|are to)\s+{acts}"),
        imperative=re.compile(rf"(?:^|[\"'(]\s*|:\s+)(?:please\s+)?{one_of(data['imperatives'])}\b"),
        order=re.compile(rf"\b{issuing}\b[^.;]{{0,40}}\b{orders}\b|\b{orders}s?\b[^.;]{{0,60}}\b{issuing}\b"),
        undone=re.compile(rf"\b{one_of(data['undone'])}\b"),
    )
