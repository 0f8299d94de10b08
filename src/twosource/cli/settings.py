"""What the global options say, wherever on the line they stand, and what follows from it."""

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from twosource.store import Ledger

DEFAULT_DB: Final = "twosource.db"


@dataclass(slots=True, kw_only=True)
class Settings:
    """The global options as given so far; the last one given counts."""

    db: str | None = None
    json: bool = False
    colour: bool = True

    @property
    def named_place(self) -> str | None:
        """Return the ledger's path or address as given with --db or in TWOSOURCE_DB; None where neither names one."""
        return self.db or os.environ.get("TWOSOURCE_DB") or None

    @property
    def place(self) -> str:
        """Return the ledger's path or address: as given, else twosource.db here."""
        return self.named_place or DEFAULT_DB

    @property
    def shown_place(self) -> str:
        """Return the same as it may be printed: an address without its password."""
        from twosource.store.opening import name_of  # noqa: PLC0415  (imports SQLAlchemy, 0.1 s)

        return name_of(self.place)

    @property
    def has_colour(self) -> bool:
        """Whether colours are wanted, terminal or not (no-color.org: any value but an empty one)."""
        return self.colour and not os.environ.get("NO_COLOR")

    def open_ledger(self, *, create: bool = False) -> "Ledger":
        """Open the ledger; raises LedgerUnavailable."""
        from twosource.store import open_ledger  # noqa: PLC0415  (imports SQLAlchemy, 0.1 s)

        return open_ledger(self.place, create=create)


def get_settings() -> Settings:
    """Return the settings of the command that runs."""
    return settings_of(click.get_current_context())


def settings_of(context: click.Context) -> Settings:
    """Return the settings of a command line, made on first use."""
    settings = context.find_root().ensure_object(Settings)
    assert isinstance(settings, Settings)
    return settings


def global_options() -> list[click.Parameter]:
    """Return the options that every command takes, before its name and after it."""
    return [
        click.Option(
            ["--db"],
            metavar="PATH",
            expose_value=False,
            callback=_set_db,
            help="The ledger: a file or postgresql://user@host/database."
            f" Default: $TWOSOURCE_DB, else {DEFAULT_DB} here.",
        ),
        click.Option(
            ["--json"], is_flag=True, expose_value=False, callback=_set_json, help="Print JSON for machines."
        ),
        click.Option(
            ["--no-color"], is_flag=True, expose_value=False, callback=_set_colour, help="Print no colours."
        ),
    ]


def _set_db(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        settings_of(context).db = value


def _set_json(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        settings_of(context).json = True


def _set_colour(context: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        settings_of(context).colour = False
