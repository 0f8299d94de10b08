"""What the ledger page is asked for: a filter, an order, a place in the list; and addresses that ask it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode

from twosource.asking import Asked, read_asked, read_params, to_query
from twosource.asking.words import parse_choice
from twosource.errors import InputError
from twosource.lens import PLAIN
from twosource.store import Order

#: Orders of the list by their names in an address, the usual first.
ORDERS: Final = {"day": Order.NEWEST, "change": Order.CHANGED}
_WORDS: Final = {"day": "By day", "change": "By latest change"}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What one address of the ledger page asks for; ``after`` is where a later page of the list begins."""

    asked: Asked
    order: Order = Order.NEWEST
    after: str | None = None

    def query(self, **changes: Any) -> str:
        """Return the query string that asks for the same filter with some parts changed, from the top."""
        return self.write(asked=replace(self.asked, **changes))

    def write(
        self, *, asked: Asked | None = None, order: Order | None = None, after: str | None = None
    ) -> str:
        """Return a query string; what is not given stays, but for the place in the list."""
        wanted = View(asked=asked or self.asked, order=order or self.order, after=after)
        return urlencode(wanted.pairs)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The parameters that ask for this, the usual left out; how a ledger looked once is not for lists."""
        asked = to_query(replace(self.asked, lens=PLAIN))
        sort = () if self.order is Order.NEWEST else (("sort", self.order_name),)
        return (*asked, *sort, *(() if self.after is None else (("after", self.after),)))

    @property
    def orders(self) -> tuple[tuple[str, str, str], ...]:
        """Name, words and query of each order."""
        return tuple((name, _WORDS[name], self.write(order=order)) for name, order in ORDERS.items())

    @property
    def order_name(self) -> str:
        """The order's name in an address."""
        return next(name for name, one in ORDERS.items() if one is self.order)


def read_view(pairs: Iterable[tuple[str, str]], *, beside: Iterable[str] = ()) -> View:
    """Read an address; ``beside`` are parameters that somebody else reads.

    Raises InputError with one line that names the parameter and says what to write.
    """
    given = read_params(pairs)
    try:
        asked = read_asked(given)
        order = given.one(
            "sort", lambda words: ORDERS[parse_choice(words, {key: key for key in ORDERS}, "order")]
        )
        after = given.one("after", str)
        given.refuse_others(frozenset(beside))
    except ValueError as error:
        raise InputError(
            str(error), hint="The whole ledger: the same address without what follows its ?"
        ) from None
    return View(asked=asked, order=order or Order.NEWEST, after=after)
