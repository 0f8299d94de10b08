"""The configuration as commands take it: named with --config, or found."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from twosource.config import Config


F = TypeVar("F", bound=Callable[..., Any])


def config_option() -> Callable[[F], F]:
    """Return the option that names the configuration."""
    return click.option(
        "--config",
        metavar="PATH",
        help="The configuration. Default: $TWOSOURCE_CONFIG, else twosource.toml here.",
    )


def get_config(given: str | None) -> "Config":
    """Return what the configuration says, the defaults where there is none; raises ConfigError.

    What a group of commands was given counts for the command inside it that was given none.
    """
    from twosource.config import find_config, load_config  # noqa: PLC0415

    above = click.get_current_context().parent
    return load_config(find_config(given or (above.params.get("config") if above else None)))
