"""From alert to receiver: what is due in the outbox goes out through its channel, and what came of it is noted.

Who is told, and when, was decided when the alert was raised (``alerting``); how each channel sends stands in the
module named after it. ``signing`` is for receivers too.
"""

from twosource.delivering.by_hand import desk_sender, make_test, resend
from twosource.delivering.sending import Sent, deliver, deliver_due, send
from twosource.delivering.signing import BadSignature, Signed, verify

__all__ = [
    "BadSignature",
    "Sent",
    "Signed",
    "deliver",
    "deliver_due",
    "desk_sender",
    "make_test",
    "resend",
    "send",
    "verify",
]  # fmt: skip
