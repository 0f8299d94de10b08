"""``twosource alerts``: what watches raised, and what people did with it."""

import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from twosource.cli.configuring import config_option, get_config
from twosource.cli.filters import Moment
from twosource.cli.manual import ManualGroup, command
from twosource.cli.screen import Column, Meaning, Piece, Screen, Words, open_screen
from twosource.cli.settings import get_settings
from twosource.errors import InputError, NoSuchRecord

if TYPE_CHECKING:
    from twosource.store import Ledger
    from twosource.store.alerts import AlertAct
    from twosource.watches import Alert

_REVIEWER: Final = "TWOSOURCE_REVIEWER"
_EXAMPLES: Final = (
    ("What was raised, newest first", "twosource alerts"),
    ("What nobody has taken note of yet", "twosource alerts --unacknowledged"),
    ("One alert: what is known, how surely, from whom", "twosource alerts show w_2f6f"),
    ("Take note of it", "twosource alerts ack w_2f6f --by Amina"),
    ("Let it go to the public, as a CAP message of scope Public", "twosource alerts approve w_2f6f --as Amina"),
)  # fmt: skip
_LIST: Final = (
    Column(name="alert", whole=True), Column(name="raised (UTC)", whole=True), Column(name="watch"),
    Column(name="move", whole=True), Column(name="what"), Column(name="noted by"),
)  # fmt: skip
_MOVES: Final[dict[str, Meaning]] = {"alert": "changed", "update": "", "cancel": "aside"}
_MOST: Final = 50

_Function = TypeVar("_Function", bound=Callable[..., Any])


def _list_options(function: _Function) -> _Function:
    for option in (
        click.option(
            "--limit", type=click.IntRange(min=1), default=_MOST, metavar="N", help="At most so many (50)."
        ),
        click.option("--unacknowledged", is_flag=True, help="Only what nobody has taken note of."),
        click.option("--since", type=Moment(), metavar="DATE", help="Only what was raised from then on."),
        click.option("--watch", metavar="NAME", help="Only what this watch raised."),
    ):
        function = option(function)
    return function


@click.group("alerts", cls=ManualGroup, examples=_EXAMPLES)
@_list_options
@click.pass_context
def COMMAND(ctx: click.Context, /, **asked: Any) -> None:  # noqa: N802
    """List what watches raised, newest first; show, acknowledge, approve and resend it.

    An alert says what is known of an incident, how surely, from whom, and what changed since the one
    before. An update or a cancellation refers to those before it. Nothing told is ever changed.
    """
    if ctx.invoked_subcommand is None:
        _list(**asked)


@command("list", examples=_EXAMPLES[:2])
@_list_options
def LIST(**asked: Any) -> None:  # noqa: N802
    """List what watches raised, newest first."""
    _list(**asked)


@command(
    "show",
    examples=(_EXAMPLES[2], ("As the CAP message that goes out", "twosource alerts show w_2f6f --cap")),
)
@click.argument("id")
@click.option("--cap", is_flag=True, help="Print the CAP 1.2 message instead.")
@config_option()
def SHOW(id: str, cap: bool, config: str | None) -> None:  # noqa: A002, N802
    """Show one alert with what came before and after it, where it went, and who did what with it."""
    settings = get_settings()
    with settings.open_ledger() as ledger:
        alert = ledger.alerts.get(id)
        if cap:
            sys.stdout.buffer.write(_cap(ledger, alert, config))
            return
        if settings.json:
            from twosource.cli.printing import print_json  # noqa: PLC0415

            print_json(_line(alert) | {"acts": [_act_line(one) for one in ledger.alerts.acts(alert.id)]})
            return
        _show(open_screen(settings), ledger, alert)


def _signed(function: _Function) -> _Function:
    return click.option("--by", "--as", "by", metavar="NAME", help=f"Who does it. Default: ${_REVIEWER}.")(
        function
    )


@command("ack", examples=(_EXAMPLES[3],))
@click.argument("id")
@_signed
def ACK(id: str, by: str | None) -> None:  # noqa: A002, N802
    """Sign that one has taken note of an alert; it is kept with name and time."""
    name = _signer(by)
    with get_settings().open_ledger() as ledger:
        alert = ledger.alerts.acknowledge(ledger.alerts.get(id).id, by=name, at=_now())
    _say(f"{name} has taken note of {alert.id}: {alert.headline}", alert)


@command("approve", examples=(_EXAMPLES[4],))
@click.argument("id")
@_signed
def APPROVE(id: str, by: str | None) -> None:  # noqa: A002, N802
    """Sign that an alert may go to the public: its CAP message is of scope Public from then on.

    Until then it is Private or Restricted: a program that reads the press is no authority.
    """
    name = _signer(by)
    with get_settings().open_ledger() as ledger:
        alert = ledger.alerts.approve(ledger.alerts.get(id).id, by=name, at=_now())
    _say(
        f"{name} lets {alert.id} go to the public. What was sent before is not changed:"
        f" twosource alerts resend {alert.id} sends it again.",
        alert,
    )


@command("resend", examples=(("Once more to every channel", "twosource alerts resend w_2f6f --by Amina"),
                             ("To one of them", "twosource alerts resend w_2f6f --channel desk-mail --by Amina")))  # fmt: skip
@click.argument("id")
@click.option("--channel", metavar="NAME", help="Only to this channel; also where it never went before.")
@_signed
@config_option()
def RESEND(id: str, channel: str | None, by: str | None, config: str | None) -> None:  # noqa: A002, N802
    """Have an alert sent again under its ids, by which receivers know what they have already."""
    name, now = _signer(by), _now()
    if channel is not None:
        _check_channel(channel, config)
    with get_settings().open_ledger() as ledger, ledger.transaction():
        alert = ledger.alerts.get(id)
        if channel is not None:
            ledger.outbox.put(alert.id, channel, now)
        sent = [one for one in ledger.outbox.of_alert(alert.id) if channel in (None, one.channel)]
        if not sent:
            raise NoSuchRecord(
                f"alert {alert.id} was never due to a channel", hint="name one with --channel NAME"
            )
        ledger.outbox.send_again([one.id for one in sent], now)
        for one in sent:
            ledger.alerts.note_resent(alert.id, by=name, at=now, channel=one.channel)
    _say(f"{alert.id} is due again to {', '.join(one.channel for one in sent)}.", alert)


# --- on the screen --------------------------------------------------------------------------------


def _list(watch: str | None, since: datetime | None, unacknowledged: bool, limit: int) -> None:
    from twosource.store.alerts import AlertFilter  # noqa: PLC0415

    settings = get_settings()
    wanted = AlertFilter(watch=watch, since=since, unacknowledged=unacknowledged, limit=limit)
    with settings.open_ledger() as ledger:
        if watch is not None and not ledger.alerts.list(AlertFilter(watch=watch, limit=1)):
            ledger.watches.get(watch)
        page = ledger.alerts.page(wanted)
    if settings.json:
        from twosource.cli.printing import print_json_list  # noqa: PLC0415

        print_json_list(map(_line, page.alerts))
        return
    screen = open_screen(settings)
    if not page.alerts:
        screen.line("No alert was raised." if not unacknowledged else "Nothing waits to be taken note of.")
        return
    show_alerts(screen, page.alerts)
    if page.before is not None:
        screen.line(Piece("and older ones; --limit lists them.", "aside"))


def show_alerts(screen: Screen, found: "Sequence[Alert]") -> None:
    """Show alerts as rows of a list."""
    rows: list[tuple[Words, ...]] = []
    for one in found:
        raised = f"{one.raised_at.astimezone(UTC):%Y-%m-%d %H:%M}"
        move = f"{one.move}{f' {one.number}' if one.number > 1 else ''}"
        noted = Piece(one.acknowledged_by, "good") if one.acknowledged_by else Piece("nobody", "aside")
        rows.append(
            (Piece(one.id, "id"), raised, one.watch, Piece(move, _MOVES[one.move]), _what(one), noted)
        )
    screen.table(_LIST, rows)


def _what(alert: "Alert") -> str:
    return f"EXERCISE: {alert.headline}" if alert.rehearsal else alert.headline


def _show(screen: Screen, ledger: "Ledger", alert: "Alert") -> None:
    from twosource.wire.alert_words import headline_of, told_of  # noqa: PLC0415

    screen.line(Piece(headline_of(alert, most=400), "heading"))
    screen.line(
        Piece(alert.id, "id"), f", number {alert.number} of the watch {alert.watch},"
        f" raised {alert.raised_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
    )  # fmt: skip
    for paragraph in told_of(alert):
        screen.blank()
        for line in paragraph.split("\n"):
            screen.line(line.lstrip(), indent=len(line) - len(line.lstrip()))
    _show_around(screen, ledger, alert)
    for link in alert.links:
        screen.line(Piece(link, "aside"))
    if alert.incident is not None:
        screen.line(Piece(f"Everything about it: twosource show {alert.incident}", "aside"))


def _show_around(screen: Screen, ledger: "Ledger", alert: "Alert") -> None:
    """Show the other alerts of its thread, where it went and who did what with it."""
    others = [one for one in ledger.alerts.chain(alert) if one.id != alert.id]
    moved = ledger.alerts.by_id(set(alert.earlier) - {one.id for one in others})
    if others or moved:
        screen.heading("Before and after")
        show_alerts(screen, [*moved.values(), *others])
    lines = [_act_words(one) for one in ledger.alerts.acts(alert.id)]
    lines += [f"{one.channel}: {one.state}" + (f", {one.trouble}" if one.trouble else "")
              for one in ledger.outbox.of_alert(alert.id)]  # fmt: skip
    if lines:
        screen.heading("Where it went, and who did what")
    for line in lines:
        screen.line(line)
    screen.blank()


def _act_words(act: "AlertAct") -> str:
    done = {
        "acknowledge": "took note of it",
        "approve": "let it go to the public",
        "resend": "had it sent again",
    }
    more = f" to {act.detail}" if act.detail else ""
    return f"{act.by} {done[act.what]}{more} on {act.at:%Y-%m-%d at %H:%M} UTC"


# --- the rest -------------------------------------------------------------------------------------


def _cap(ledger: "Ledger", alert: "Alert", config: str | None) -> bytes:
    from twosource.delivering import desk_sender  # noqa: PLC0415
    from twosource.wire.cap import to_cap  # noqa: PLC0415

    earlier = ledger.alerts.by_id(alert.earlier)
    sender = desk_sender(get_config(config).channels, "")
    return to_cap(alert, sender, tuple(earlier.values()))


def _line(alert: "Alert") -> dict[str, Any]:
    from twosource.wire.alerts import alert_to_json  # noqa: PLC0415

    return alert_to_json(alert)


def _act_line(act: "AlertAct") -> dict[str, Any]:
    return {"what": act.what, "by": act.by, "at": act.at.isoformat(), "detail": act.detail}


def _say(words: str, alert: "Alert") -> None:
    if get_settings().json:
        from twosource.cli.printing import print_json  # noqa: PLC0415

        print_json(_line(alert))
    else:
        open_screen(get_settings()).line(words)


def _signer(by: str | None) -> str:
    name = by or os.environ.get(_REVIEWER)
    if not name or not name.strip():
        raise click.UsageError(f"say who does it: --by NAME, or set {_REVIEWER}")
    return name.strip()


def _check_channel(name: str, config: str | None) -> None:
    known = [channel.name for channel in get_config(config).channels]
    if name not in known:
        raise InputError(
            f"the configuration has no channel {name!r}", hint=f"it has: {', '.join(known) or 'none'}"
        )


def _now() -> datetime:
    return datetime.now(UTC)


for _part, _short in (
    (LIST, "List what was raised."),
    (SHOW, "Show one alert, or its CAP message."),
    (ACK, "Take note of an alert."),
    (APPROVE, "Let an alert go to the public."),
    (RESEND, "Have an alert sent again."),
):
    _part.short_help = _short
    COMMAND.add_command(_part)
