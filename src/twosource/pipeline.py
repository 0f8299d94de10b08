"""The pipe, in order; what each step does stands in the step.

::

    files, feeds, pages, archives
      | ingest     bytes -> Page, Drafts
      | clean      Draft -> Article | Dropped
      | copies     Article -> Copy | None
      | read       Article -> Reading (reports with claims)
      | link       reports -> Judgements -> clusters
      | reconcile  reports -> Incident with facts
    ledger

:func:`add` runs all of it, one transaction for each article, :func:`take_page` on one page alone;
:func:`reread` runs it again on the pages kept; :func:`read_only` stops after ``read`` and needs no
ledger. After each article only the incidents it touches are made anew, so that an article costs the
same however large the ledger is.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import BinaryIO, Literal, TypeVar

from twosource.copies.prints import dated, is_printed_before
from twosource.ids import IncidentId
from twosource.model import Article, Copy, Draft, Dropped, Issue, Page, Reading
from twosource.ports import Clock, Fetcher, Reader
from twosource.store import Intake, Ledger
from twosource.store.originals import load_family
from twosource.store.view import View

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a person gives: paths, directories, globs, addresses or "-", and what they say of them.

    ``outlet`` and ``published`` fill in for pages that do not say. ``stdin`` is None where there is none.
    """

    given: Sequence[str]
    fetcher: Fetcher
    stdin: BinaryIO | None = None
    outlet: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of one would-be article, or of an input that gave none.

    ``known`` means the ledger held it already and nothing changed; ``updated`` that it held it and
    something new was learnt of it. ``incidents`` are those it now tells of.
    """

    address: str
    what: Literal["added", "updated", "known", "copy", "dropped", "issue"]
    article: Article | None = None
    reading: Reading | None = None
    incidents: tuple[IncidentId, ...] = ()
    copy: Copy | None = None
    dropped: Dropped | None = None
    issue: Issue | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """The stages up to reading, as they are called; tests hand in simpler ones.

    ``prepare`` is told of the next article of a page before one is read, where the reader can make
    use of that.
    """

    pages: Callable[[Inputs, Clock], Iterator[Page | Issue]]
    split: Callable[[Page, Intake], Iterator[Draft | Issue]]
    clean: Callable[[Draft], Article | Dropped]
    sketch: Callable[[str], Sequence[int]]
    find_copy: Callable[[Article, Sequence[Article]], Copy | None]
    read: Callable[[Article, datetime], Reading]
    prepare: Callable[[Article], None] = lambda _: None


def load_stages(reader: Reader | None = None) -> Stages:
    """Return the real stages; imports what they need, which takes a while. No reader: the rules alone."""
    from twosource.clean import clean  # noqa: PLC0415
    from twosource.copies import find_copy, sketch  # noqa: PLC0415
    from twosource.ingest import read_pages, split_page  # noqa: PLC0415
    from twosource.read.readers import load_reader  # noqa: PLC0415

    chosen = reader or load_reader("rules")
    return Stages(
        pages=lambda inputs, clock: read_pages(
            inputs.given, stdin=inputs.stdin, fetcher=inputs.fetcher, clock=clock
        ),
        split=lambda page, intake: split_page(page, outlet=intake.outlet, published=intake.published),
        clean=clean,
        sketch=sketch,
        find_copy=find_copy,
        read=lambda article, made_at: chosen.read(article, made_at=made_at),
        prepare=chosen.prepare,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipe:
    """The stages and the clock they are run by."""

    clock: Clock
    stages: Stages = field(default_factory=load_stages)


def read_only(pipe: Pipe, inputs: Inputs) -> Iterator[tuple[Article, Reading] | Dropped | Issue]:
    """Yield every article of the inputs with what was read from it, and whatever gave none."""
    for page in pipe.stages.pages(inputs, pipe.clock):
        if isinstance(page, Issue):
            yield page
            continue
        drafts = pipe.stages.split(page, _intake(page, inputs))
        for _, cleaned in _one_ahead(_cleaned(pipe, drafts, pipe.stages.prepare)):
            yield (cleaned, _read(pipe, cleaned)) if isinstance(cleaned, Article) else cleaned


def add(ledger: Ledger, pipe: Pipe, inputs: Inputs) -> Iterator[Fate]:
    """Add the articles of the inputs, one transaction each, and yield what became of each.

    What the ledger holds already is left as it is. Raises LedgerUnavailable where it can't be
    written; what was yielded before that is kept.
    """
    adding = _Adding(ledger=ledger, pipe=pipe)
    for page in pipe.stages.pages(inputs, pipe.clock):
        if isinstance(page, Issue):
            yield _issue(page)
        else:
            yield from adding.page(page, _intake(page, inputs))


def take_page(ledger: Ledger, pipe: Pipe, page: Page, intake: Intake) -> Iterator[Fate]:
    """Add the articles of one page, as :func:`add` does, and yield what became of each.

    Killed at any moment and run again, it leaves the ledger as if it had run once: articles have the
    ids of what was printed, and each is one transaction.
    """
    yield from _Adding(ledger=ledger, pipe=pipe).page(page, intake)


def reread(ledger: Ledger, pipe: Pipe) -> Iterator[Fate]:
    """Run every stage again on the pages kept; what people decided is carried over.

    An article of which nothing else is read now is "known", and stays as it is but for being
    linked and reconciled again. Those whose pages are not kept are told of in one remark.
    """
    adding = _Adding(ledger=ledger, pipe=pipe)
    for page, intake in ledger.kept_pages():
        before = {article.address: article for article in ledger.articles_of_page(page.id)}
        drafts = pipe.stages.split(page, intake)
        for address, cleaned in _one_ahead(_cleaned(pipe, drafts, pipe.stages.prepare)):
            if isinstance(cleaned, Issue):
                yield _issue(cleaned)
            else:
                yield adding.again(page, intake, cleaned, before.get(address))
    pageless = ledger.listing.count_pageless()
    if pageless:
        yield _issue(_not_reread(ledger, pageless))


def _not_reread(ledger: Ledger, articles: int) -> Issue:
    return Issue(
        address=ledger.name,
        message=f"{articles} articles came from an archive, which keeps their pages; they are as they were",
        hint="run twosource archive again, into a new ledger",
        remark=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Adding:
    """From page to ledger, article by article."""

    ledger: Ledger
    pipe: Pipe

    def page(self, page: Page, intake: Intake) -> Iterator[Fate]:
        if self.ledger.is_finished(intake):
            yield from self._known(page)
            return
        whole = True
        drafts = self.pipe.stages.split(page, intake)
        for _, cleaned in _one_ahead(_cleaned(self.pipe, drafts, self._prepare_new)):
            whole = whole and not isinstance(cleaned, Issue)
            yield _issue(cleaned) if isinstance(cleaned, Issue) else self._take(page, intake, cleaned)
        if whole:
            self.ledger.finish_intake(intake)

    def _prepare_new(self, article: Article) -> None:
        if not self.ledger.has_article(article.id):
            self.pipe.stages.prepare(article)

    def again(self, page: Page, intake: Intake, cleaned: Article | Dropped, before: Article | None) -> Fate:
        """Run a draft through the stages again; ``before`` is what was made of it the last time."""
        if before is None:
            return self._take(page, intake, cleaned)
        if isinstance(cleaned, Article):
            told = cleaned if cleaned.published is not None else dated(cleaned, before)
            return self._again(page, intake, told, before)
        with self.ledger.transaction():
            self._view().withdraw(before, self.pipe.stages.sketch(before.text))
        return self._drop(page, intake, cleaned)

    def _known(self, page: Page) -> Iterator[Fate]:
        articles = self.ledger.articles_of_page(page.id)
        yield from (Fate(address=article.address, what="known", article=article) for article in articles)
        if not articles:
            yield Fate(address=page.address, what="known")

    def _take(self, page: Page, intake: Intake, cleaned: Article | Dropped) -> Fate:
        if isinstance(cleaned, Dropped):
            return self._drop(page, intake, cleaned)
        known = self.ledger.articles_by_id([cleaned.id]).get(cleaned.id)
        if known is None:
            return self._new(page, intake, cleaned)
        if is_printed_before(cleaned, known):
            return self._again(page, intake, dated(known, cleaned), known)
        if self.ledger.is_withdrawn(known.id):
            return self._again(page, intake, cleaned, known)
        return Fate(address=cleaned.address, what="known", article=known)

    def _drop(self, page: Page, intake: Intake, dropped: Dropped) -> Fate:
        with self.ledger.transaction():
            self.ledger.save_page(page, intake)
            self.ledger.drop([dropped], page=page.id)
        return Fate(address=dropped.address, what="dropped", dropped=dropped)

    def _new(self, page: Page, intake: Intake, article: Article) -> Fate:
        sketch = self.pipe.stages.sketch(article.text)
        reading = _read(self.pipe, article)
        with self.ledger.transaction():
            if self.ledger.has_article(article.id):  # another program was quicker
                return Fate(address=article.address, what="known", article=article)
            originals = load_family(self.ledger, article, sketch).find_originals(
                article, self.pipe.stages.find_copy
            )
            view = self._view()
            self.ledger.save_page(page, intake)
            self.ledger.save_article(article, sketch)
            self.ledger.save_reading(reading, view.now)
            incidents = view.join(article, reading.reports, originals)
        made = Fate(
            address=article.address, what="added", article=article, reading=reading, incidents=incidents
        )
        return made if originals.own is None else replace(made, what="copy", copy=originals.own)

    def _view(self) -> View:
        return View(ledger=self.ledger, now=self.pipe.clock.now(), find_copy=self.pipe.stages.find_copy)

    def _again(self, page: Page, intake: Intake, article: Article, before: Article) -> Fate:
        reading = _read(self.pipe, article)
        with self.ledger.transaction():
            before = self.ledger.articles_by_id([before.id])[before.id]
            earlier = self.ledger.reading(before.id)
            if earlier is None and article.id != before.id:  # another program was quicker
                return Fate(address=article.address, what="known", article=article)
            same = _is_same(article, before) and earlier is not None and _says_same(reading, earlier)
            view = self._view()
            self.ledger.save_page(page, intake)
            if same:
                incidents = view.relink(before)
            else:
                incidents = view.rejoin(article, before, reading, self.pipe.stages.sketch(article.text))
        made = Fate(
            address=article.address, what="known", article=article, reading=reading, incidents=incidents
        )
        return made if same else replace(made, what="updated")


def _intake(page: Page, inputs: Inputs) -> Intake:
    return Intake(page=page.id, address=page.address, outlet=inputs.outlet, published=inputs.published)


def _cleaned(
    pipe: Pipe, drafts: Iterator[Draft | Issue], prepare: Callable[[Article], None]
) -> Iterator[tuple[str, Article | Dropped | Issue]]:
    """Clean the drafts of a page, each under its address, and prepare for its articles to be read."""
    for draft in drafts:
        cleaned = draft if isinstance(draft, Issue) else pipe.stages.clean(draft)
        if isinstance(cleaned, Article):
            prepare(cleaned)
        yield draft.address, cleaned


def _one_ahead(found: Iterator[T]) -> Iterator[T]:
    """Yield each thing once the next one has been made; an error comes in its turn."""
    held: list[T] = []
    try:
        for one in found:
            yield from held
            held = [one]
    except Exception:
        yield from held
        raise
    yield from held


def _read(pipe: Pipe, article: Article) -> Reading:
    return pipe.stages.read(article, pipe.clock.now())


def _issue(issue: Issue) -> Fate:
    return Fate(address=issue.address, what="issue", issue=issue)


def _is_same(article: Article, before: Article) -> bool:
    """Whether cleaning found the same; where and when it came from do not matter."""
    as_before = replace(
        article,
        address=before.address,
        page=before.page,
        fetched_at=before.fetched_at,
        dropped=before.dropped,
    )
    return as_before == before


def _says_same(reading: Reading, earlier: Reading) -> bool:
    """Whether the same was read; when it was read does not matter."""
    return _timeless(reading) == _timeless(earlier)


def _timeless(reading: Reading) -> object:
    claims = [
        [replace(claim, made_at=datetime.min) for claim in report.claims]  # noqa: DTZ901  (a blank)
        for report in reading.reports
    ]
    return reading.origin, [replace(report, claims=()) for report in reading.reports], claims
