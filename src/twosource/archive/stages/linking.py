"""Stages to come."""

from typing import Final

from twosource.archive.plans import Stage

STAGES: Final[tuple[Stage, ...]] = ()
