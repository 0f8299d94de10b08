"""What passes between the finding of units and their reading."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from twosource.archive.settings import Sizes
from twosource.archive.storage import Storage
from twosource.ingest.split import split_page
from twosource.model import Draft, Issue, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One stretch: what reads it, as JSON, and how many records it holds, about."""

    body: dict[str, Any]
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutting:
    """How large units are, and where stretches go that are written anew; ``passed_over`` as in :class:`Handing`."""

    sizes: Sizes
    storage: Storage
    folder: str
    passed_over: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """What reading a unit needs beside it: the job's instant, what fills in for pages that do not say, its storage.

    ``passed_over`` counts, by kind, what is no article and was left unopened.
    """

    now: datetime
    storage: Storage
    outlet: str | None = None
    published: str | None = None
    passed_over: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A page, a line, a record: by its address, with what gives its drafts."""

    address: str
    drafts: Callable[[], Iterator[Draft | Issue]]


def page_row(page: Page, handing: Handing) -> Row:
    """Return a page as a row, split as ``add`` splits it."""
    drafts = partial(split_page, page, outlet=handing.outlet, published=handing.published)
    return Row(address=page.address, drafts=drafts)
