"""A proposer that can begin on a text before it is asked for it, in a thread of its own.

The encoder runs outside Python's lock: while one core reads an article by the rules, another can
already run the encoder on the next. What is proposed is the same, and an error is raised where the
proposals are asked for, as if nothing had been begun.
"""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

from twosource.read.proposals import Proposals, Proposer
from twosource.text import Span

#: How many texts may be begun on and not asked for: one is read while the next is begun.
MOST_BEGUN: Final = 2


class AheadProposer:
    """Asks another proposer, ahead of time where it is told to."""

    def __init__(self, proposer: Proposer) -> None:
        """Wrap a proposer, which must bear being asked from several threads."""
        self._proposer = proposer
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="twosource-ahead")
        self._begun: dict[str, Future[Proposals]] = {}

    @property
    def version(self) -> str:
        """Name the weights of the proposer that is asked."""
        return self._proposer.version

    def begin(self, text: str, sentences: Sequence[Span]) -> None:
        """Begin on a text that will soon be asked for; the oldest of too many that were not is forgotten."""
        if text in self._begun:
            return
        if len(self._begun) >= MOST_BEGUN:
            self._begun.pop(next(iter(self._begun))).cancel()
        self._begun[text] = self._thread.submit(self._proposer.propose, text, sentences)

    def propose(self, text: str, sentences: Sequence[Span]) -> Proposals:
        """Return the proposals for a text, waiting for what was begun on it."""
        begun = self._begun.pop(text, None)
        return self._proposer.propose(text, sentences) if begun is None else begun.result()
