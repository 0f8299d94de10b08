"""The two scales of the Admiralty code, in words: A to F of a source, 1 to 6 of a claim."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

ScaleName = Literal["reliability", "credibility"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """One letter or figure, its name and what it means."""

    mark: str
    name: str
    means: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A scale: what it is called, of what it is said, and its grades from the best on; the last one judges not."""

    title: str
    of: str
    grades: Mapping[str, Grade]


@cache
def load_scale(name: ScaleName) -> Scale:
    """Return a scale."""
    rows = tomllib.loads(files("twosource.sources").joinpath("scales.toml").read_text("utf-8"))[name]
    marks = (mark for mark in rows if mark not in {"title", "of"})
    grades = {mark: Grade(mark=mark, name=rows[mark][0], means=rows[mark][1]) for mark in marks}
    return Scale(title=rows["title"], of=rows["of"], grades=grades)


def scale_of(kind: str) -> ScaleName:
    """Return by which scale a kind of thing is rated."""
    return "credibility" if kind == "claim" else "reliability"
