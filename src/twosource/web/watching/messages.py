"""Alerts as CAP messages on the desk: the bytes that are sent, and what they say in words before anybody approves.

The message of the desk is that of the channels: the same sender, the same rules (``wire/cap_degrees.py``).
"""

from typing import Any, Final

from starlette.requests import Request

from twosource.delivering.by_hand import desk_sender
from twosource.store import Ledger
from twosource.watches import Alert
from twosource.web.desk import desk_of
from twosource.wire.cap import circle_of, scope_of, status_of, to_cap
from twosource.wire.cap_degrees import find_degrees, load_rules
from twosource.wire.cap_sender import Sender
from twosource.wording import listed, show_instant

#: What a message's scope means, by its word.
_SCOPES: Final = {
    "Public": "Anybody may read it: a person has approved it.",
    "Restricted": "For those who set the watch; not for the public until a person approves it.",
    "Private": "For the addresses that it names; not for the public until a person approves it.",
}
_TYPES: Final = {
    "alert": "The first of its thread.",
    "update": "Takes the place of those it refers to.",
    "cancel": "Takes back those it refers to.",
}
_STATUSES: Final = {
    "Actual": "It is meant.",
    "Exercise": "Its watch only rehearses: nobody is to act on it.",
}


def sender_of(request: Request) -> Sender:
    """Return who sends messages: the sender of the channels, or else the desk by its address."""
    return desk_sender(desk_of(request).settings.config.channels, base_of(request))


def base_of(request: Request) -> str:
    """Return where the desk is on the web, as it was asked: "https://desk.example/wires"."""
    return str(request.url_for("ledger")).rstrip("/")


def write_message(request: Request, ledger: Ledger, alert: Alert) -> bytes:
    """Return an alert as CAP 1.2."""
    earlier = ledger.alerts.by_id(alert.earlier)
    return to_cap(alert, sender_of(request), tuple(earlier.values()))


def describe_message(request: Request, alert: Alert) -> tuple[tuple[str, str, str], ...]:
    """Return what a message says of an alert: the element, its word, and why it is that one."""
    degrees, scope, status = find_degrees(alert), scope_of(alert, sender_of(request)), status_of(alert)
    return (
        ("Status", status, _STATUSES[status]),
        ("Type", alert.move.capitalize(), _TYPES[alert.move]),
        ("Scope", scope, _SCOPES[scope]),
        ("Severity", degrees.severity, _why("severity", degrees.severity, alert)),
        ("Certainty", degrees.certainty, _why("certainty", degrees.certainty, alert)),
        ("Urgency", degrees.urgency, _why("urgency", degrees.urgency, alert)),
        ("Category", listed(degrees.categories), ""),
        (
            "Area",
            circle_of(alert) or alert.place or "none",
            "Degrees and km; as wide as the words are vague.",
        ),
        ("Expires", show_instant(degrees.expires), ""),
    )


def _why(degree: str, word: str, alert: Alert) -> str:
    """Return the sentence of the rule that gave a word; empty where none did."""
    rules = load_rules()[degree]
    rows = [row for row in rules["rows"] if row["is"] == word and _may_be(row, alert)]
    return str(rows[0]["why"]) if rows else "Nothing that is known says so."


def _may_be(row: dict[str, Any], alert: Alert) -> bool:
    if "killed" in row or "injured" in row:
        least = {"killed": alert.killed_low or 0, "injured": alert.injured_low or 0}
        return all(number >= int(row.get(name, 0)) for name, number in least.items())
    happening = next((one for one in alert.known if one.field == "kind"), None)
    wanted = row.get("confirmed")
    return happening is None or wanted is None or bool(wanted) is happening.confirmed
