"""The command line: ``twosource COMMAND``; every command is a module of its own, loaded when it is called.

Asks and shows, decides nothing: what a command does stands in the pipe and in ``query``.
"""

from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; ``argv`` is the machine's own where None."""
    from twosource.cli.running import run  # noqa: PLC0415  (importing the package stays free)

    return run(argv)
