"""``twosource watches``: standing questions: list, add, change, pause, remove, and try over the past."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from twosource.cli.configuring import config_option, get_config
from twosource.cli.manual import ManualGroup, command
from twosource.cli.screen import Column, Piece, Screen, open_screen
from twosource.cli.settings import get_settings
from twosource.cli.watch_options import read_options, watch_options
from twosource.cli.watch_trial import TRY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosource.store import Ledger
    from twosource.watches import Watch

_EXAMPLES: Final = (
    ("What is waited for, and what did it raise?", "twosource watches"),
    ("Anything within 10 km of the office, a site of twosource.toml",
     "twosource watches add office --near 'our office' --km 10 --channel desk-mail"),
    ("Large attacks in one country, when they become large",
     "twosource watches add large --place IQ --tell killed --killed 5 --tell 'toll rises'"),
    ("What would that have raised last autumn, and why?",
     "twosource watches try large --since 2023-10-01 --until 2023-12-31"),
    ("Not over the holidays", "twosource watches pause large"),
)  # fmt: skip
_LIST: Final = (
    Column(name="watch", whole=True), Column(name="waits for"), Column(name="tells"), Column(name="when"),
    Column(name="channels"), Column(name="raised", numbers=True), Column(name="open", numbers=True),
    Column(name="kept by", whole=True), Column(name="state"),
)  # fmt: skip
_PAGE: Final = (Column(name="", whole=True), Column(name=""))


@click.group("watches", cls=ManualGroup, examples=_EXAMPLES)
@config_option()
@click.pass_context
def COMMAND(ctx: click.Context, /, config: str | None) -> None:  # noqa: N802
    """List standing questions: what raises an alert, and what they raised.

    A watch asks for incidents by place, kind, actor, target, words and toll, and is told of new ones, of
    thresholds that are reached, contradictions, rising tolls, claims of responsibility, wrong counts of the
    press, or the silence of a feed. Those of twosource.toml are taken over when twosource watch starts.
    """
    if ctx.invoked_subcommand is None:
        _list(config)


@command("list", examples=(_EXAMPLES[0],))
@config_option()
def LIST(config: str | None) -> None:  # noqa: N802
    """List watches, with how many alerts each raised and how many nobody has taken note of."""
    _list(config)


@command(
    "show",
    examples=(("What does it ask, as twosource.toml would have it?", "twosource watches show office"),),
)
@click.argument("name")
@config_option()
def SHOW(name: str, config: str | None) -> None:  # noqa: N802
    """Show one watch and its newest alerts."""
    from twosource.cli.alerts import show_alerts  # noqa: PLC0415
    from twosource.store.alerts import AlertFilter  # noqa: PLC0415

    settings = get_settings()
    with settings.open_ledger() as ledger:
        watch = find_watch(ledger, name, config)
        if settings.json:
            _print(watch)
            return
        screen = open_screen(settings)
        screen.line(Piece(watch.name, "heading"))
        screen.table(_PAGE, [(Piece(key, "aside"), words) for key, words in _told(watch) if words])
        found = ledger.alerts.list(AlertFilter(watch=watch.name, limit=5))
        screen.heading("Newest alerts")
        if not found:
            screen.line("It has raised none.")
            return
        show_alerts(screen, found)


@command(
    "add",
    examples=(_EXAMPLES[1], _EXAMPLES[2],
              ("When a feed has nothing new for half a day",
               "twosource watches add feeds --tell 'feed is silent' --silent-for 12h")),
)  # fmt: skip
@click.argument("name")
@watch_options
@click.option("--from-past", is_flag=True, help="Tell also of what is there already and still fresh.")
@config_option()
def ADD(name: str, from_past: bool, config: str | None, **given: Any) -> None:  # noqa: N802
    """Add a watch, or ask one otherwise; it begins to look now.

    What opened before is not new to it, whatever becomes of it later. A name that is there already is
    asked as given now, and goes on from what it has told.
    """
    settings, held = get_settings(), get_config(config)
    watch = read_options(name, given, held)
    with settings.open_ledger(create=True) as ledger:
        known = ledger.watches.find(name)
        ledger.watches.save(watch, _now(), from_past=from_past)
        kept = ledger.watches.get(name)
    words = "is asked otherwise" if known else "looks from now on"
    _say(f"{kept.name} {words}: {_asked(kept)}.", kept)


@command("remove", examples=(("Forget it; what it raised stays", "twosource watches remove large"),))
@click.argument("name")
def REMOVE(name: str) -> None:  # noqa: N802
    """Forget a watch; what it raised stays."""
    with get_settings().open_ledger() as ledger:
        watch = ledger.watches.get(name)
        ledger.watches.remove(name)
    _say(f"{watch.name} is forgotten; what it raised stays.", watch)


@command("pause", examples=(("Raise nothing for now", "twosource watches pause large"),))
@click.argument("name")
def PAUSE(name: str) -> None:  # noqa: N802
    """Let a watch raise nothing until it is resumed."""
    with get_settings().open_ledger() as ledger:
        ledger.watches.pause(name, _now())
        watch = ledger.watches.get(name)
    _say(f"{watch.name} is paused; twosource watches resume {watch.name!r} lets it look again.", watch)


@command("resume", examples=(("Look again", "twosource watches resume large"),))
@click.argument("name")
def RESUME(name: str) -> None:  # noqa: N802
    """Let a paused watch look again, from now on: what opened meanwhile is not new to it."""
    with get_settings().open_ledger() as ledger:
        ledger.watches.resume(name, _now())
        watch = ledger.watches.get(name)
    _say(f"{watch.name} looks again from now on.", watch)


def find_watch(ledger: "Ledger", name: str, config: str | None) -> "Watch":
    """Return a watch of the ledger, else one that only the configuration has as yet; raises NoSuchRecord."""
    held = {one.name.casefold(): one for one in get_config(config).watches}
    known = ledger.watches.find(name)
    return known or held.get(name.strip().casefold()) or ledger.watches.get(name)


def _list(config: str | None) -> None:
    settings = get_settings()
    with settings.open_ledger() as ledger:
        kept = ledger.watches.all()
        counts = {one.watch: one for one in ledger.alerts.counts()}
    known = {one.name.casefold() for one in kept}
    waiting = [one for one in get_config(config).watches if one.name.casefold() not in known]
    if settings.json:
        from twosource.cli.printing import print_json_list  # noqa: PLC0415
        from twosource.wire.alerts import watch_to_json  # noqa: PLC0415

        print_json_list(map(watch_to_json, kept))
        return
    screen = open_screen(settings)
    if not kept and not waiting:
        screen.line("Nothing is waited for.")
        screen.line(Piece("Add a watch: twosource watches add --help shows how.", "aside"))
        return
    _show_list(screen, kept, counts)
    for one in waiting:
        screen.line(
            Piece(
                f"{one.name} stands in the configuration; twosource watch takes it over when it starts.",
                "aside",
            )
        )


def _show_list(screen: Screen, kept: "Sequence[Watch]", counts: "dict[str, Any]") -> None:
    from twosource.alerting.describing import say_asked, say_state, say_told, say_when  # noqa: PLC0415
    from twosource.watches import fold_watch  # noqa: PLC0415

    if not kept:
        return
    rows = []
    for watch in kept:
        count = counts.get(fold_watch(watch.name))
        unseen = count.unacknowledged if count else 0
        rows.append((
            Piece(watch.name, "id"), say_asked(watch), say_told(watch), say_when(watch),
            ", ".join(watch.channels) or Piece("none", "aside"), str(count.raised if count else 0),
            Piece(str(unseen), "changed" if unseen else ""), watch.source, Piece(say_state(watch), "alone"),
        ))  # fmt: skip
    screen.table(_LIST, rows)


def _told(watch: "Watch") -> "list[tuple[str, str]]":
    from twosource.alerting.describing import say_asked, say_state, say_told, say_when  # noqa: PLC0415
    from twosource.config.tables import show_duration  # noqa: PLC0415

    return [
        ("waits for", say_asked(watch)),
        ("tells", say_told(watch)),
        ("when", say_when(watch)),
        ("channels", ", ".join(watch.channels) or "none: alerts are kept in the ledger alone"),
        ("fresh for", show_duration(watch.fresh_for)),
        ("kept by", {"file": "twosource.toml", "cli": "the command line", "desk": "the desk"}[watch.source]),
        ("state", say_state(watch)),
    ]


def _asked(watch: "Watch") -> str:
    from twosource.alerting.describing import say_asked  # noqa: PLC0415

    return say_asked(watch)


def _say(words: str, watch: "Watch") -> None:
    if get_settings().json:
        _print(watch)
    else:
        open_screen(get_settings()).line(words)


def _print(watch: "Watch") -> None:
    from twosource.cli.printing import print_json  # noqa: PLC0415
    from twosource.wire.alerts import watch_to_json  # noqa: PLC0415

    print_json(watch_to_json(watch))


def _now() -> datetime:
    return datetime.now(UTC)


for _part, _short in (
    (LIST, "List watches and how many alerts they raised."),
    (SHOW, "Show one watch and its newest alerts."),
    (ADD, "Add a watch, or ask one otherwise."),
    (TRY, "Try a watch over the past; changes nothing."),
    (PAUSE, "Let a watch raise nothing for now."),
    (RESUME, "Let a paused watch look again."),
    (REMOVE, "Forget a watch; what it raised stays."),
):
    _part.short_help = _short
    COMMAND.add_command(_part)
