"""What filters ask of every incident, held in columns of numbers, so that a question looks at all of them at once.

A register is never changed: :meth:`Register.renewed` makes the next of it. A slot is an incident's place in
the columns and stays its own. Nothing here reads a ledger, or knows what a filter is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")
Mask: TypeAlias = NDArray[np.bool_]
Slots: TypeAlias = NDArray[np.int64]

_ANSWERS: Final = 200  # of 200 KB at most each
_MANY: Final = 2_000  # changed at once: sorting all anew is quicker than finding each one's place

#: Columns of numbers, each with what stands for nothing.
NUMBERS: Final[Mapping[str, Any]] = {
    "sort_at": np.int64, "latest": np.int64, "lat": np.float64, "lon": np.float64, "radius_km": np.float64,
    "voices": np.int32,
    "statuses": np.int32, "confirmed": np.int32, "changed": np.int64, "changed_at": np.int64,
}  # fmt: skip
#: Columns of words, each held as the number of a word of its own list; a point is (lat, lon), or (None, None).
WORDS: Final = ("kind", "country", "place", "actors", "point")


class Vocabulary:
    """Words by number, in the order in which they were met; only ever added to."""

    def __init__(self) -> None:
        self.words: list[Any] = []
        self._numbers: dict[Any, int] = {}

    def numbers(self, words: Sequence[Any]) -> NDArray[np.int32]:
        """Return the numbers of words; new ones are added."""
        for word in dict.fromkeys(words):
            if word not in self._numbers:
                self._numbers[word] = len(self.words)
                self.words.append(word)
        return np.fromiter(map(self._numbers.__getitem__, words), np.int32, len(words))

    def find(self, wanted: Any) -> Mask:
        """Return which of all words pass a test, by their numbers."""
        return np.fromiter((bool(wanted(word)) for word in tuple(self.words)), np.bool_)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Register:
    """All incidents of a ledger as they stood at one change; ``newest`` are the slots of those that stand."""

    ids: NDArray[np.bytes_]
    columns: Mapping[str, NDArray[Any]]
    is_open: Mask
    newest: Slots
    vocabularies: Mapping[str, Vocabulary] = field(repr=False)
    slot_of: dict[str, int] = field(repr=False)
    _answers: dict[Any, Any] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        """Return how many slots there are."""
        return len(self.ids)

    def __getitem__(self, column: str) -> NDArray[Any]:
        """Return a column, by slot."""
        return self.columns[column]

    def names(self, slots: Slots) -> list[str]:
        """Return the ids of slots."""
        return [name.decode() for name in self.ids[slots].tolist()]

    def remember(self, question: object, answer: Callable[[], T]) -> T:
        """Return what was answered to a question before, else the answer now, for the next who asks.

        Where there are too many answers all are forgotten, as they are with the next register.
        """
        found: T | None = self._answers.get(question)
        if found is None:
            found = answer()
            if len(self._answers) >= _ANSWERS:
                self._answers.clear()
            self._answers[question] = found
        return found

    def apart(self) -> "Register":
        """Return the same register with answers of its own."""
        return replace(self, _answers={})

    def renewed(self, rows: Sequence[Any]) -> "Register":
        """Return the register with rows written anew, one at least; those that hold no reports stand no longer."""
        told = dict(zip(rows[0]._fields, zip(*rows, strict=True), strict=True))
        slots = np.fromiter(
            (self.slot_of.setdefault(name, len(self.slot_of)) for name in told["id"]), np.int64
        )
        size, names = len(self.slot_of), np.array(told["id"], np.bytes_)
        ids = _grown(self.ids, size).astype(max(self.ids.dtype, names.dtype))
        ids[slots] = names
        columns = {name: _grown(column, size) for name, column in self.columns.items()}
        for name, values in _read(told, self.vocabularies).items():
            columns[name][slots] = values
        is_open = _grown(self.is_open, size)
        is_open[slots] = np.array(told["reports"]) > 0
        made = Register(
            ids=ids, columns=columns, is_open=is_open, newest=self.newest,
            vocabularies=self.vocabularies, slot_of=self.slot_of,
        )  # fmt: skip
        return made._sorted(slots)

    def after(self, sort_at: int, name: str) -> int:
        """Return how many of the newest come up to an incident of this time and id, itself included."""
        times = -self["sort_at"][self.newest]
        low, high = (int(np.searchsorted(times, -sort_at, side)) for side in ("left", "right"))
        return low + int(np.searchsorted(self.ids[self.newest[low:high]], name.encode(), "right"))

    def _sorted(self, changed: Slots) -> "Register":
        """Return the register with the newest in order, after some slots have changed."""
        if len(changed) > _MANY:
            listed = np.flatnonzero(self.is_open)
            newest = listed[np.lexsort((self.ids[listed], -self["sort_at"][listed]))]
            return replace(self, newest=newest, _answers={})
        stays = np.ones(len(self), np.bool_)
        stays[changed] = False
        kept = replace(self, newest=self.newest[stays[self.newest]])
        fresh = changed[self.is_open[changed]]
        fresh = fresh[np.lexsort((self.ids[fresh], -self["sort_at"][fresh]))]
        places = [kept.after(int(self["sort_at"][one]), self.ids[one].decode()) for one in fresh]
        return replace(self, newest=np.insert(kept.newest, np.array(places, np.int64), fresh), _answers={})


def empty_register() -> Register:
    """Return the register of an empty ledger."""
    numbers = {name: np.empty(0, kind) for name, kind in NUMBERS.items()}
    return Register(
        ids=np.empty(0, "S12"),
        columns={**numbers, **{name: np.empty(0, np.int32) for name in WORDS}},
        is_open=np.empty(0, np.bool_),
        newest=np.empty(0, np.int64),
        vocabularies={name: Vocabulary() for name in WORDS},
        slot_of={},
    )


def _grown(column: NDArray[Any], size: int) -> NDArray[Any]:
    """Return a copy of a column with room for so many."""
    grown = np.zeros(size, column.dtype)
    grown[: len(column)] = column
    return grown


def _read(
    told: Mapping[str, Sequence[Any]], vocabularies: Mapping[str, Vocabulary]
) -> dict[str, NDArray[Any]]:
    """Return columns of a ledger as columns of a register."""
    return {
        **{name: np.array(told[name], kind) for name, kind in NUMBERS.items()},
        **{name: vocabularies[name].numbers(told[name]) for name in WORDS[:-1]},
        "point": vocabularies["point"].numbers(list(zip(told["lat"], told["lon"], strict=True))),
    }
