"""What sites ask of robots (RFC 9309), remembered per site, for a while and within bounds."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from protego import Protego

if TYPE_CHECKING:
    from yarl import URL

#: How long rules are gone by before they are asked for again (RFC 9309 2.4: no more than a day).
LASTS_S: Final = 86_400.0
_MOST_CHARS: Final = 5_000_000  # of all rules held: some thousand sites; most have a few lines


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    parsed: Protego
    size: int
    until: float


class Robots:
    """The robots.txt of the sites met of late, read for one user agent.

    ``at`` is any clock's seconds, always the same one's. What was met longest ago is forgotten first.
    """

    def __init__(self, agent: str) -> None:
        self._agent = agent
        self._rules: OrderedDict[str, _Rules] = OrderedDict()
        self._size = 0

    def knows(self, url: "URL", at: float = 0.0) -> bool:
        """Whether the site's robots.txt was learnt, not too long ago."""
        rules = self._rules.get(str(url.origin()))
        return rules is not None and at < rules.until

    def learn(self, url: "URL", text: str, *, at: float = 0.0, lasts_s: float = LASTS_S) -> None:
        """Remember a site's robots.txt; "" allows everything."""
        site = str(url.origin())
        self._forget(site)
        self._rules[site] = _Rules(parsed=Protego.parse(text), size=len(text), until=at + lasts_s)
        self._size += len(text)
        while self._size > _MOST_CHARS and len(self._rules) > 1:
            self._forget(next(iter(self._rules)))

    def keep(self, url: "URL", *, at: float, lasts_s: float) -> bool:
        """Go by old rules a while longer, as when none can be had now; False where there are none."""
        site = str(url.origin())
        old = self._rules.get(site)
        if old is not None:
            self._rules[site] = _Rules(parsed=old.parsed, size=old.size, until=at + lasts_s)
        return old is not None

    def allows(self, url: "URL") -> bool:
        """Whether a page of a known site may be read."""
        return bool(self._rules[str(url.origin())].parsed.can_fetch(str(url), self._agent))

    def delay_s(self, url: "URL") -> float:
        """Return the seconds a known site asks for between two requests (Crawl-delay); 0 for none."""
        rules = self._rules.get(str(url.origin()))
        return float(rules.parsed.crawl_delay(self._agent) or 0.0) if rules else 0.0

    def _forget(self, site: str) -> None:
        old = self._rules.pop(site, None)
        self._size -= old.size if old else 0
