"""Why something was left out, in the sentences of the stages that did it."""

from twosource import clean, read


def reason_sentence(reason: str) -> str:
    """Return what a reason means, in a sentence; empty for one that says it itself."""
    return clean.DROP_REASONS.get(reason) or read.DROP_REASONS.get(reason, "")
