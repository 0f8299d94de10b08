"""Signatures of webhooks: made by the sender, checked by the receiver.

A signature is HMAC-SHA256 (RFC 2104) over the time, the delivery's id and the body, so that none of them can
be changed, and an old message can't be sent again later. ``docs/reference/webhooks.md`` has the rules, and
code for receivers that don't run Python.
"""

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

ID: Final = "Twosource-Delivery"
TIMESTAMP: Final = "Twosource-Timestamp"
SIGNATURE: Final = "Twosource-Signature"
#: How far a receiver's clock and the time of sending may be apart.
TOLERANCE: Final = timedelta(minutes=5)
_VERSION: Final = "v1="


class BadSignature(ValueError):
    """A message that the holder of the secret did not send, or not now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What a receiver got: the body as it came, byte for byte, and the headers."""

    body: bytes
    headers: Mapping[str, str]


def sign(body: bytes, *, delivery: str, at: datetime, secrets: Iterable[str]) -> dict[str, str]:
    """Return the headers that sign a body, with a signature for each secret; without any, only id and time."""
    timestamp = str(int(at.timestamp()))
    headers = {ID: delivery, TIMESTAMP: timestamp}
    made = [_VERSION + _digest(secret, timestamp, delivery, body) for secret in secrets]
    return headers | ({SIGNATURE: ",".join(made)} if made else {})


def verify(
    got: Signed, secrets: Sequence[str], *, now: datetime | None = None, tolerance: timedelta = TOLERANCE
) -> str:
    """Return the id of a message that one of the secrets signed; raises BadSignature for any other.

    Keep the ids of what you have handled for twice the tolerance or longer, and drop what comes again.
    """
    headers = {name.lower(): value for name, value in got.headers.items()}
    delivery, timestamp = headers.get(ID.lower(), ""), headers.get(TIMESTAMP.lower(), "")
    _check_time(timestamp, now or datetime.now(UTC), tolerance)
    given = [part.strip().removeprefix(_VERSION) for part in headers.get(SIGNATURE.lower(), "").split(",")]
    wanted = [_digest(secret, timestamp, delivery, got.body) for secret in secrets]
    # Every pair is compared, so that the time it takes tells nothing.
    matches = [hmac.compare_digest(one.encode(), other.encode()) for one in given[:10] for other in wanted]
    if not any(matches):
        raise BadSignature("no secret made this signature")
    return delivery


def _check_time(timestamp: str, now: datetime, tolerance: timedelta) -> None:
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 13):
        raise BadSignature(f"{TIMESTAMP} holds no time in seconds")
    if abs(now.timestamp() - int(timestamp)) > tolerance.total_seconds():
        raise BadSignature(f"{TIMESTAMP} is further from now than {tolerance.total_seconds():.0f} seconds")


def _digest(secret: str, timestamp: str, delivery: str, body: bytes) -> str:
    signed = f"{timestamp}.{delivery}.".encode() + body
    return hmac.new(secret.encode(), signed, sha256).hexdigest()
