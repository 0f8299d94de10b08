"""Feeds on the screen and as JSON: a row for each with how it does, and below what is wrong with any."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from twosource.cli.screen import Column, Meaning, Piece, Screen, Words
from twosource.config.tables import show_duration
from twosource.ingest.live.troubles import find_troubles
from twosource.store.feeds import Kept
from twosource.wire import JsonObject
from twosource.wire.feed_state import feed_to_json

_COLUMNS: Final = (
    Column(name="feed", least=14), Column(name="state", whole=True), Column(name="every", whole=True),
    Column(name="last answer", whole=True), Column(name="newest", whole=True), Column(name="delay", whole=True),
    Column(name="items", numbers=True, whole=True), Column(name="copies", numbers=True, whole=True),
)  # fmt: skip
_MEANINGS: Final[dict[str, Meaning]] = {"well": "good", "paused": "aside", "not asked yet": "aside"}


def show_feeds(screen: Screen, feeds: Sequence[Kept], now: datetime) -> None:
    """Show a table of feeds, and the sentences of what is wrong."""
    if not feeds:
        screen.line("No feed is read.")
        screen.line(
            Piece("Add one with twosource feeds add URL, or under [[feeds]] in twosource.toml.", "aside")
        )
        return
    screen.table(_COLUMNS, [_row(one, now) for one in feeds])
    troubles = [trouble for one in feeds for trouble in find_troubles(one.feed, one.health)]
    if troubles:
        screen.heading("Troubles")
    for trouble in troubles:
        screen.line(trouble.sentence, indent=2)


def feed_line(kept: Kept) -> JsonObject:
    """Return a feed with its health as JSON."""
    state: dict[str, str | bool] = {
        "state": state_of(kept),
        "source": kept.source,
        "paused": not kept.is_asked and kept.retired_at is None,
    }
    return feed_to_json(kept.feed, kept.health, state)


def state_of(kept: Kept) -> str:
    """Say in a word or two how a feed does."""
    health = kept.health
    if kept.retired_at is not None:
        return "taken out"
    if not kept.is_asked:
        return "paused"
    if health.is_gone:
        return "gone"
    if health.failures:
        return f"failing ({health.failures})"
    if health.asked_at is None:
        return "not asked yet"
    return "flawed" if health.flaw else "well"


def _row(kept: Kept, now: datetime) -> tuple[Words, ...]:
    health, state = kept.health, state_of(kept)
    return (
        kept.feed.name,
        Piece(state, _MEANINGS.get(state, "bad")),
        show_duration(kept.feed.every),
        _ago(health.answered_at, now),
        _ago(health.newest_at, now),
        "-" if health.delay_s is None else _span(timedelta(seconds=health.delay_s)),
        f"{health.items:,}",
        f"{100 * health.copies / health.items:.0f} %" if health.items else "-",
    )


def _ago(at: datetime | None, now: datetime) -> str:
    return "-" if at is None else f"{_span(now - at)} ago"


def _span(length: timedelta) -> str:
    """Say how long in one unit: "4 min", "3 h", "12 d"."""
    seconds = max(0.0, length.total_seconds())
    if seconds < 100:
        return f"{seconds:.0f} s"
    if seconds < 100 * 60:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.0f} h" if seconds < 48 * 3600 else f"{seconds / 86400:.0f} d"
