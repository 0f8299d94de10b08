"""Where claims come from: which text is whose, who wrote it, who printed it, and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from twosource.ids import ArticleId, ClaimId
from twosource.model import Article, Claim, Copy
from twosource.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The articles of an incident and which of them are copies of which.

    ``articles`` must hold the article of every claim that is asked about; originals may be missing.
    ``silent`` are claims that contradict nothing, whatever they say (see ``doubts``).
    """

    articles: Mapping[ArticleId, Article]
    copies: Mapping[ArticleId, Copy]
    silent: frozenset[ClaimId] = frozenset()
    _newsrooms: dict[ArticleId, str] = field(default_factory=dict, init=False, compare=False, repr=False)
    _media: dict[str, str] = field(default_factory=dict, init=False, compare=False, repr=False)

    def find_family(self, article: ArticleId) -> ArticleId:
        """Return the first original of a chain of copies; articles of one family are one text."""
        seen = {article}
        while article in self.copies and self.copies[article].original not in seen:
            article = self.copies[article].original
            seen.add(article)
        return article

    def get_newsroom(self, article: ArticleId) -> str:
        """Return who wrote it, as a key: a copy's newsroom is its original's.

        Where neither tells, the original's outlet stands in, and then the text itself.
        """
        if article not in self._newsrooms:  # asked again and again for one incident
            self._newsrooms[article] = self._find_newsroom(article)
        return self._newsrooms[article]

    def _find_newsroom(self, article: ArticleId) -> str:
        family = self.find_family(article)
        printed = [self.articles[each] for each in (family, article) if each in self.articles]
        names = [each.newsroom for each in printed] + [each.outlet for each in printed]
        return next((fold(name) for name in names if name), family)

    def get_newsroom_of(self, medium: str) -> str:
        """Return the newsroom of a medium that a text names, as a key: that of the outlet's articles here.

        An outlet that is no newsroom of its own is the agency's whose text it prints.
        """
        if medium not in self._media:
            self._media[medium] = self._find_newsroom_of(_bare(medium))
        return self._media[medium]

    def _find_newsroom_of(self, name: str) -> str:
        printed = [one for one in self.articles.values() if name in {_bare(one.outlet), _bare(one.newsroom)}]
        written = sorted({self.get_newsroom(one.id) for one in printed if _bare(one.outlet) == name})
        own = sorted({fold(one.newsroom or "") for one in printed if _bare(one.newsroom) == name})
        return own[0] if own else written[0] if len(written) == 1 else name

    def get_newsroom_name(self, article: ArticleId) -> str:
        """Return who wrote it, as people read it."""
        family = self.articles.get(self.find_family(article), self.articles[article])
        return family.newsroom or self.articles[article].newsroom or family.outlet or "an unnamed newsroom"

    def get_outlet(self, article: ArticleId) -> str:
        """Return who printed it, as a key; an article of no known outlet is its own."""
        return fold(self.articles[article].outlet or "") or article

    def get_told_at(self, claim: Claim) -> datetime | None:
        """Return when a claim was printed as it stands; None where the page does not say."""
        article = self.articles[claim.evidence.article]
        return article.updated or article.published

    def find_first_told_at(self) -> datetime | None:
        """Return when the first of the articles was printed; None where no page says."""
        return min((one.published for one in self.articles.values() if one.published), default=None)


def _bare(name: str | None) -> str:
    return fold(name or "").removeprefix("the ")
