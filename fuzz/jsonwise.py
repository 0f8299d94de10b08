"""Changes to JSON by its values: replaced by odd ones, lost, doubled, nested, keys exchanged."""

import json
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any, Final

from fuzz.odd import load_odd

_MOST_NESTED: Final = 3_000
_MOST_REPEATED: Final = 500
_VALUES: Final[tuple[Any, ...]] = (
    None,
    True,
    False,
    0,
    -1,
    1e308,
    10**400,
    [],
    {},
    [None],
    {"": ""},
    [[[]]],
    {"text": {}},
    1709623800,
)

Parent = dict[str, Any] | list[Any]
Place = tuple[Any, Any]  # the object or list, and the key or index in it


def change_json(text: str, rng: Random) -> str | None:
    """Return JSON with one change somewhere; None where the text is no JSON any more."""
    try:
        root = {"": json.loads(text)}
    except (ValueError, RecursionError):
        return None
    parent, key = rng.choice(_places(root))
    parent[key] = rng.choice(_CHANGES)(parent[key], rng)
    if rng.random() < 0.1:
        _exchange(parent, key, rng)
    return json.dumps(root.get("", root), ensure_ascii=rng.random() < 0.5)


def nest(rng: Random) -> str:
    """Return JSON that is nothing but nesting."""
    times = rng.randint(10, _MOST_NESTED)
    return rng.choice(("[" * times, '{"a":' * times, "[" * times + "]" * times))


def _places(root: Parent) -> list[Place]:
    """List every value with what holds it, itself included."""
    found: list[Place] = []
    waiting: list[Parent] = [root]
    while waiting:
        parent = waiting.pop()
        for key in list(parent) if isinstance(parent, dict) else range(len(parent)):
            found.append((parent, key))
            value = parent[key]  # type: ignore[index]
            if isinstance(value, dict | list):
                waiting.append(value)
    return found


def _odd_words(_: Any, rng: Random) -> Any:
    return rng.choice(load_odd().strings)


def _odd_value(_: Any, rng: Random) -> Any:
    return deepcopy(rng.choice(_VALUES))


def _repeat(value: Any, rng: Random) -> Any:
    times = rng.randint(2, _MOST_REPEATED)
    return value * times if isinstance(value, str | list) else [value] * times


def _wrap(value: Any, rng: Random) -> Any:
    return rng.choice(([value], {"value": value}, [value, value], json.dumps(value)))


def _exchange(parent: Parent, key: Any, rng: Random) -> None:
    """Put a value under the name of another, or nowhere."""
    if isinstance(parent, dict) and key:
        value = parent.pop(key)
        if parent and rng.random() < 0.5:
            parent[rng.choice(list(parent))] = value


_CHANGES: Final[tuple[Callable[[Any, Random], Any], ...]] = (
    _odd_words,
    _odd_words,
    _odd_value,
    _repeat,
    _wrap,
)
