"""How a feed stands, in a word and a sentence; and a feed read from a form.

The desk takes addresses of the web alone: a folder's path would let whoever administers the desk read this
machine's files, so folders are for the configuration and the command line.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from urllib.parse import urlsplit

from twosource.feeds import EVERY, Feed, Form
from twosource.store.feeds import Kept
from twosource.store.queue import Job
from twosource.watching.bodies import parse_fetch, parse_read
from twosource.web.watching.telling import show_span
from twosource.wording import plural

#: How a feed may be read, with words for it.
FORMS: Final[dict[Form, str]] = {
    "auto": "found out", "rss": "RSS", "atom": "Atom", "json": "JSON Feed", "sitemap": "news sitemap",
}  # fmt: skip
_LEAST: Final = timedelta(minutes=1)
_MOST: Final = timedelta(days=7)
_OVERDUE: Final = 3  # intervals unasked after which the watch itself must be down

Meaning = Literal["good", "bad", "unsure", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How a feed stands: a sign of a meaning with its word, and a sentence where there is more to say."""

    meaning: Meaning
    sign: str
    word: str
    more: str = ""


def feed_state(kept: Kept, now: datetime) -> State:
    """Say how a feed stands at an instant."""
    health = kept.health
    if not kept.is_asked:
        by = "in the configuration" if kept.feed.paused else "by a person"
        return State(meaning="unknown", sign="‖", word="paused", more=f"Paused {by}.")
    if health.failures:
        times = f"{plural(health.failures, 'failure')} in a row"
        return State(
            meaning="bad", sign="×", word="failing", more=f"{times}: {health.trouble or 'no reason told'}"
        )
    if health.asked_at is None:
        return State(
            meaning="unknown", sign="…", word="not asked yet", more="The watch asks it when it runs."
        )
    if now - health.asked_at > _OVERDUE * kept.feed.every + _OVERDUE * _LEAST and _is_due(
        health.next_at, now
    ):
        late = f"Last asked {show_span(now - health.asked_at)} ago: is twosource watch running?"
        return State(meaning="unsure", sign="?", word="overdue", more=late)
    if health.trouble:
        return State(meaning="unsure", sign="!", word="trouble", more=health.trouble)
    return State(meaning="good", sign="✓", word="well")


def share_words(part: int, whole: int) -> str:
    """Say how many of all are so: "12 (40 %)"; "none" for no part."""
    return f"{part:,} ({100 * part / whole:.0f} %)" if part and whole else "none"


def find_address(job: Job) -> str:
    """Return the address that a job is about; empty where it does not say, or says it as another version does."""
    try:
        if job.kind == "fetch":
            return parse_fetch(job.body).item.url or ""
        return parse_read(job.body).intake.address
    except (ValueError, KeyError, TypeError):
        return ""


def read_feed(typed: Mapping[str, str], *, pages: bool) -> tuple[Feed | None, dict[str, str]]:
    """Read a feed from what was typed; what is wrong by field, and then no feed."""
    wrong = {name: words for name, words in (
        ("name", _wrong_name(typed["name"])), ("address", _wrong_address(typed["address"])),
        ("form", "" if typed["form"] in FORMS else "Choose one."),
    ) if words}  # fmt: skip
    every = _read_minutes(typed["minutes"])
    if every is None:
        wrong["minutes"] = "Write a number of minutes, from 1 to 10,080 (a week)."
    if wrong or every is None:
        return None, wrong
    form: Form = next(one for one in FORMS if one == typed["form"])
    return Feed(
        name=typed["name"], address=typed["address"], form=form, every=every, pages=pages,
        outlet=typed["outlet"] or None, group=typed["group"],
    ), {}  # fmt: skip


def _is_due(next_at: datetime | None, now: datetime) -> bool:
    return next_at is None or next_at < now


def _wrong_name(name: str) -> str:
    return "" if name and name.isprintable() and len(name) <= 120 else "Give it a name of one line."


def _wrong_address(address: str) -> str:
    return "" if is_of_the_web(address) else "Write an address that begins with https:// or http://."


def is_of_the_web(address: str) -> bool:
    """Whether an address is one that may be asked over the web: http(s), a host, no password in it."""
    try:
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.password
    except ValueError:
        return False


def _read_minutes(words: str) -> timedelta | None:
    if not words:
        return EVERY
    if not (words.isascii() and words.isdigit() and len(words) <= 6):
        return None
    every = timedelta(minutes=int(words))
    return every if _LEAST <= every <= _MOST else None
