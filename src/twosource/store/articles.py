"""Pages, intakes, articles, copies and what was left out."""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, exists, func, select, update

from twosource.ids import ArticleId, PageId
from twosource.model import Article, Copy, Dropped, Page
from twosource.store import records
from twosource.store.damage import stored
from twosource.store.database import Database
from twosource.store.dialect import insert, listed, listed_numbers, row_number
from twosource.store.schema import articles, bands, copies, dropped, intakes, pages
from twosource.store.words import save_words

_DEFLATE_LEVEL: Final = 3  # HTML shrinks to 24% in a third of the time level 6 takes for 22%
_CANDIDATES: Final = 20  # articles sharing most of a sketch; a true copy shares most of all
_VERSIONS: Final = 50  # of one page; a live page that has more tells of other things by then


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """One way in which a page was given: where from, and what the user said about it."""

    page: PageId
    address: str
    outlet: str | None = None
    published: str | None = None

    def columns(self) -> dict[str, str]:
        """Return its key in the table; empty words stand for what was not said."""
        return {
            "page": self.page,
            "address": self.address,
            "outlet": self.outlet or "",
            "published": self.published or "",
        }


_here = articles.c
_LISTED: Final = listed()
_HAS_PAGE: Final = select(pages.c.id).where(pages.c.id == bindparam("id"))
_SAVE_PAGE: Final = insert(pages)
_SAVE_INTAKE: Final = insert(intakes).on_conflict_do_nothing()
_THIS_INTAKE: Final = (
    (intakes.c.page == bindparam("in_page"))
    & (intakes.c.address == bindparam("in_address"))
    & (intakes.c.outlet == bindparam("in_outlet"))
    & (intakes.c.published == bindparam("in_published"))
)
_FINISH: Final = update(intakes).where(_THIS_INTAKE).values(finished=True)
_FINISHED: Final = select(intakes.c.finished).where(_THIS_INTAKE)
_THIS_PAGE: Final = (
    select(intakes, pages.c.content).join(pages, pages.c.id == intakes.c.page).where(_THIS_INTAKE)
)
_HAS: Final = select(_here.seq).where(_here.id == bindparam("id"))
_SAVE_ARTICLE: Final = insert(articles)
_SAVE_BAND: Final = insert(bands)
_SAVE_DROPPED: Final = insert(dropped).on_conflict_do_nothing()
_COPY: Final = insert(copies)
_SAVE_COPY: Final = _COPY.on_conflict_do_update(
    index_elements=["article"],
    set_={name: _COPY.excluded[name] for name in ("original", "relation", "overlap", "why")},
)
_DROP_COPIES: Final = delete(copies).where(copies.c.article.in_(_LISTED))
_ALIKE: Final = (
    select(_here.seq)
    .join(bands, bands.c.article == _here.seq)
    .where(bands.c.band.in_(listed_numbers()), _here.replaced_by.is_(None))
    .group_by(_here.seq)
    .order_by(func.count().desc(), _here.published.is_(None), _here.published, _here.id)
    .limit(_CANDIDATES)
)
_COPY_CANDIDATES: Final = select(articles).where(_here.seq.in_(_ALIKE)).order_by(_here.seq)
_AT_URL: Final = (
    select(articles)
    .where(_here.url == bindparam("url"), _here.replaced_by.is_(None))
    .order_by(_here.published.is_(None), _here.published, _here.id)
    .limit(_VERSIONS)
)
_COPIES_OF: Final = select(copies).where(copies.c.article.in_(_LISTED))
_BY_IDS: Final = select(articles).where(_here.id.in_(_LISTED)).order_by(_here.seq)
_DROPPED_OF: Final = select(dropped).where(dropped.c.article == bindparam("id")).order_by(row_number(dropped))
_OF_PAGE: Final = (
    select(articles).where(_here.page == bindparam("page"), _here.replaced_by.is_(None)).order_by(_here.seq)
)
_REPLACE: Final = update(articles).where(_here.id == bindparam("old")).values(replaced_by=bindparam("new"))
_RESTORE: Final = update(articles).where(_here.id == bindparam("new")).values(replaced_by=None)
_known: Final = copies.alias("known")
_REPLACE_COPY: Final = (
    update(copies)
    .where(copies.c.article == bindparam("old"))
    .where(~exists().where(_known.c.article == bindparam("new")))  # it may be known for a copy already
    .values(article=bindparam("new"))
)
_REPLACE_ORIGINAL: Final = (
    update(copies).where(copies.c.original == bindparam("old")).values(original=bindparam("new"))
)
_DROP_COPIES_OF_SELF: Final = delete(copies).where(copies.c.article == copies.c.original)
_DROPPED: Final = select(_here.seq).where(_here.id == bindparam("id"), _here.replaced_by == "")
_ALTER: Final = update(articles).where(_here.id == bindparam("known"))


def save_page(database: Database, page: Page, intake: Intake) -> None:
    """Keep a page's bytes and how it came; known ones are left as they are."""
    if database.row(_FINISHED, _intake_key(intake)) is not None:
        return
    if database.row(_HAS_PAGE, {"id": page.id}) is None:
        database.run(_SAVE_PAGE, {"id": page.id, "content": zlib.compress(page.content, _DEFLATE_LEVEL)})
    row = {"media_type": page.media_type, "fetched_at": page.fetched_at.isoformat(), "finished": False}
    database.run(_SAVE_INTAKE, {**intake.columns(), **row})


def finish_intake(database: Database, intake: Intake) -> None:
    """Note that everything in a page was added."""
    database.run(_FINISH, _intake_key(intake))


def is_finished(database: Database, intake: Intake) -> bool:
    """Whether everything in a page given this way was added before."""
    return bool(database.number(_FINISHED, _intake_key(intake)))


def kept_pages(database: Database) -> Iterator[tuple[Page, Intake]]:
    """Yield every page with each way it was given, one at a time, oldest first."""
    listed = database.rows(select(intakes).order_by(row_number(intakes)))
    for row in listed:
        content = database.row(select(pages.c.content).where(pages.c.id == row.page))
        assert content is not None, "a foreign key holds them together"
        yield _read_page(row, content.content), _read_intake(row)


def find_page(database: Database, intake: Intake) -> Page | None:
    """Return a kept page by the way it was given, or None."""
    row = database.row(_THIS_PAGE, _intake_key(intake))
    return None if row is None else _read_page(row, row.content)


def has_article(database: Database, article: ArticleId) -> bool:
    """Whether an article of this id is kept."""
    return database.row(_HAS, {"id": article}) is not None


def is_withdrawn(database: Database, article: ArticleId) -> bool:
    """Whether an article is kept that a later cleaner drops."""
    return database.row(_DROPPED, {"id": article}) is not None


def save_article(database: Database, article: Article, sketch: Sequence[int]) -> None:
    """Keep a new article with its words for searching and its sketch for finding copies."""
    seq = database.insert(_SAVE_ARTICLE, records.article_columns(article))
    save_words(database, seq, article.title, article.text)
    database.run(_SAVE_BAND, [{"band": band, "article": seq} for band in sorted(set(sketch))])
    save_dropped(database, article.dropped, article=article.id, page=article.page)


def alter_article(database: Database, article: Article) -> None:
    """Write down newly found metadata of a kept article, which stands again if it was dropped; its text stays."""
    columns = {**records.article_columns(article), "replaced_by": None}
    for fixed in ("id", "page", "text", "digest"):
        del columns[fixed]
    database.run(_ALTER.values(columns), {"known": article.id})


def replace_article(database: Database, old: ArticleId, new: ArticleId | None) -> None:
    """Note that a later cleaner made another article of the same words, or dropped them (None).

    The other may be one that was replaced before, as where an upgrade is taken back: it stands again.
    """
    database.run(_REPLACE, {"old": old, "new": new or ""})
    if new is not None:
        database.run(_RESTORE, {"new": new})
        database.run(_REPLACE_COPY, {"old": old, "new": new})
        database.run(_REPLACE_ORIGINAL, {"old": old, "new": new})
        database.run(_DROP_COPIES_OF_SELF)


def save_dropped(
    database: Database,
    left_out: Iterable[Dropped],
    *,
    article: ArticleId | None = None,
    page: PageId | None = None,
) -> None:
    """Keep what was left out, and why; the same is kept once."""
    rows = [records.dropped_columns(one, article=article, page=page) for one in left_out]
    database.run(_SAVE_DROPPED, rows)


def find_alike(database: Database, sketch: Sequence[int], url: str | None = None) -> tuple[Article, ...]:
    """Return the articles that share most of a sketch or stand at an address, in order of arrival.

    Of many, the oldest printed.
    """
    rows = list(database.rows(_COPY_CANDIDATES, {"ids": records.to_json(list(sketch))}))
    if url is not None:
        rows += database.rows(_AT_URL, {"url": url})
    found = {row.seq: row for row in rows}
    return tuple(records.read_article(found[seq]) for seq in sorted(found))


def save_copy(database: Database, copy: Copy) -> None:
    """Keep whose text an article's comes from; it stands in for what was known of that before."""
    database.run(_SAVE_COPY, records.copy_columns(copy))


def drop_copies(database: Database, ids: Iterable[ArticleId]) -> None:
    """Note that articles are copies of none."""
    database.run(_DROP_COPIES, {"ids": records.to_json(list(ids))})


def load_copies(database: Database, ids: Iterable[ArticleId]) -> Mapping[ArticleId, Copy]:
    """Return which of the articles are copies, and of what."""
    found = map(records.read_copy, database.rows(_COPIES_OF, {"ids": records.to_json(list(ids))}))
    return {copy.article: copy for copy in found}


def load_articles(database: Database, ids: Iterable[ArticleId]) -> Mapping[ArticleId, Article]:
    """Return articles by id, in order of arrival, without what was left out of them."""
    rows = database.rows(_BY_IDS, {"ids": records.to_json(list(ids))})
    return {ArticleId(row.id): records.read_article(row) for row in rows}


def find_article(database: Database, article: ArticleId) -> Article | None:
    """Return one article with what was left out of it, or None."""
    row = database.row(_BY_IDS, {"ids": records.to_json([article])})
    if row is None:
        return None
    left_out = database.rows(_DROPPED_OF, {"id": article})
    return records.read_article(row, tuple(map(records.read_dropped, left_out)))


def all_articles(database: Database) -> Iterator[Article]:
    """Yield every current article in order of arrival, without what was left out of them."""
    current = select(articles).where(_here.replaced_by.is_(None))
    for rows in database.batches(current, _here.seq, 500):
        yield from map(records.read_article, rows)


def articles_of_page(database: Database, page: PageId) -> tuple[Article, ...]:
    """Return the current articles of a page, in order of arrival."""
    return tuple(map(records.read_article, database.rows(_OF_PAGE, {"page": page})))


def list_dropped(database: Database) -> tuple[Dropped, ...]:
    """Return everything left out, in order."""
    return tuple(map(records.read_dropped, database.rows(select(dropped).order_by(row_number(dropped)))))


def count_dropped(database: Database) -> tuple[tuple[str, str, int], ...]:
    """Return (what, reason, how many) of everything left out, most first."""
    number = func.count().label("number")
    query = select(dropped.c.what, dropped.c.reason, number).group_by(dropped.c.what, dropped.c.reason)
    rows = database.rows(query.order_by(number.desc(), dropped.c.what, dropped.c.reason))
    return tuple((row.what, row.reason, row.number) for row in rows)


def _intake_key(intake: Intake) -> dict[str, str]:
    return {f"in_{name}": word for name, word in intake.columns().items()}


def _read_intake(row: Any) -> Intake:
    return Intake(
        page=PageId(row.page),
        address=row.address,
        outlet=row.outlet or None,
        published=row.published or None,
    )


@stored("page", "page")
def _read_page(row: Any, content: bytes) -> Page:
    return Page(
        id=PageId(row.page),
        address=row.address,
        media_type=row.media_type,
        content=zlib.decompress(content),
        fetched_at=datetime.fromisoformat(row.fetched_at),
    )
