"""One clear line on standard error for each thing that went wrong."""

import sys

from twosource.cli.neutral import harmless


def complain(message: str, *, hint: str = "", address: str = "") -> None:
    """Write ``twosource: ADDRESS: message. Hint.`` to standard error."""
    print(complaint(message, hint=hint, address=address), file=sys.stderr, flush=True)  # noqa: T201


def complaint(message: str, *, hint: str = "", address: str = "") -> str:
    """Return a message and a hint as sentences on one line, safe to print.

    >>> complaint("no such file", hint="check the path", address="a.txt")
    'twosource: a.txt: no such file. Check the path.'
    """
    return harmless(": ".join(["twosource", *([address] if address else []), sentences(message, hint)]))


def sentences(message: str, hint: str = "") -> str:
    """Return a message, and a hint where there is one, as sentences."""
    return " ".join([_sentence(message), *([_sentence(hint[:1].upper() + hint[1:])] if hint else [])])


def _sentence(words: str) -> str:
    return words if words.rstrip().endswith((".", "?", "!")) else f"{words.rstrip()}."
