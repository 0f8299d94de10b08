"""Which incidents are told of by an article that holds some words, for words however common.

Articles are never taken out of the full text index, so that what was found once is only added to.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray
from sqlalchemy import bindparam, func, select

from twosource.store.database import Database
from twosource.store.dialect import gathered, listed
from twosource.store.records import to_json
from twosource.store.register import Mask, Register, Slots
from twosource.store.schema import articles, members
from twosource.store.words import matches, search

_KEPT: Final = 32  # questions whose answers are kept: a byte for each article

_LISTED: Final = listed()
_PAIRS: Final = select(articles.c.seq, members.c.incident).join(articles, articles.c.id == members.c.article)
_ALL: Final = _PAIRS.where(members.c.incident.is_not(None))
_SOME: Final = _PAIRS.where(members.c.incident.in_(_LISTED))
_HOLDING: Final = select(
    gathered(search.c.rowid).label("found"),
    select(func.coalesce(func.max(articles.c.seq), 0)).scalar_subquery().label("last"),
).where(matches(), search.c.rowid > bindparam("after"))

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Holding:
    """Pairs of articles, by order of arrival, and the slots of the incidents they tell of, up to a change."""

    changed: int = 0
    articles: Numbers = field(default_factory=lambda: np.empty(0, np.int64))
    slots: Slots = field(default_factory=lambda: np.empty(0, np.int64))
    _held: dict[str, Mask] = field(default_factory=dict, repr=False)

    def renewed(self, database: Database, register: Register) -> "Holding":
        """Return the pairs as they are for a register, which may be the one they were made for."""
        changed = int(register["changed"].max(initial=0))
        if changed <= self.changed:
            return self
        fresh = register["changed"] > self.changed
        if self.changed:
            rows = database.rows(_SOME, {"ids": to_json(register.names(np.flatnonzero(fresh)))})
        else:
            rows = database.rows(_ALL)
        kept = ~fresh[self.slots]
        told, slots = _read(rows, register)
        return Holding(
            changed=changed,
            articles=np.concatenate((self.articles[kept], told)),
            slots=np.concatenate((self.slots[kept], slots)),
            _held=self._held,
        )

    def mask(self, database: Database, words: str, size: int) -> Mask:
        """Return which of so many slots an article tells of that holds words, as FTS5 takes them."""
        found = np.zeros(size, np.bool_)
        if len(self.articles):
            holding = self._find_holding(database, words, int(self.articles.max()) + 1)
            told = self.slots[holding[self.articles]]
            found[told[told < size]] = True
        return found

    def _find_holding(self, database: Database, words: str, size: int) -> Mask:
        """Return which of so many articles hold words; only those that came since are looked up.

        What is kept ends with the last article that is seen here: a snapshot may see fewer than there are.
        """
        held = self._held.get(words, np.zeros(0, np.bool_))
        if len(held) >= size:
            return held
        row = database.row(_HOLDING, {"words": words, "after": len(held) - 1})
        assert row is not None, "a list always has its row"
        grown = np.concatenate((held, np.zeros(size - len(held), np.bool_)))
        numbers = np.array(msgspec.json.decode(row.found), np.int64)
        grown[numbers[numbers < size]] = True
        if len(self._held) >= _KEPT:
            self._held.clear()
        self._held[words] = grown[: row.last + 1]
        return grown


def _read(rows: Iterable[Any], register: Register) -> tuple[Numbers, Slots]:
    """Return the pairs of rows as columns; incidents that the register has not met are left to the next."""
    pairs = [(seq, register.slot_of[name]) for seq, name in rows if name in register.slot_of]
    told = np.array(pairs, np.int64).reshape(-1, 2)
    return told[:, 0], told[:, 1]
