"""What is wrong with the entries of a feed: dates that are none, and what Atom requires of each.

The entries are kept all the same. What a validator alone would mind is not looked for.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from twosource.ingest.dates import find_stamp, restate_date
from twosource.ingest.feed_entries import first_words, parts_of, words_of
from twosource.model import Issue

_CLOCK = re.compile(r"\d:\d\d")
_DATES = (("published", ("published", "created")), ("updated", ("updated",)))


def find_bad_dates(entry: Any, address: str, fetched_at: datetime) -> Iterator[Issue]:
    """Yield an issue for each date that is none, or that had not come when the feed was read."""
    for name, keys in _DATES:
        words = first_words(entry, keys)
        wrong = _fault(words, _parsed_by_reader(entry, keys), fetched_at) if words else ""
        if words and wrong:
            yield Issue(
                address=address,
                message=f"the {name} date {words[:80]!r} {wrong}",
                hint="The entry is kept; give its date with --published.",
            )


def _parsed_by_reader(entry: Any, keys: tuple[str, ...]) -> tuple[int, ...]:
    """Return year, month and day as feedparser read them; () where it did not."""
    parsed = (dict.get(entry, f"{key}_parsed") for key in keys)
    return next((tuple(found[:3]) for found in parsed if found), ())


def _fault(words: str, parsed: tuple[int, ...], fetched_at: datetime) -> str:
    """Say what is wrong with a date as printed; "" where cleaning can read it.

    feedparser alone reads the years that cleaning takes for none, and days that do not exist.
    """
    if parsed > (fetched_at + timedelta(days=1)).timetuple()[:3]:
        return "lies in the future"
    stamp = find_stamp(restate_date(words) or "")
    if stamp is None:
        return "is no date a feed may give"
    lost_clock = stamp.precision == "day" and _CLOCK.search(words)
    return "has a time of day that does not exist" if lost_clock else ""


def find_gaps(entries: Sequence[Any], version: str, address: str) -> Iterator[Issue]:
    """Yield one remark for what the entries of a feed lack though its standard requires it.

    ``version`` is feedparser's ("atom10"): RFC 4287 (4.1.2) for Atom 1.0, "at least one of title or
    description" for RSS from 0.92 on; nothing of other formats.
    """
    standard, find = _STANDARDS.get(version, ("", _no_gaps))
    gaps = [find(entry) for entry in entries]
    lacking = Counter(name for names in gaps for name in names)
    if lacking:
        count = sum(1 for names in gaps if names)
        named = ", ".join(name for name, _ in lacking.most_common())
        yield Issue(
            address=address,
            message=f"{count} of {len(entries)} entries lack{'s' if count == 1 else ''}"
            f" what {standard} requires: {named}",
            hint="They are kept as they are.",
            remark=True,
        )


def _no_gaps(_entry: Any) -> list[str]:
    return []


def _rss_gaps(entry: Any) -> list[str]:
    return [] if words_of(entry, "title") or parts_of(entry) else ["a title or a description"]


def _atom_gaps(entry: Any) -> list[str]:
    gaps = [name for name in ("id", "title", "updated") if words_of(entry, name) is None]
    has_text = parts_of(entry) or dict.get(entry, "links")
    return gaps if has_text else [*gaps, "a text or a link to one"]


_STANDARDS: Mapping[str, tuple[str, Callable[[Any], list[str]]]] = {
    "atom10": ("Atom", _atom_gaps),
    **dict.fromkeys(("rss092", "rss093", "rss094", "rss20"), ("RSS", _rss_gaps)),
}
