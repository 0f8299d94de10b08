"""The configuration of the watch: ``twosource.toml``, read whole, with every fault told at once.

Each part of it has a module of its own. Nothing is fetched, and no secret is read, by loading it.
"""

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from twosource.config.channels import Channel, parse_channels
from twosource.config.feeds import parse_feeds
from twosource.config.process import Process, parse_process
from twosource.config.tables import Faults, Table
from twosource.config.watches import parse_sites, parse_watches
from twosource.errors import ConfigError
from twosource.feeds import Feed
from twosource.watches import Site, Watch

__all__ = ["NAME", "Config", "ConfigError", "Process", "find_config", "load_config", "parse_config"]

#: The file that is looked for where nobody names one.
NAME: Final = "twosource.toml"
_VARIABLE: Final = "TWOSOURCE_CONFIG"
_MOST_BYTES: Final = 5_000_000  # some 30,000 feeds


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What a configuration says: how the process runs, what it reads, what it waits for, whom it tells."""

    process: Process = field(default_factory=Process)
    feeds: tuple[Feed, ...] = ()
    sites: tuple[Site, ...] = ()
    watches: tuple[Watch, ...] = ()
    channels: tuple[Channel, ...] = ()


def find_config(given: str | None = None) -> Path | None:
    """Return the configuration's path: as given, else $TWOSOURCE_CONFIG, else twosource.toml here, if any.

    Raises ConfigError where one is named that is not there.
    """
    named = given or os.environ.get(_VARIABLE)
    if named:
        if not Path(named).is_file():
            raise ConfigError(f"{named}: there is no such file", hint=f"check --config or ${_VARIABLE}")
        return Path(named)
    return Path(NAME) if Path(NAME).is_file() else None


def load_config(path: Path | None) -> Config:
    """Return what a file says, the defaults for None; raises ConfigError with every fault and its place."""
    if path is None:
        return Config()
    try:
        with path.open("rb") as stream:
            content = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        raise ConfigError(f"{path}: can't be read: {error.strerror}") from None
    if len(content) > _MOST_BYTES:
        raise ConfigError(f"{path}: is larger than {_MOST_BYTES:,} bytes")
    try:
        raw = tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: is not written in UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{path}: is no TOML: {error or 'nested too deeply'}") from None
    return parse_config(raw, path)


def parse_config(raw: dict[str, Any], path: Path) -> Config:
    """Return what the tables of a file mean; ``path`` names it in faults and is where folders are looked for."""
    faults, made = Faults(), Config()
    process, feeds, sites, watches, channels = (
        made.process, made.feeds, made.sites, made.watches, made.channels,
    )  # fmt: skip
    whole = Table(raw, "", faults)
    with faults.gathered():
        process = parse_process(whole.raw("watch"))
    with faults.gathered():
        feeds = parse_feeds(whole.raw("feeds"), path.parent)
    with faults.gathered():
        sites = parse_sites(whole.raw("sites"))
    with faults.gathered():
        watches = parse_watches(whole.raw("watches"), sites)
    with faults.gathered():
        channels = parse_channels(whole.raw("channels"), path.parent)
    whole.finish()
    _check_channels(watches, channels, faults)
    faults.check(f"{path}: ")
    return Config(process=process, feeds=feeds, sites=sites, watches=watches, channels=channels)


def _check_channels(watches: tuple[Watch, ...], channels: tuple[Channel, ...], faults: Faults) -> None:
    """Note the watches that name a channel nobody wrote down; only where all else could be read."""
    if len(faults):
        return
    known = {channel.name for channel in channels}
    for number, watch in enumerate(watches, start=1):
        for name in watch.channels:
            if name not in known:
                faults.note(f"watches[{number}].channels", f"there is no channel {name!r} under [[channels]]")
