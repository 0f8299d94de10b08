"""Writing once however often it is sent: answers kept by Idempotency-Key, and how fast one may write.

As draft-ietf-httpapi-idempotency-key-header has it: the same key with the same request gives the first
answer again, with another request it is refused. Answers are kept in memory, for a day at most; after a
restart the acts themselves still say "stands so already" and articles "known".
"""

import re
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from http import HTTPStatus
from typing import Final

from twosource.api.answers import Answer
from twosource.api.operations import Call
from twosource.api.problems import Problem

KEY_HEADER: Final = "Idempotency-Key"
_KEPT: Final = timedelta(hours=24)
_MOST: Final = 4_096  # answers kept; each is some hundred bytes
#: What a key looks like.
KEY: Final = "[!-~]{1,200}"
_PER_MINUTE: Final = 240  # writes by one caller; a person reviews some ten a minute
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    request: bytes
    at: datetime
    answer: Answer | None  # None while it is under way


class Repeats:
    """The answers to what was written lately, by who wrote it and their key; safe for threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], _Kept] = OrderedDict()
        self._lately: dict[str, deque[datetime]] = {}
        self._lock = threading.Lock()

    def once(self, call: Call, do: Callable[[], Answer]) -> Answer:
        """Return what doing it gives, or gave before; raises Problem.

        409 while the first is under way, 422 for a key that was used for another request, 429 for
        somebody who writes too fast.
        """
        key = _read_key(call)
        self._slow_down(call)
        if key is None:
            return do()
        name, asked = (call.caller.name, key), _digest(call)
        known = self._begin(name, asked, call.around.clock.now())
        if known is not None:
            return known
        try:
            made = do()
        except BaseException:
            with self._lock:
                self._kept.pop(name, None)  # it may be tried again
            raise
        with self._lock:
            self._kept[name] = _Kept(request=asked, at=call.around.clock.now(), answer=made)
        return made

    def _begin(self, name: tuple[str, str], asked: bytes, now: datetime) -> Answer | None:
        with self._lock:
            self._forget(now)
            known = self._kept.get(name)
            if known is None:
                self._kept[name] = _Kept(request=asked, at=now, answer=None)
                return None
        if known.request != asked:
            raise Problem(
                HTTPStatus.UNPROCESSABLE_ENTITY, f"this {KEY_HEADER} was used for another request",
                "use a new key for each thing to be done",
            )  # fmt: skip
        if known.answer is None:
            raise Problem(HTTPStatus.CONFLICT, f"the request with this {KEY_HEADER} is under way")
        return known.answer

    def _forget(self, now: datetime) -> None:
        while self._kept:
            name, oldest = next(iter(self._kept.items()))
            if len(self._kept) <= _MOST and now - oldest.at <= _KEPT:
                return
            del self._kept[name]

    def _slow_down(self, call: Call) -> None:
        now = call.around.clock.now()
        with self._lock:
            lately = self._lately.setdefault(call.caller.name, deque())
            while lately and now - lately[0] > _MINUTE:
                lately.popleft()
            if len(lately) >= _PER_MINUTE:
                waits = int((lately[0] + _MINUTE - now).total_seconds()) + 1
                raise Problem(
                    HTTPStatus.TOO_MANY_REQUESTS,
                    f"{_PER_MINUTE} writes a minute are taken, no more",
                    headers={"Retry-After": str(waits)},
                )
            lately.append(now)


def _read_key(call: Call) -> str | None:
    key = call.request.headers.get(KEY_HEADER)
    if key is not None and not re.fullmatch(KEY, key):
        raise Problem(
            HTTPStatus.BAD_REQUEST, f"{KEY_HEADER}: it takes 1 to 200 signs of ASCII without blanks"
        )
    return key


def _digest(call: Call) -> bytes:
    request = call.request
    asked = f"{request.method} {request.url.path}?{request.url.query} {request.headers.get('content-type')}\n"
    return sha256(asked.encode() + call.body).digest()
