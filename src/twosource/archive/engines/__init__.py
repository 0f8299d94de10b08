"""Who runs tasks: the processors of this machine, or a cluster that speaks Spark Connect.

An engine is given calls and yields the commit of each as it ends, in any order. It runs a task again that its
worker died of; what a task itself raises ends the job.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from twosource.archive.attempts import MOST_ATTEMPTS
from twosource.archive.commits import Commit
from twosource.archive.plans import Call

__all__ = ["MOST_ATTEMPTS", "Engine"]


class Engine(Protocol):
    """Runs tasks."""

    @property
    def workers(self) -> int:
        """How many tasks run at once, as far as that is known."""
        ...

    def run(self, calls: Sequence[Call]) -> Iterator[Commit]:
        """Yield the commit of every call as it ends; raises ArchiveError where one can't be done."""
        ...

    def close(self) -> None:
        """Let go of all workers."""
        ...
