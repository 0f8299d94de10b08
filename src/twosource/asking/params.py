"""Parameters of an address: which there are, and reading them one by one, so that none is passed over.

A form sends empty fields along; they ask nothing. Whoever wants them refused refuses them before.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Final, TypeVar

from twosource.asking.words import Meaningless

T = TypeVar("T")

#: Parameters as an address has them: pairs in order, a name more than once where it may be.
Params = Mapping[str, str] | Iterable[tuple[str, str]]
#: One parameter and what is written for it.
Pair = tuple[str, str]

_MOST_VALUES: Final = 40  # of one parameter; there are fewer kinds of incident


@dataclass(slots=True)
class Given:
    """Parameters under reading; raises ValueError with one line that names the parameter."""

    values: Mapping[str, Sequence[str]]
    read: set[str] = field(default_factory=set)

    def one(self, name: str, parse: Callable[[str], T]) -> T | None:
        """Return what one parameter says, or None."""
        found = self.many(name, parse)
        if len(found) > 1:
            raise ValueError(f"{name}: given {len(found)} times; give it once")
        return found[0] if found else None

    def many(self, name: str, parse: Callable[[str], T]) -> tuple[T, ...]:
        """Return what a parameter says that may be given several times, each once."""
        self.read.add(name)
        given = [words for words in self.values.get(name, ()) if words.strip()]
        if len(given) > _MOST_VALUES:
            raise ValueError(f"{name}: given {len(given)} times; at most {_MOST_VALUES} are read")
        return tuple(dict.fromkeys(_parse(name, words, parse) for words in given))

    def refuse_others(self, beside: Collection[str]) -> None:
        """Refuse parameters that nobody reads; ``beside`` are those that somebody else does."""
        known = {*self.read, *beside}
        for name in self.values:
            if name not in known:
                raise ValueError(f"{name[:60]!r} is no parameter here. {_advice(name, sorted(known))}")


def read_params(params: Params) -> Given:
    """Gather parameters by name."""
    pairs: Any = params.items() if isinstance(params, Mapping) else params
    values: dict[str, list[str]] = {}
    for name, words in pairs:
        values.setdefault(name, []).append(words)
    return Given(values)


def _parse(name: str, words: str, parse: Callable[[str], T]) -> T:
    try:
        return parse(words.strip())
    except Meaningless as error:
        raise Meaningless(f"{name}: {error}") from None
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


def _advice(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name[:60], known, n=1, cutoff=0.6)
    return f"Did you mean {near[0]}?" if near else f"There are {', '.join(known)}"
