"""What sites ask of robots (RFC 9309), remembered per site."""

from typing import TYPE_CHECKING

from protego import Protego

if TYPE_CHECKING:
    from yarl import URL


class Robots:
    """The robots.txt of every site met so far, read for one user agent."""

    def __init__(self, agent: str) -> None:
        self._agent = agent
        self._rules: dict[str, Protego] = {}

    def knows(self, url: "URL") -> bool:
        """Whether the site's robots.txt was learnt."""
        return str(url.origin()) in self._rules

    def learn(self, url: "URL", text: str) -> None:
        """Remember a site's robots.txt; "" allows everything."""
        self._rules[str(url.origin())] = Protego.parse(text)

    def allows(self, url: "URL") -> bool:
        """Whether a page of a known site may be read."""
        return bool(self._rules[str(url.origin())].can_fetch(str(url), self._agent))
