"""``twosource feeds``: what is read without being asked again, how each does, and changes to the list."""

import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args
from urllib.parse import urlsplit

import click

from twosource.cli.configuring import config_option, get_config
from twosource.cli.manual import ManualGroup, command
from twosource.cli.screen import Piece, open_screen
from twosource.cli.settings import get_settings
from twosource.errors import InputError
from twosource.feeds import EVERY, Feed, Form

if TYPE_CHECKING:
    from twosource.config import Config
    from twosource.store.feeds import Kept

_EXAMPLES: Final = (
    ("How does each feed do?", "twosource feeds"),
    ("Read another one, every two minutes", "twosource feeds add https://wire.example/rss --name 'Rift Wire' --every 2m"),
    ("Read every file that appears in a folder", "twosource feeds add /srv/drop --name drop"),
    ("What would it give? Nothing is kept", "twosource feeds check https://wire.example/rss"),
    ("Take the feeds of another reader over", "twosource feeds import subscriptions.opml"),
)  # fmt: skip
_FORMS: Final = tuple(form for form in get_args(Form) if form != "folder")
_WEB: Final = ("http://", "https://")


@click.group("feeds", cls=ManualGroup, examples=_EXAMPLES)
@config_option()
@click.pass_context
def COMMAND(ctx: click.Context, config: str | None) -> None:  # noqa: N802
    """List feeds with how they do, and change which are read.

    Feeds stand in twosource.toml, or are added here; twosource watch asks them. Delay is half the time within
    which an item arrived after it was published. Copies are articles that only repeat another's text.
    """
    if ctx.invoked_subcommand is None:
        _list(config)


@command("list", examples=(("How does each feed do?", "twosource feeds list"),))
@config_option()
def LIST(config: str | None) -> None:  # noqa: N802
    """List feeds with how they do."""
    _list(config)


@command("add", examples=_EXAMPLES[1:3])
@click.argument("address", metavar="URL|FOLDER")
@click.option("--name", help="What people call it. Default: the name of its host or folder.")
@click.option(
    "--every", "words", metavar="TIME", help="How often it is asked at most: 90s, 5m (default), 2h, 1d."
)
@click.option("--form", type=click.Choice(_FORMS), default="auto", help="How it is written (found out).")
@click.option("--no-pages", is_flag=True, help="Read what the feed itself says, and no linked page.")
@click.option("--outlet", metavar="NAME", help="Who prints items that do not say so.")
@click.option("--group", metavar="NAME", default="", help="Where it is filed.")
@click.option(
    "--only", multiple=True, metavar="PATTERN", help="Of a folder, files of such names alone (*.xml)."
)
def ADD(address: str, words: str | None, form: Any, **said: Any) -> None:  # noqa: N802
    """Add a feed or a folder; it is asked when twosource watch runs next, or at once where it runs."""
    feed = _make_feed(address, words, form, said)
    with get_settings().open_ledger(create=True) as ledger:
        ledger.feeds.add(feed, _now())
        kept = ledger.feeds.get(feed.name)
    _tell(kept, "is read from now on, while twosource watch runs")


@command("remove", examples=(("Read it no more", "twosource feeds remove 'Rift Wire'"),))
@click.argument("name")
def REMOVE(name: str) -> None:  # noqa: N802
    """Take a feed out; what came of it stays."""
    with get_settings().open_ledger() as ledger:
        kept = ledger.feeds.remove(name, _now())
    _tell(kept, "is read no more; what came of it stays")


@command("pause", examples=(("Leave it unasked for now", "twosource feeds pause 'Rift Wire'"),))
@click.argument("name")
def PAUSE(name: str) -> None:  # noqa: N802
    """Leave a feed unasked until it is resumed, one of the configuration too."""
    with get_settings().open_ledger() as ledger:
        kept = ledger.feeds.pause(name)
    _tell(kept, "is paused")


@command("resume", examples=(("Ask it again", "twosource feeds resume 'Rift Wire'"),))
@click.argument("name")
def RESUME(name: str) -> None:  # noqa: N802
    """Ask a paused feed again."""
    with get_settings().open_ledger() as ledger:
        kept = ledger.feeds.resume(name)
    _tell(kept, "is asked again")


@command("check", examples=(_EXAMPLES[3], ("One of the list", "twosource feeds check 'Rift Wire'")))
@click.argument("name", metavar="NAME|URL|FOLDER")
@click.option(
    "--items", "most", type=click.IntRange(min=0), default=10, metavar="N", help="Show so many items (10)."
)
@click.option("--allow-private", is_flag=True, help="Ask addresses in private networks too.")
@config_option()
def CHECK(name: str, most: int, config: str | None, *, allow_private: bool) -> int:  # noqa: N802
    """Ask a feed once and show what it gives; nothing is kept."""
    from twosource.cli.feed_check import check_feed  # noqa: PLC0415

    found = get_config(config)
    return check_feed(_find(name, found), found.process, most=most, allow_private=allow_private)


@command("import", examples=(_EXAMPLES[4],))
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def IMPORT(path: Path) -> int:  # noqa: N802
    """Add the feeds of an OPML file; those that are there already are left as they are."""
    from twosource.cli.complaints import complain  # noqa: PLC0415
    from twosource.ingest.live.opml import read_subscriptions  # noqa: PLC0415

    try:
        given = read_subscriptions(path.read_bytes(), str(path))
    except InputError as error:
        raise InputError(f"{path} {error}", hint=error.hint) from None
    for issue in given.issues:
        complain(issue.message, hint=issue.hint, address=issue.address)
    added, known = _add_all(given.feeds)
    if get_settings().json:
        _print({"added": added, "known": known, "left_out": len(given.issues)})
    else:
        open_screen(get_settings()).line(f"{len(added)} added, {len(known)} there already.")
    return 0 if not any(not issue.remark for issue in given.issues) else 1


@command(
    "export", examples=(("For another reader, or another ledger", "twosource feeds export -o feeds.opml"),)
)
@click.option(
    "-o", "--output", "path", type=click.Path(path_type=Path), help="Where to. Default: standard output."
)
@config_option()
def EXPORT(path: Path | None, config: str | None) -> None:  # noqa: N802
    """Write all feeds as OPML 2.0; what it has no word for stands in attributes of our own."""
    from twosource.ingest.live.opml import write_opml  # noqa: PLC0415

    content = write_opml(one.feed for one in _all_feeds(get_config(config)))
    if path is None:
        sys.stdout.write(content.decode("utf-8"))
    else:
        path.write_bytes(content)


def _add_all(feeds: tuple[Feed, ...]) -> tuple[list[str], list[str]]:
    """Add the feeds whose address is new, under a name that is free; return names added and known."""
    from twosource.ingest.live.opml import free_name  # noqa: PLC0415

    added: list[str] = []
    known: list[str] = []
    with get_settings().open_ledger(create=True) as ledger, ledger.transaction():
        addresses = {one.feed.address for one in ledger.feeds.all()}
        names = {one.feed.name.casefold() for one in ledger.feeds.all()}
        for feed in feeds:
            if feed.address in addresses:
                known.append(feed.name)
                continue
            named = replace(feed, name=free_name(feed.name, names))
            ledger.feeds.add(named, _now())
            names.add(named.name.casefold())
            added.append(named.name)
    return added, known


def _list(config: str | None) -> None:
    from twosource.cli.feed_table import feed_line, show_feeds  # noqa: PLC0415

    settings, now = get_settings(), _now()
    feeds = _all_feeds(get_config(config))
    if settings.json:
        from twosource.cli.printing import print_json_list  # noqa: PLC0415

        print_json_list(map(feed_line, feeds))
        return
    show_feeds(open_screen(settings), feeds, now)


def _all_feeds(config: "Config") -> "tuple[Kept, ...]":
    """Return the feeds of the ledger, and those of the configuration that no watch has taken over yet.

    There need be no ledger yet.
    """
    from twosource.feeds import Health  # noqa: PLC0415
    from twosource.store.feeds import Kept, fold_name  # noqa: PLC0415
    from twosource.store.opening import is_there  # noqa: PLC0415

    kept: tuple[Kept, ...] = ()
    if is_there(get_settings().place):
        with get_settings().open_ledger() as ledger:
            kept = ledger.feeds.all()
    known = {fold_name(one.feed.name) for one in kept}
    waiting = [feed for feed in config.feeds if fold_name(feed.name) not in known]
    new = [Kept(feed=feed, health=Health(), source="file", held=False, added_at=_now()) for feed in waiting]
    return (*kept, *new)


def _find(name: str, config: "Config") -> Feed:
    """Return the feed that is meant: an address, a folder, or the name of one that is known."""
    from twosource.store.feeds import fold_name  # noqa: PLC0415

    if name.startswith(_WEB) or Path(name).is_dir():
        return _make_feed(name, None, "auto", {})
    known = {fold_name(one.feed.name): one.feed for one in _all_feeds(config)}
    found = known.get(fold_name(name))
    if found is None:
        raise InputError(f"no feed is called {name!r}", hint="give a name of twosource feeds, or an address")
    return found


def _make_feed(address: str, words: str | None, form: Any, said: dict[str, Any]) -> Feed:
    is_web = address.startswith(_WEB)
    if not is_web and "://" in address:
        raise click.UsageError(f"{address} is neither an http(s) address nor a folder")
    if not is_web and not Path(address).is_dir():
        raise InputError(f"{address} is no folder", hint="give a folder that is there, or an http(s) address")
    return Feed(
        name=said.get("name") or _default_name(address, is_web=is_web),
        address=_checked(address) if is_web else str(Path(address).resolve()),
        form=form if is_web else "folder",
        every=_every(words),
        pages=not said.get("no_pages"),
        outlet=said.get("outlet"),
        group=said.get("group", ""),
        only=tuple(said.get("only", ())),
    )


def _checked(url: str) -> str:
    from twosource.ingest.addresses import parse_url  # noqa: PLC0415

    try:
        return str(parse_url(url))
    except InputError as error:
        raise InputError(f"{url} {error}", hint=error.hint) from None


def _default_name(address: str, *, is_web: bool) -> str:
    if is_web:
        return (urlsplit(address).hostname or address).removeprefix("www.")
    return Path(address).resolve().name or address


def _every(words: str | None) -> timedelta:
    from twosource.config.tables import parse_duration  # noqa: PLC0415

    if words is None:
        return EVERY
    try:
        found = parse_duration(words)
    except ValueError as error:
        raise click.UsageError(f"--every {words!r} {error}") from None
    if not timedelta(seconds=1) <= found <= timedelta(days=31):
        raise click.UsageError(f"--every {words} is not between 1s and 31d")
    return found


def _tell(kept: "Kept", what: str) -> None:
    from twosource.cli.feed_table import feed_line  # noqa: PLC0415

    settings = get_settings()
    if settings.json:
        _print(feed_line(kept))
        return
    screen = open_screen(settings)
    screen.line(Piece(kept.feed.name, "heading"), f" {what}.")
    screen.line(Piece(kept.feed.address, "aside"))


def _print(data: Any) -> None:
    from twosource.cli.printing import print_json  # noqa: PLC0415

    print_json(data)


def _now() -> datetime:
    return datetime.now(UTC)


_PARTS: Final = (
    (LIST, "List feeds with how they do."),
    (ADD, "Add a feed or a folder."),
    (REMOVE, "Take a feed out; what came of it stays."),
    (PAUSE, "Leave a feed unasked for now."),
    (RESUME, "Ask a paused feed again."),
    (CHECK, "Ask a feed once and show what it gives."),
    (IMPORT, "Add the feeds of an OPML file."),
    (EXPORT, "Write all feeds as OPML."),
)
for _command, _short in _PARTS:
    _command.short_help = _short
    COMMAND.add_command(_command)
