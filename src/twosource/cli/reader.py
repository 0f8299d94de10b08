"""The option ``--reader``: who reads, and what is told where the trained reader can't be loaded."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from twosource.errors import WeightsUnavailable

if TYPE_CHECKING:
    from twosource.model import Issue
    from twosource.pipeline import Fate, Pipe
    from twosource.ports import Reader
    from twosource.read.proposals import Proposer
    from twosource.read.readers import ReaderName

_Function = TypeVar("_Function", bound=Callable[..., Any])
#: As read/readers.py has them; named here too, so that a help page need not load the readers.
READERS: Final[tuple["ReaderName", ...]] = ("rules", "model", "both")
#: Who reads where nobody is named.
DEFAULT_READER: Final["ReaderName"] = "rules"


def reader_option(function: _Function) -> _Function:
    """Add ``--reader`` to a command that reads articles."""
    return click.option(
        "--reader",
        type=click.Choice(READERS),
        envvar="TWOSOURCE_READER",
        default=DEFAULT_READER,
        help="Who reads: the rules, the trained model, or both together."
        f" Default: $TWOSOURCE_READER, else {DEFAULT_READER}.",
    )(function)


def make_pipe(name: "ReaderName", load: "Callable[[], Proposer] | None" = None) -> "tuple[Pipe, list[Issue]]":
    """Return the pipe with the reader of a name, and what there is to say of it.

    Where ``both`` are wanted and the model's weights can't be had, the rules read alone and a
    remark says so. Raises WeightsUnavailable where the model alone is wanted. ``load`` stands in
    for the packaged weights.
    """
    from twosource.ingest.clock import SystemClock  # noqa: PLC0415
    from twosource.pipeline import Pipe, load_stages  # noqa: PLC0415

    reader, remarks = _choose(name, load)
    return Pipe(clock=SystemClock(), stages=load_stages(reader)), remarks


def _choose(name: "ReaderName", load: "Callable[[], Proposer] | None") -> "tuple[Reader, list[Issue]]":
    from twosource.model import Issue  # noqa: PLC0415
    from twosource.read.readers import load_packaged, load_reader  # noqa: PLC0415

    try:
        return load_reader(name, load_proposer=load or load_packaged), []
    except WeightsUnavailable as error:
        if name == "model":
            raise
        message = f"the rules read alone: {error}"
        return load_reader("rules"), [Issue(address="", message=message, hint=error.hint, remark=True)]


def tell_first(remarks: "Iterable[Issue]", fates: "Iterable[Fate]") -> "Iterator[Fate]":
    """Yield remarks as fates of their own, then the fates."""
    from twosource.pipeline import Fate  # noqa: PLC0415

    told = (Fate(address=one.address, what="issue", issue=one) for one in remarks)
    return chain(told, fates)
