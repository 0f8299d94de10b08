"""Why an archive job leaves something out, beyond what cleaning and reading say: the sentences of its own reasons."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from twosource import clean, read

#: Reasons of the job itself; those of cleaning and reading stand there.
DROP_REASONS: Final[Mapping[str, str]] = MappingProxyType({
    "unreadable": "The page, record or file can't be read.",
    "stage-failed": "The program failed on it; the detail says where. It is a fault of ours: please report it.",
    "took-too-long": "It took far longer than anything of its kind may, and was given up.",
    "worker-died": "The process that worked on it died, more than once: it was passed over so that the rest is done.",
})  # fmt: skip


def find_sentence(reason: str) -> str:
    """Return what a reason means, in a sentence; empty for one that nobody explains."""
    return DROP_REASONS.get(reason) or clean.DROP_REASONS.get(reason) or read.DROP_REASONS.get(reason, "")
