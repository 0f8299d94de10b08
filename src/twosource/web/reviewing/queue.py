"""The queue as a page shows it: what is in doubt, narrowed to one sort or field, and an item's neighbours."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import urlencode

from twosource.review import Item

Sort = Literal["", "pairs", "contradictions", "lone", "aside"]

_KINDS: Final = {"pairs": "pair", "contradictions": "contradiction", "lone": "lone"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What of the queue is looked at: a sort ("" is all that is open), and one field of contradictions."""

    sort: Sort = ""
    field: str = ""

    @property
    def query(self) -> str:
        """Return it as the end of an address."""
        asked = {"kind": self.sort, "field": self.field}
        return urlencode({name: said for name, said in asked.items() if said})

    def admits(self, item: Item) -> bool:
        """Whether an item is looked at."""
        if (item.seen is not None) != (self.sort == "aside"):
            return False
        if self.field and (item.fact is None or item.fact.field != self.field):
            return False
        return self.sort in {"", "aside"} or item.kind == _KINDS[self.sort]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an item stands in a list: its number from 1 (0 where it is not in it), and the items beside it."""

    number: int
    total: int
    before: str = ""
    after: str = ""


def read_narrowing(kind: str, field: str) -> Narrowing:
    """Read what is asked for; what is no sort asks for all."""
    known: dict[str, Sort] = {
        "pairs": "pairs", "contradictions": "contradictions", "lone": "lone", "aside": "aside",
    }  # fmt: skip
    return Narrowing(sort=known.get(kind, ""), field=field[:40])


def find_item(items: Sequence[Item], given: str) -> Item | None:
    """Return an item by its id, which may be shortened; None where none or several begin so."""
    beginning = f"t_{given.strip().lower().removeprefix('t_')}"
    found = [item for item in items if item.id.startswith(beginning)]
    return found[0] if len(found) == 1 and len(beginning) >= len("t_1234") else None


def find_place(items: Sequence[Item], item: Item) -> Place:
    """Return where an item stands in a narrowed list."""
    ids = [one.id for one in items]
    if item.id not in ids:
        return Place(number=0, total=len(ids), after=ids[0] if ids else "")
    at = ids.index(item.id)
    return Place(
        number=at + 1,
        total=len(ids),
        before=ids[at - 1] if at else "",
        after=ids[at + 1] if at + 1 < len(ids) else "",
    )


def count_sorts(items: Sequence[Item]) -> dict[Sort, int]:
    """Return how many items there are of each sort."""
    sorts: tuple[Sort, ...] = ("", "pairs", "contradictions", "lone", "aside")
    return {sort: sum(map(Narrowing(sort=sort).admits, items)) for sort in sorts}


def count_fields(items: Sequence[Item]) -> tuple[tuple[str, int], ...]:
    """Return the fields that voices contradict each other on, most often first."""
    told = Counter(item.fact.field for item in items if item.fact is not None and item.seen is None)
    return tuple(sorted(told.items(), key=lambda one: (-one[1], one[0])))
