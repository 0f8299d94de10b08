"""Which printed article is which article of gold: by title, outlet and the words gold quotes."""

from dataclasses import dataclass
from functools import cached_property

from eval.shapes import Gold, GoldArticle, Line, Product
from twosource.text import fold

_ENOUGH = 1.0  # an equal title, or every quote: less is another article


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """Gold's articles beside the program's, one to one; what has no partner is missing."""

    gold: Gold
    product: Product

    @cached_property
    def lines(self) -> dict[str, Line]:
        """The ``read`` line of each article of gold that has one."""
        scored = (
            (_likeness(article, line, self._quotes(article.id)), article.id, number)
            for article in self.gold.articles
            for number, line in enumerate(self.product.articles)
        )
        pairs: dict[str, int] = {}
        for score, article, number in sorted(scored, key=lambda row: (-row[0], row[1], row[2])):
            if score >= _ENOUGH and article not in pairs and number not in pairs.values():
                pairs[article] = number
        return {article: self.product.articles[number] for article, number in pairs.items()}

    @cached_property
    def ids(self) -> dict[str, str]:
        """The program's id of each article of gold that was found."""
        return {name: line["article"]["id"] for name, line in self.lines.items()}

    def text(self, article: str) -> str:
        """Return the kept text of one of gold's articles, or "" where it was not found."""
        line = self.lines.get(article)
        return "" if line is None else line["article"]["text"]

    def claims(self, article: str) -> tuple[Line, ...]:
        """Return the program's claims in one of gold's articles."""
        wanted = self.ids.get(article)
        return tuple(claim for claim in self.product.claims if claim["article"] == wanted)

    def _quotes(self, article: str) -> tuple[str, ...]:
        return tuple(claim.quote for claim in self.gold.claims if claim.article == article)


def _likeness(article: GoldArticle, line: Line, quotes: tuple[str, ...]) -> float:
    printed = line["article"]
    text = fold(printed["text"])
    held = sum(fold(quote) in text for quote in quotes) / len(quotes) if quotes else 0.0
    same_title = fold(article.title) == fold(printed["title"] or "")
    same_outlet = article.outlet is not None and fold(article.outlet) == fold(printed["outlet"] or "")
    return (1.0 if same_title else 0.0) + (0.5 if same_outlet else 0.0) + held
