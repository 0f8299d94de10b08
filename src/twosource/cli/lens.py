"""The options that say how to look at a ledger: at which moment, and by which profile."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from twosource.cli.filters import UNTIL, Named
from twosource.cli.screen import Piece, Screen

if TYPE_CHECKING:
    from twosource.lens import By, Lens

LENS_KEYS: Final = ("as_of", "as_of_by", "profile")  # keyword arguments that lens_options gives a command
_Function = TypeVar("_Function", bound=Callable[..., Any])


def _profiles() -> dict[str, str]:
    from twosource.reconcile import load_profiles  # noqa: PLC0415

    return {name: name for name in load_profiles()}


_OPTIONS: Final = (
    click.option(
        "--profile",
        type=Named("profile", _profiles),
        metavar="NAME",
        help="Take values by this profile instead of the desk's (twosource profiles lists them).",
    ),
    click.option(
        "--as-of",
        type=UNTIL,
        metavar="TIME",
        help="As it stood then (2023-12-08T15:00+03:00, or a day: its end, UTC).",
    ),
    click.option(
        "--as-of-by",
        type=click.Choice(("printed", "arrived")),
        help="What counts for --as-of: what had been printed by then (default), or what this ledger held.",
    ),
)


def lens_options(function: _Function) -> _Function:
    """Add the options of :func:`read_lens` to a command, which gets them under :data:`LENS_KEYS`."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def read_lens(
    *, profile: str | None = None, as_of: datetime | None = None, as_of_by: "By | None" = None
) -> "Lens":
    """Return the lens that the options ask for; raises UsageError where they do not go together."""
    from twosource.lens import Lens  # noqa: PLC0415

    if as_of_by is not None and as_of is None:
        raise click.UsageError("--as-of-by needs --as-of: say as of when, for example --as-of 2023-12-08")
    return Lens(profile=profile, as_of=as_of, by=as_of_by or "printed")


def take_lens(given: dict[str, Any]) -> "Lens":
    """Take the lens out of all that a command was given."""
    return read_lens(**{name: given.pop(name) for name in LENS_KEYS if name in given})


def show_lens(screen: Screen, lens: "Lens") -> None:
    """Say in one line which lens is on; nothing where none is."""
    if not lens.is_plain:
        screen.line(Piece(describe_lens(lens), "changed"))


def describe_lens(lens: "Lens") -> str:
    """Return which lens is on, as a sentence."""
    parts = []
    if lens.as_of is not None:
        held = "what had been printed" if lens.by == "printed" else "what this ledger held"
        parts.append(f"as of {_moment(lens.as_of)}, by {held} by then")
    if lens.profile is not None:
        parts.append(f"reconciled by the profile {lens.profile!r}")
    return f"Seen {' and '.join(parts)}."


def with_lens(line: dict[str, Any], lens: "Lens") -> dict[str, Any]:
    """Return a JSON object with the lens it was seen through; as it is where none is on."""
    return line if lens.is_plain else {**line, "lens": lens_line(lens)}


def lens_line(lens: "Lens") -> dict[str, str | None]:
    """Return the lens as ``--json`` writes it."""
    return {
        "as_of": None if lens.as_of is None else lens.as_of.isoformat(),
        "by": lens.by,
        "profile": lens.profile,
    }


def _moment(instant: datetime) -> str:
    from twosource.wording import show_instant  # noqa: PLC0415

    return f"the end of {instant:%Y-%m-%d}" if instant.time() == instant.time().max else show_instant(instant)
