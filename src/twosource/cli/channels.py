"""``twosource channels``: where alerts go, what waits there, what failed, and having it sent again."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from twosource.cli.manual import ManualGroup, command
from twosource.cli.screen import Column, Piece, Words, open_screen
from twosource.cli.settings import get_settings
from twosource.errors import ConfigError, NoSuchRecord

if TYPE_CHECKING:
    from twosource.config.channels import Channel
    from twosource.store import Ledger
    from twosource.store.outbox import Backlog, Delivery, DeliveryId, State

_EXAMPLES: Final = (
    ("Where do alerts go, and does anything wait?", "twosource channels"),
    ("Does a channel work? Sends a message that says it is a test", "twosource channels test desk-mail"),
    ("Why did deliveries fail?", "twosource channels show desk-mail"),
    ("Send again what was given up", "twosource channels resend desk-mail"),
)  # fmt: skip
_CHANNELS: Final = (
    Column(name="channel"),
    Column(name="kind", whole=True),
    Column(name="goes to", most=50),
    Column(name="waiting", numbers=True),
    Column(name="failed", numbers=True),
    Column(name="dead", numbers=True),
    Column(name="sent", numbers=True),
    Column(name="last sent", whole=True),
    Column(name="remark"),
)
_DELIVERIES: Final = (
    Column(name="delivery", whole=True),
    Column(name="alert", whole=True),
    Column(name="state", whole=True),
    Column(name="tries", numbers=True),
    Column(name="next", whole=True),
    Column(name="what went wrong"),
)
_MOST: Final = 100  # deliveries in a list
_MOST_RESENT: Final = 100_000
_CONFIG = click.option(
    "--config",
    metavar="PATH",
    help="The configuration. Default: $TWOSOURCE_CONFIG, else twosource.toml here.",
)


@click.group("channels", cls=ManualGroup, examples=_EXAMPLES)
@_CONFIG
@click.pass_context
def COMMAND(ctx: click.Context, /, config: str | None) -> None:  # noqa: N802
    """Show where alerts go: channels, and what waits, failed or was given up.

    Channels stand under [[channels]] in the configuration. The watch sends what is due; here one sees
    how that goes, tries a channel, and has deliveries sent again. They keep their ids, by which
    receivers know what they have already.
    """
    ctx.meta["config"] = config
    if ctx.invoked_subcommand is None:
        _show_channels(config)


@command("list", examples=(("Where do alerts go?", "twosource channels list"),))
@_CONFIG
def LIST(config: str | None) -> None:  # noqa: N802
    """List channels with what waits, failed, was given up and was sent."""
    _show_channels(config)


@command(
    "show",
    examples=(
        ("What waits, failed or was given up", "twosource channels show desk-mail"),
        ("What was sent, too", "twosource channels show desk-mail --sent"),
    ),
)
@click.argument("name")
@click.option("--sent", is_flag=True, help="List what arrived, too.")
def SHOW(name: str, *, sent: bool) -> None:  # noqa: N802
    """Show the deliveries of a channel that did not arrive, longest due first."""
    settings = get_settings()
    states: Collection[State] = (
        ("waiting", "failed", "dead", "sent") if sent else ("waiting", "failed", "dead")
    )
    with settings.open_ledger() as ledger:
        found = ledger.outbox.listed(name, states, most=_MOST)
    if settings.json:
        _print_list([_delivery_line(one) for one in found])
        return
    screen = open_screen(settings)
    if not found:
        screen.line(f"Nothing waits for {name}, failed or was given up.")
        return
    screen.table(_DELIVERIES, [_delivery_row(one) for one in found])


@command(
    "test",
    examples=(("Does it work?", "twosource channels test desk-mail"),),
    exits={1: "the message did not arrive, for the reason that is printed"},
)
@click.argument("name")
@_CONFIG
def TEST(name: str, config: str | None) -> int:  # noqa: N802
    """Send a message through a channel that says of itself that it is a test."""
    from twosource.delivering import make_test, send  # noqa: PLC0415

    channel = _get_channel(name, config)
    message = make_test(channel, _now())
    answer = asyncio.run(send(message))
    _say(
        f"{name}: {'arrived' if answer.outcome == 'sent' else 'did not arrive'}: {answer.detail}",
        {"channel": name, "delivery": message.id, "outcome": answer.outcome, "detail": answer.detail},
    )
    return 0 if answer.outcome == "sent" else 1


@command(
    "resend",
    examples=(
        ("What a channel gave up", "twosource channels resend desk-mail"),
        ("One delivery, whatever became of it", "twosource channels resend d_2f6f0c1e9a7b4d35"),
    ),
)
@click.argument("name")
def RESEND(name: str) -> None:  # noqa: N802
    """Have deliveries sent again under their ids: one, or all that a channel gave up.

    A channel that was stopped by its receiver is resumed.
    """
    with get_settings().open_ledger() as ledger, ledger.transaction():
        ids = _find_dead(ledger, name)
        resumed = ledger.outbox.resume(name)
        count = ledger.outbox.send_again(ids, _now())
    words = "1 delivery is" if count == 1 else f"{count} deliveries are"
    more = f"; {name} is sent to again" if resumed else ""
    _say(f"{words} due now{more}.", {"channel": name, "due": count, "resumed": resumed})


@command(
    "send",
    examples=(("Send what is due, without the watch", "twosource channels send"),),
    exits={1: "something did not arrive"},
)
@_CONFIG
def SEND(config: str | None) -> int:  # noqa: N802
    """Send what is due now through every channel, as the watch does."""
    from twosource.delivering import deliver_due  # noqa: PLC0415
    from twosource.ingest.clock import SystemClock  # noqa: PLC0415

    with get_settings().open_ledger() as ledger:
        sent = deliver_due(ledger, _load(config), SystemClock())
    _say(
        f"{sent.sent} sent, {sent.failed} to be tried again, {sent.dead} given up.",
        {"sent": sent.sent, "failed": sent.failed, "dead": sent.dead},
    )
    return 1 if sent.failed or sent.dead else 0


def _find_dead(ledger: "Ledger", name: str) -> "tuple[DeliveryId, ...]":
    """Return a delivery by its id, or what a channel gave up; raises NoSuchRecord."""
    if name.startswith("d_"):
        return (ledger.outbox.find(name).id,)
    if not any(backlog.channel == name for backlog in ledger.outbox.backlogs()):
        raise NoSuchRecord(
            f"nothing was ever due to a channel called {name!r}", hint="twosource channels lists them"
        )
    return tuple(one.id for one in ledger.outbox.listed(name, ["dead"], most=_MOST_RESENT))


def _show_channels(config: str | None) -> None:
    settings, channels = get_settings(), _load(config)
    with settings.open_ledger() as ledger:
        backlogs = {one.channel: one for one in ledger.outbox.backlogs()}
    known = {channel.name: channel for channel in channels}
    names = [*known, *(name for name in backlogs if name not in known)]
    if settings.json:
        _print_list([_channel_line(name, known.get(name), backlogs.get(name)) for name in names])
        return
    screen = open_screen(settings)
    if not names:
        screen.line("No channel is configured: alerts are kept in the ledger and sent nowhere.")
        screen.line(Piece("Write one under [[channels]]; docs/reference/channels.md shows how.", "aside"))
        return
    screen.table(_CHANNELS, [_channel_row(name, known.get(name), backlogs.get(name)) for name in names])


def _channel_row(name: str, channel: "Channel | None", backlog: "Backlog | None") -> Sequence[Words]:
    line = _channel_line(name, channel, backlog)
    counts: list[Words] = [str(line[state]) for state in ("waiting", "failed", "dead", "sent")]
    counts[2] = Piece(str(line["dead"]), "bad" if line["dead"] else "")
    last = (line["last_sent_at"] or "never")[:16].replace("T", " ")
    remark = line["stopped"] or ("" if channel else "not in the configuration")
    return (name, line["kind"] or "", line["goes_to"], *counts, last, Piece(remark, "bad"))


def _channel_line(name: str, channel: "Channel | None", backlog: "Backlog | None") -> dict[str, Any]:
    return {
        "name": name,
        "kind": channel.kind if channel else None,
        "goes_to": _goes_to(channel) if channel else "",
        "waiting": backlog.waiting if backlog else 0,
        "failed": backlog.failed if backlog else 0,
        "dead": backlog.dead if backlog else 0,
        "sent": backlog.sent if backlog else 0,
        "oldest_due_at": _stamp(backlog.oldest_due_at if backlog else None),
        "last_sent_at": _stamp(backlog.last_sent_at if backlog else None),
        "stopped": backlog.stopped if backlog else "",
    }


def _goes_to(channel: "Channel") -> str:
    """Return where a channel leads, without what may be a secret: of an address only its host."""
    from urllib.parse import urlsplit  # noqa: PLC0415

    from twosource.config.channels import CapFolder, Command, Email, Webhook  # noqa: PLC0415

    target = channel.target
    if isinstance(target, Webhook):
        return urlsplit(target.url).netloc
    if isinstance(target, Email):
        return ", ".join(target.to)
    if isinstance(target, Command):
        return target.run[0]
    return str(target.folder) if isinstance(target, CapFolder) else "this terminal"


def _delivery_row(one: "Delivery") -> Sequence[Words]:
    next_at = "" if one.state in {"sent", "dead"} else f"{one.next_at:%Y-%m-%d %H:%M}"
    state = Piece(one.state, "bad" if one.state == "dead" else "")
    return one.id, one.alert, state, str(one.tries), next_at, one.trouble


def _delivery_line(one: "Delivery") -> dict[str, Any]:
    return {
        "id": one.id, "alert": one.alert, "channel": one.channel, "state": one.state, "tries": one.tries,
        "due_at": _stamp(one.due_at), "next_at": _stamp(one.next_at), "message": one.message or None,
        "reached": list(one.reached), "sent_at": _stamp(one.sent_at), "trouble": one.trouble,
    }  # fmt: skip


def _get_channel(name: str, config: str | None) -> "Channel":
    channels = _load(config)
    for channel in channels:
        if channel.name == name:
            return channel
    named = ", ".join(channel.name for channel in channels) or "none"
    raise ConfigError(f"the configuration has no channel {name!r}", hint=f"it has: {named}")


def _load(given: str | None) -> "tuple[Channel, ...]":
    from twosource.config import find_config, load_config  # noqa: PLC0415

    inherited = click.get_current_context().find_root().meta.get("config")
    return load_config(find_config(given or inherited)).channels


def _stamp(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")


def _say(words: str, line: dict[str, Any]) -> None:
    if get_settings().json:
        from twosource.cli.printing import print_json  # noqa: PLC0415

        print_json(line)
    else:
        from twosource.cli.screen import plain_text  # noqa: PLC0415

        click.echo(plain_text(words))


def _print_list(lines: list[dict[str, Any]]) -> None:
    from twosource.cli.printing import print_json_list  # noqa: PLC0415

    print_json_list(lines)


def _now() -> datetime:
    return datetime.now(UTC)


_PARTS: Final[tuple[tuple[Callable[..., Any], str], ...]] = (
    (LIST, "List channels with what waits, failed, was given up."),
    (SHOW, "Show what did not arrive, and why."),
    (TEST, "Send a marked test message."),
    (RESEND, "Have deliveries sent again."),
    (SEND, "Send what is due now."),
)
for _command, _short in _PARTS:
    _command.short_help = _short  # type: ignore[attr-defined]
    COMMAND.add_command(_command)  # type: ignore[arg-type]
