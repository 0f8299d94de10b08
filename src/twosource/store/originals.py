"""Which article's text is whose, kept as if all articles had come at once.

An article is a copy of the oldest article that it shares its text with, whichever of them was filed first;
so one that comes late may be the original of some that are here. Whether two texts are one, and which is the
older, is asked of ``copies``; nothing is written down here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from twosource.ids import ArticleId
from twosource.model import Article, Copy
from twosource.store.ledger import Ledger

#: Says how an article and one of some others belong together: its original, the oldest, before its copies.
FindCopy = Callable[[Article, Sequence[Article]], Copy | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Originals:
    """What one article changes: whose copy it is, which others are now its, and which are nobody's."""

    own: Copy | None = None
    others: tuple[Copy, ...] = ()
    released: tuple[ArticleId, ...] = ()

    @property
    def nearest(self) -> Copy | None:
        """The copy that the article itself is or has, if any."""
        return self.own or next(iter(self.others), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The articles that may share their text with one, and what each is known to be a copy of."""

    alike: Sequence[Article]
    copies: Mapping[ArticleId, Copy]
    originals: Mapping[ArticleId, Article]

    def find_originals(self, article: Article, find: FindCopy) -> Originals:
        """Return what a new or altered article changes in its family."""
        rest = [other for other in self.alike if other.id != article.id]
        own = find(article, rest) if rest else None
        own = own if own is not None and own.article == article.id else None
        changed = self._change_others(article, rest, find)
        lost = (article.id,) if own is None and article.id in self.copies else ()
        return Originals(own=own, others=changed.others, released=(*changed.released, *lost))

    def find_orphans(self, gone: Article, find: FindCopy) -> Originals:
        """Return what becomes of the copies of an article that is taken out."""
        rest = [other for other in self.alike if other.id != gone.id]
        changed = [
            self._find_other_original(other, rest, find) for other in rest if self._is_copy_of(other, gone)
        ]
        return _changes(changed)

    def _change_others(self, article: Article, rest: Sequence[Article], find: FindCopy) -> Originals:
        changed: list[Copy | ArticleId] = []
        for other in rest:
            between = find(article, [other])
            if between is not None and between.article == other.id:
                changed.extend(self._change_to(article, other, between, find))
            elif self._is_copy_of(other, article):  # it was older when less was known of it
                changed.append(self._find_other_original(other, [article, *rest], find))
        return _changes(changed)

    def _change_to(
        self, article: Article, other: Article, between: Copy, find: FindCopy
    ) -> list[Copy | ArticleId]:
        """Return the other as a copy of the article, unless its original is older still."""
        known = self.copies.get(other.id)
        held = None if known is None else self.originals.get(known.original)
        best = between if held is None or held.id == article.id else find(other, [article, held])
        return [best] if best is not None and best.original == article.id else []

    def _find_other_original(
        self, other: Article, among: Sequence[Article], find: FindCopy
    ) -> Copy | ArticleId:
        found = find(other, [one for one in among if one.id != other.id])
        return other.id if found is None or found.article != other.id else found

    def _is_copy_of(self, other: Article, article: Article) -> bool:
        return other.id in self.copies and self.copies[other.id].original == article.id


def find_none(_article: Article, _others: Sequence[Article]) -> Copy | None:
    """Tell no copies: for where no article comes or goes."""
    return None


def load_family(ledger: Ledger, article: Article, sketch: Sequence[int]) -> Family:
    """Return the articles of a ledger that may share the text of one, or are other versions of its page."""
    alike = ledger.copy_candidates(sketch, article.url)
    copies = ledger.copies([other.id for other in alike]) if alike else {}
    originals = ledger.articles_by_id({copy.original for copy in copies.values()}) if copies else {}
    return Family(alike=alike, copies=copies, originals=originals)


def _changes(changed: Sequence[Copy | ArticleId]) -> Originals:
    return Originals(
        others=tuple(one for one in changed if isinstance(one, Copy)),
        released=tuple(one for one in changed if not isinstance(one, Copy)),
    )
