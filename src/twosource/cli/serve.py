"""``twosource serve``: the desk in a browser."""

import os
import socket
import sys
from dataclasses import dataclass
from getpass import getuser
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import click

from twosource.cli.complaints import complain
from twosource.cli.configuring import config_option, get_config
from twosource.cli.manual import command
from twosource.cli.settings import Settings, get_settings
from twosource.errors import InputError, LedgerUnavailable

if TYPE_CHECKING:
    from twosource.web.desk import DeskSettings

HOST: Final = "127.0.0.1"
PORT: Final = 8765
_REVIEWER: Final = "TWOSOURCE_REVIEWER"
_EVERYWHERE: Final = frozenset({"0.0.0.0", "::"})  # noqa: S104  (compared with, not bound to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How the desk is to be served, as given on the command line."""

    host: str
    port: int
    prefix: str
    allow_host: tuple[str, ...]
    behind_proxy: bool
    tiles: str | None
    owner: str | None
    open_browser: bool
    threads: int
    log: bool
    config: str | None

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it, neither by its address nor through a proxy."""
        own = {"localhost", *filter(_is_loopback, (self.host, *self.allow_host))}
        return {self.host, *self.allow_host} <= own and not self.behind_proxy


@command(
    "serve",
    examples=(
        ("Open the desk over twosource.db", "twosource serve"),
        ("Over the demo's ledger, in the browser at once", "twosource --db twosource-demo.db serve --open"),
        ("For a newsroom: add people first, then let others in",
         "twosource people add Amina --role admin && twosource serve --host 0.0.0.0 --allow-host desk.example"),
        ("Behind a proxy that shows it as https://desk.example/wires",
         "twosource serve --prefix /wires --behind-proxy --allow-host desk.example"),
    ),
    exits={1: "the port or the ledger can't be had", 2: "called wrongly, or open to others without people"},
)  # fmt: skip
@click.option(
    "--host",
    default=HOST,
    show_default=True,
    help="Address to listen on. Any but this machine's own demands people.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=PORT,
    show_default=True,
    help="Port to listen on; 0 takes a free one.",
)
@click.option(
    "--allow-host", multiple=True, metavar="NAME", help="A name the desk answers to besides; may be repeated."
)
@click.option("--prefix", default="", metavar="PATH", help="The path under which a proxy shows the desk.")
@click.option("--behind-proxy", is_flag=True, help="Believe what a proxy says of who asks (X-Forwarded-*).")
@click.option("--tiles", metavar="URL", help="Map pictures from elsewhere: https://.../{z}/{x}/{y}.png")
@click.option(
    "--as",
    "owner",
    metavar="NAME",
    help=f"Who signs what is decided, while the ledger knows no people. Default: ${_REVIEWER}, else your login name.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open it in your browser.")
@click.option(
    "--threads", type=click.IntRange(1, 64), default=16, show_default=True, help="Pages made at once."
)
@click.option("--log", is_flag=True, help="Write a line for each request to standard error.")  # fmt: skip
@config_option()
def COMMAND(**given: object) -> int:  # noqa: N802
    """Serve the desk: list, map, incidents, review and tallies in a browser.

    It needs no configuration and is for this machine alone. While nobody was added with twosource
    people, whoever reaches it is its owner; once somebody was, everybody signs in. To let others
    reach it, add people first. Ctrl-C stops it.
    """
    from twosource.web.server import listen, make_server  # noqa: PLC0415

    wanted, settings = Wanted(**given), get_settings()  # type: ignore[arg-type]
    desk = _desk_settings(wanted, settings)
    _check_ledger(wanted, settings)
    try:
        listening = listen(wanted.host, wanted.port)
    except OSError as error:
        raise _unavailable(wanted, error) from error
    with listening:
        server = make_server(desk, log=wanted.log)
        _announce(wanted, settings, listening)
        server.run(sockets=[listening])
    return 0


def _desk_settings(wanted: Wanted, settings: Settings) -> "DeskSettings":
    from twosource.web.desk import DeskSettings  # noqa: PLC0415
    from twosource.web.proxy import clean_prefix  # noqa: PLC0415

    try:
        prefix = clean_prefix(wanted.prefix)
    except ValueError as error:
        raise click.UsageError(f"--prefix: {error}") from error
    return DeskSettings(
        ledger=settings.place,
        owner=wanted.owner or owner_name(),
        is_local=wanted.is_local,
        hosts=_hosts(wanted),
        tiles=_check_tiles(wanted.tiles),
        prefix=prefix,
        trusts_proxy=wanted.behind_proxy,
        threads=wanted.threads,
        config=get_config(wanted.config),
    )


def _hosts(wanted: Wanted) -> tuple[str, ...]:
    """Return the names the desk answers to; listening everywhere, to every number, but to no other name."""
    from twosource.web.desk import LOOPBACK  # noqa: PLC0415

    own = "*" if wanted.host in _EVERYWHERE else wanted.host.lower()
    return tuple(dict.fromkeys((*LOOPBACK, own, *(name.lower() for name in wanted.allow_host))))


def _check_tiles(tiles: str | None) -> str | None:
    if tiles is None:
        return None
    parts = urlsplit(tiles)
    is_plain = set(parts.netloc) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]")
    if parts.scheme not in {"http", "https"} or not parts.netloc or not is_plain:
        raise click.UsageError(f"--tiles: {tiles!r} is no address: write https://.../{{z}}/{{x}}/{{y}}.png")
    if missing := [mark for mark in ("{z}", "{x}", "{y}") if mark not in tiles]:
        raise click.UsageError(f"--tiles: {' '.join(missing)} is missing in {tiles!r}")
    return tiles


def _check_ledger(wanted: Wanted, settings: Settings) -> None:
    """Open the ledger once; raises LedgerUnavailable, and UsageError where it knows nobody and should."""
    from twosource.store.opening import find_path  # noqa: PLC0415  (imports SQLAlchemy, 0.1 s)

    try:
        with settings.open_ledger() as ledger:
            has_people = not ledger.people.is_empty()
    except LedgerUnavailable as error:
        raise _helped(settings, error) from error
    if not wanted.is_local and not has_people:
        raise click.UsageError(
            "served so it lets others in (--host, --allow-host, --behind-proxy), and this ledger knows no"
            " people: add one first with twosource people add NAME --role admin"
        )
    path = find_path(settings.place)
    if path is not None and not os.access(path, os.W_OK):
        complain(
            "the ledger can be read, not written: nothing can be decided"
            + (", and nobody can sign in" if has_people else ""),
            address=settings.shown_place,
        )


def _helped(settings: Settings, error: LedgerUnavailable) -> LedgerUnavailable:
    """Return an error that says what can be opened, where a ledger was not named and is not there."""
    from twosource.cli.demo import DEMO_DB  # noqa: PLC0415

    if settings.named_place or Path(settings.place).exists():
        return error
    if Path(DEMO_DB).exists():
        return LedgerUnavailable(str(error), hint=f"the demo's is here: twosource --db {DEMO_DB} serve")
    return LedgerUnavailable(
        str(error), hint="make the demo's with twosource demo, or your own with twosource add"
    )


def _unavailable(wanted: Wanted, error: OSError) -> InputError:
    hint = "take another with --port, or --port 0 for any that is free"
    return InputError(
        f"can't listen on {wanted.host} port {wanted.port}: {error.strerror or error}", hint=hint
    )


def _announce(wanted: Wanted, settings: Settings, listening: socket.socket) -> None:
    """Say where the desk is, and go there if wanted: the socket listens already, so nobody comes too early."""
    from twosource.web.proxy import clean_prefix  # noqa: PLC0415

    host = "localhost" if wanted.host in _EVERYWHERE else wanted.host
    port = listening.getsockname()[1]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}{clean_prefix(wanted.prefix)}/"
    sys.stdout.write(f"The desk over {settings.shown_place} is at {address}\nCtrl-C stops it.\n")
    sys.stdout.flush()
    if wanted.open_browser:
        import webbrowser  # noqa: PLC0415

        webbrowser.open(address)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def owner_name() -> str:
    """Return who signs acts: $TWOSOURCE_REVIEWER, else the login name; "desk" where there is neither."""
    try:
        return os.environ.get(_REVIEWER) or getuser()
    except (KeyError, OSError):  # no such account, as in some containers; Python 3.13 tells it otherwise
        return "desk"
