"""Words that say how surely something is said."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from twosource.text import one_of


@cache
def load_hedges() -> dict[str, re.Pattern[str]]:
    """Return one pattern per certainty ("suspected", "possible", ...) over plain lower-case text."""
    data = tomllib.loads(files("twosource.knowledge").joinpath("hedges.toml").read_text("utf-8"))
    return {certainty: re.compile(rf"\b{one_of(words)}\b") for certainty, words in data.items()}
