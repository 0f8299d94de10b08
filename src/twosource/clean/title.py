"""The headline of an article, without the name of the site behind it."""

import re
from collections.abc import Sequence

from twosource.clean.sightings import Sighting
from twosource.knowledge.press import find_newsroom, find_outlet
from twosource.text import fold

_SEPARATOR = re.compile(r"\s+[|–—·»:-]+\s+")
_LONGEST = 500  # characters


def _is_site(words: str, outlet: str | None, host: str | None) -> bool:
    bare = fold(words).replace(" ", "").removeprefix("the")
    own = fold(outlet or "").replace(" ", "").removeprefix("the")
    site = (host or "").rsplit(".", 1)[0].replace("-", "")
    return bool(bare) and (
        bare in {own, host, site} or find_outlet(words) is not None or find_newsroom(words) is not None
    )


def strip_site(title: str, others: Sequence[str], outlet: str | None, host: str | None) -> str:
    """Cut what stands behind a separator where it is the site, or where another title does without it."""
    for match in reversed(list(_SEPARATOR.finditer(title))):
        before, after = title[: match.start()], title[match.end() :]
        if _is_site(after, outlet, host) or fold(before) in {fold(other) for other in others}:
            return strip_site(before, others, outlet, host)
    return title


def choose_title(
    given: str | None, sightings: Sequence[Sighting], outlet: str | None, host: str | None
) -> tuple[str, str]:
    """Return the headline and where it was found; "" where nothing has one."""
    rows = [(given or "", "feed"), *((s.words, s.where) for s in sightings)]
    clean = [(" ".join(words.split())[:_LONGEST], where) for words, where in rows]
    words = [words for words, _ in clean if words]
    for title, where in clean:
        if title and not _is_site(title, outlet, host):
            return strip_site(title, words, outlet, host), where
    return "", "nothing"
