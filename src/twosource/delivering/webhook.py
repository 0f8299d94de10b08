"""Webhooks: a message POSTed as signed JSON to an address that may be asked.

Redirects are not followed, and nothing of an answer is heeded but its status, ``Retry-After`` and the first
of its words, which are noted. When it is tried again is decided elsewhere.
"""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from twosource.config.channels import Webhook, read_secret
from twosource.delivering.messages import Answer, Message, body_of
from twosource.delivering.signing import sign
from twosource.errors import FetchError, InputError
from twosource.ingest.addresses import Journey, find_refusal, find_refusal_at_home, parse_url

if TYPE_CHECKING:
    import aiohttp

_MOST_ANSWER: Final = 2_000  # bytes of an answer that are read at all
_WRONG: Final = frozenset({400, 413, 415, 422})  # this message will never be taken
_GONE: Final = 410
_LONGEST_SECONDS: Final = 10**7


async def post(message: Message, webhook: Webhook) -> Answer:
    """Send a message and return what the receiver answered; it raises only for a secret that is not there."""
    body = body_of(message)
    secrets = [read_secret(secret) for secret in webhook.secrets]
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": message.id,
        **sign(body, delivery=message.id, at=message.at, secrets=secrets),
    }
    try:
        async with asyncio.timeout(webhook.timeout.total_seconds()):
            return await _post(webhook, body, headers)
    except TimeoutError:
        return Answer(outcome="later", detail=f"no answer within {webhook.timeout.total_seconds():g} seconds")
    except InputError as error:
        return Answer(outcome="later", detail=str(error))


async def _post(webhook: Webhook, body: bytes, headers: Mapping[str, str]) -> Answer:
    import aiohttp  # noqa: PLC0415 - 0.2 s to import, only for sending

    from twosource.ingest.exchange import Line, check_literal, open_session  # noqa: PLC0415
    from twosource.ingest.resolve import CheckedResolver, look_up  # noqa: PLC0415

    url = parse_url(webhook.url)
    journey = Journey(find_refusal_at_home if webhook.allow_private else find_refusal)
    check_literal(url, journey.judge)
    line = Line(resolver=CheckedResolver(look_up, journey.judge), patience_s=webhook.timeout.total_seconds())
    try:
        async with (
            open_session(line) as session,
            session.post(url, data=body, headers=headers, allow_redirects=False) as response,
        ):
            return answer_of(response.status, response.headers, await _read(response), now=datetime.now(UTC))
    except aiohttp.ClientConnectorError as error:
        raise FetchError(f"can't be reached: {error.strerror or error}") from None
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise FetchError(f"can't be reached: {error or type(error).__name__}") from None


async def _read(response: "aiohttp.ClientResponse") -> str:
    """Return the first words of an answer; the rest is left unread."""
    try:
        return (await response.content.read(_MOST_ANSWER)).decode("utf-8", "replace")
    except (OSError, ValueError):
        return ""


def answer_of(status: int, headers: Mapping[str, str], words: str, *, now: datetime) -> Answer:
    """Return what a status of HTTP (RFC 9110, 15) means for a message."""
    said = " ".join(words.split())[:200]
    detail = f"answered {status}" + (f": {said}" if said and status >= 300 else "")
    if 200 <= status < 300:
        return Answer(outcome="sent", detail=detail)
    if status == _GONE:
        return Answer(outcome="gone", detail=detail)
    if status in _WRONG:
        return Answer(outcome="never", detail=detail)
    wait = find_wait(headers.get("Retry-After", ""), now)
    if 300 <= status < 400:
        detail = f"{detail}; redirects are not followed"
    return Answer(outcome="later", detail=detail, wait=wait)


def find_wait(words: str, now: datetime) -> timedelta | None:
    """Return how long ``Retry-After`` asks to wait (RFC 9110, 10.2.3: seconds, or a date); None for no sense."""
    words = words.strip()
    if words.isascii() and words.isdigit():
        return timedelta(seconds=min(int(words[:12]), _LONGEST_SECONDS))
    try:
        until = parsedate_to_datetime(words)
    except (ValueError, OverflowError):
        return None
    return max(until.replace(tzinfo=until.tzinfo or UTC) - now, timedelta())
