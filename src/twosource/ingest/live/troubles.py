"""What is wrong with a feed, in sentences, each told once until it has passed, and then that it has.

Pure: what was told is remembered in the feed's health.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from twosource.feeds import Feed, Health

#: Failures in a row that are told: once or twice, any server is away for a moment.
_TOLD_AT: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One thing that is wrong with a feed, or that ``is_over``: its name, and a sentence for people."""

    name: str
    sentence: str
    is_over: bool = False


def find_troubles(feed: Feed, health: Health) -> tuple[Trouble, ...]:
    """Return everything that is wrong with a feed now."""
    return tuple(_troubles(feed, health))


def tell_troubles(feed: Feed, health: Health) -> tuple[tuple[Trouble, ...], Health]:
    """Return what is to be told now, and the health that remembers it was.

    A failure that was told is over when the feed answers; what else was told passes without a word.
    """
    now = find_troubles(feed, health)
    names = tuple(one.name for one in now)
    fresh = [one for one in now if one.name not in health.told]
    if any(name in _FAILURES for name in health.told) and not any(name in _FAILURES for name in names):
        fresh.append(Trouble(name="answers", sentence=f"{feed.name} answers again.", is_over=True))
    return tuple(fresh), replace(health, told=names)


_FAILURES: Final = frozenset({"failing", "gone"})


def _troubles(feed: Feed, health: Health) -> Iterator[Trouble]:
    if health.is_gone:
        yield Trouble(
            name="gone", sentence=f"{feed.name} is gone for good, its server says; it is asked once a week."
        )
    elif health.failures >= (1 if health.is_lasting else _TOLD_AT):
        yield Trouble(
            name="failing", sentence=f"{feed.name} can't be read: {health.trouble}{_since(health)}."
        )
    if health.moved_to and health.moved_to != feed.address:
        yield Trouble(
            name=f"moved to {health.moved_to}",
            sentence=f"{feed.name} has moved for good to {health.moved_to}; write that into its configuration.",
        )
    if health.form_was:
        yield Trouble(
            name=f"format {health.form_was} {health.form}",
            sentence=f"{feed.name} was {_named(health.form_was)} and is {_named(health.form)} now.",
        )
    if _is_other(feed, health):
        yield Trouble(
            name=f"format {health.form}",
            sentence=f"{feed.name} is {_named(health.form)}, not {_named(feed.form)} as configured; it is read all the same.",
        )
    if health.flaw:
        yield Trouble(name="flawed", sentence=f"{feed.name} can be read in part only: {health.flaw}.")


def _since(health: Health) -> str:
    if health.answered_at is None:
        return "; it never answered"
    return f"; it last answered {show_instant(health.answered_at)}"


def _is_other(feed: Feed, health: Health) -> bool:
    return feed.form not in {"auto", "folder", health.form} and bool(health.form)


def _named(form: str) -> str:
    return {"rss": "RSS", "atom": "Atom", "json": "JSON Feed", "sitemap": "a sitemap"}.get(form, f"a {form}")


def show_instant(at: datetime) -> str:
    """Write an instant to the minute, in UTC."""
    return f"{at:%Y-%m-%d %H:%M} UTC"
