"""When a delivery is tried again, and when it is given up: pure, by how often it failed and what was answered."""

from datetime import datetime, timedelta
from typing import Final

from twosource.delivering.messages import Answer
from twosource.ids import digest
from twosource.store.outbox import Delivery, Outcome

FIRST_WAIT: Final = timedelta(seconds=5)
LONGEST_WAIT: Final = timedelta(hours=1)
#: The longest that a receiver may ask us to wait (Retry-After).
MOST_ASKED: Final = timedelta(hours=24)
_MOST_DETAIL: Final = 500  # characters


def wait_before(tries: int, *, salt: str) -> timedelta:
    """Return how long to wait after so many failed tries: doubled each time, up to an hour, then spread.

    The spread takes off up to half, by ``salt`` and not by chance, so that what failed together is not
    tried together again, and a test can say when.
    """
    doubled = FIRST_WAIT * (1 << min(max(tries - 1, 0), 20))
    share = int(digest("wait", salt, str(tries), size=8), 16) / 0xFFFFFFFF
    return min(doubled, LONGEST_WAIT) * (1 - share / 2)


def outcome_of(taken: Delivery, answer: Answer, at: datetime, *, tries: int) -> Outcome:
    """Return how a delivery stands after an answer; it is given up after so many ``tries``, or at a "never"."""
    detail = " ".join(answer.detail.split())[:_MOST_DETAIL]
    if answer.outcome == "sent":
        return Outcome(state="sent", at=at, detail=detail, reached=answer.reached)
    if answer.outcome == "never" or (answer.outcome == "later" and taken.tries >= tries):
        return Outcome(state="dead", at=at, detail=detail, reached=answer.reached)
    asked = min(answer.wait or timedelta(), MOST_ASKED)
    wait = max(wait_before(taken.tries, salt=taken.id), asked)
    return Outcome(state="failed", at=at, detail=detail, reached=answer.reached, next_at=at + wait)
