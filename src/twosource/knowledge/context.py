"""Words that tell which incident a sentence speaks of: the setting, an older one, another one."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from twosource.text import one_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Patterns over plain lower-case text."""

    setting: re.Pattern[str]
    recall: re.Pattern[str]
    separate: re.Pattern[str]
    aftermath: re.Pattern[str]  # courts and days of remembrance
    habit: re.Pattern[str]  # what is so as a rule or adds up over years
    away: re.Pattern[str]  # where the hurt or the caught are brought or come from


@cache
def load_context() -> Context:
    """Read context.toml."""
    data = tomllib.loads(files("twosource.knowledge").joinpath("context.toml").read_text("utf-8"))
    return Context(
        setting=_any_of(data["setting"]["openers"]),
        recall=_any_of(data["recall"]["cues"]),
        separate=_any_of(data["separate"]["cues"]),
        aftermath=_any_of(data["aftermath"]["cues"], other_than=data["aftermath"]["status"]),
        habit=_any_of(data["habit"]["cues"]),
        away=_any_of(data["away"]["cues"]),
    )


def _any_of(words: list[str], *, other_than: Sequence[str] = ()) -> re.Pattern[str]:
    """Return a pattern of any of some words that no longer form of ``other_than`` begins at."""
    but = rf"(?!{one_of(other_than)}\b)" if other_than else ""
    return re.compile(rf"\b{but}{one_of(words)}\b")
