"""A feed and how it does, as JSON for programs: instants in ISO 8601, lengths of time in seconds."""

from collections.abc import Mapping
from datetime import datetime

from twosource.feeds import Feed, Health
from twosource.wire.values import JsonObject


def feed_to_json(feed: Feed, health: Health, state: Mapping[str, str | bool]) -> JsonObject:
    """Return a feed with its health; ``state`` is what the ledger adds (who keeps it, whether it is paused)."""
    return {
        "name": feed.name,
        "address": feed.address,
        "form": feed.form,
        "every_s": feed.every.total_seconds(),
        "pages": feed.pages,
        "outlet": feed.outlet,
        "group": feed.group,
        "only": list(feed.only),
        **state,
        "health": health_to_json(health),
    }


def health_to_json(health: Health) -> JsonObject:
    """Return how a feed does; what is not known is null."""
    return {
        "asked_at": _instant(health.asked_at),
        "answered_at": _instant(health.answered_at),
        "next_at": _instant(health.next_at),
        "failures": health.failures,
        "trouble": health.trouble or None,
        "flaw": health.flaw or None,
        "is_gone": health.is_gone,
        "moved_to": health.moved_to,
        "form": health.form or None,
        "items": health.items,
        "copies": health.copies,
        "delay_s": health.delay_s,
        "newest_at": _instant(health.newest_at),
    }


def _instant(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
