"""Reading TOML's tables key by key: each wrong one is noted with its place, and all are told at once.

What a key means is not known here. Durations are written "90s", "5m", "2h", "1d" or "1w".
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from difflib import get_close_matches
from typing import Any, Final, TypeVar

from twosource.errors import ConfigError

T = TypeVar("T")

_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_DURATION: Final = re.compile(r"(\d{1,9})\s*([smhdw])", re.ASCII)
_LONGEST: Final = timedelta(days=3650)  # ten years: nothing here waits longer
_SHOWN: Final = 60  # characters of a wrong value that are quoted
_KINDS: Final = (
    (bool, "true or false"), (str, "text"), (int, "a whole number"), (float, "a number"),
    (list, "a list"), (dict, "a table"),
)  # fmt: skip


def parse_duration(words: str) -> timedelta:
    """Return a length of time; raises ValueError for anything but a whole number and one of s, m, h, d, w.

    >>> parse_duration("5m")
    datetime.timedelta(seconds=300)
    """
    match = _DURATION.fullmatch(words.strip())
    if match is None:
        raise ValueError("is no length of time; write it as 90s, 5m, 2h or 1d")
    found = timedelta(**{_UNITS[match[2]]: min(int(match[1]), 10**9)})
    if found > _LONGEST:
        raise ValueError("is longer than ten years")
    return found


def show_duration(length: timedelta) -> str:
    """Write a length of time as :func:`parse_duration` reads it, in the largest unit that fits.

    >>> show_duration(timedelta(minutes=90))
    '90m'
    """
    seconds = max(0, round(length.total_seconds()))
    for sign, size in (("w", 604_800), ("d", 86_400), ("h", 3_600), ("m", 60)):
        if seconds and seconds % size == 0:
            return f"{seconds // size}{sign}"
    return f"{seconds}s"


class Faults:
    """What is wrong with a configuration, in the order in which it was found."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def note(self, place: str, message: str) -> None:
        """Note a fault at a place ("feeds[3].every")."""
        self._lines.append(f"{place}: {message}")

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """Note the faults of what is parsed inside, and go on."""
        try:
            yield
        except ConfigError as error:
            self._lines.extend(error.faults)

    def check(self, before: str = "") -> None:
        """Raise ConfigError where anything was noted, each line after some words ("twosource.toml: ")."""
        if self._lines:
            raise ConfigError(*(f"{before}{line}" for line in self._lines))

    def __len__(self) -> int:
        return len(self._lines)


class Table:
    """One table, read key by key: what is absent gives the default, what is wrong is noted and gives it too.

    ``finish`` notes the keys that nobody asked for. Places count from 1, as people do.
    """

    def __init__(self, raw: Mapping[str, Any], place: str, faults: Faults) -> None:
        self._raw = raw
        self._asked: list[str] = []
        self.place = place
        self.faults = faults

    def fault(self, key: str, message: str) -> None:
        """Note what is wrong with a key."""
        self.faults.note(".".join(part for part in (self.place, key) if part), message)

    def has(self, key: str) -> bool:
        """Whether a key is given."""
        return key in self._raw

    def text(self, key: str, default: str = "", *, needed: bool = False) -> str:
        """Return text on one line; "" in place of what is needed and absent, which is noted."""
        found = self._get(key, str)
        if found is None:
            if needed and key not in self._raw:
                self.fault(key, f'is missing; give it: {key} = "..."')
            return default
        if not found.strip() or not found.isprintable():
            self.fault(key, f"{_shown(found)} is no text on one line")
            return default
        return found.strip()

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Return true or false."""
        found = self._get(key, bool)
        return default if found is None else found

    def number(self, key: str, default: int, *, least: int = 0, most: int = 10**9) -> int:
        """Return a whole number within bounds."""
        found = self._get(key, int)
        if found is None:
            return default
        if not least <= found <= most:
            self.fault(key, f"{found} is not between {least:,} and {most:,}")
            return default
        return found

    def real(self, key: str, default: float, *, least: float, most: float) -> float:
        """Return a number within bounds."""
        whole = self._raw.get(key)
        is_whole = isinstance(whole, int) and not isinstance(whole, bool)
        found = self._get(key, int if is_whole else float)
        if found is None:
            return default
        if not least <= found <= most:
            self.fault(key, f"{found:g} is not between {least:g} and {most:g}")
            return default
        return float(found)

    def duration(
        self, key: str, default: timedelta, *, least: timedelta = timedelta(), most: timedelta = _LONGEST
    ) -> timedelta:
        """Return a length of time within bounds."""
        words = self._get(key, str)
        if words is None:
            return default
        try:
            found = parse_duration(words)
        except ValueError as error:
            self.fault(key, f"{_shown(words)} {error}")
            return default
        if not least <= found <= most:
            self.fault(key, f"{words} is not between {show_duration(least)} and {show_duration(most)}")
            return default
        return found

    def choice(self, key: str, default: str, allowed: Sequence[str]) -> str:
        """Return one of several words."""
        found = self._get(key, str)
        if found is None:
            return default
        if found not in allowed:
            self.fault(key, f"{_shown(found)} is none of {', '.join(allowed)}{_meant(found, allowed)}")
            return default
        return found

    def texts(self, key: str, allowed: Sequence[str] | None = None) -> tuple[str, ...]:
        """Return a list of texts, those of ``allowed`` alone where that is given."""
        found = self._get(key, list)
        kept: list[str] = []
        for one in found or ():
            if not isinstance(one, str) or not one.strip():
                self.fault(key, f"{_shown(one)} in it is no text")
            elif allowed is not None and one not in allowed:
                self.fault(key, f"{_shown(one)} is none of {', '.join(allowed)}{_meant(one, allowed)}")
            else:
                kept.append(one.strip())
        return tuple(kept)

    def table(self, key: str) -> "Table | None":
        """Return a table inside; None where there is none. Finish it too."""
        found = self._get(key, dict)
        return None if found is None else Table(found, f"{self.place}.{key}", self.faults)

    def raw(self, key: str) -> Any:
        """Return a value as it stands, for whoever reads it otherwise; None where absent."""
        self._asked.append(key)
        return self._raw.get(key)

    def finish(self) -> None:
        """Note every key that was not asked for, with the nearest that is one."""
        for key in self._raw:
            if key not in self._asked:
                self.fault(key, f"is no key here{_meant(key, self._asked) or _known(self._asked)}")

    def _get(self, key: str, kind: type[T]) -> T | None:
        self._asked.append(key)
        found = self._raw.get(key)
        if found is None:
            return None
        if isinstance(found, kind) and isinstance(found, bool) == (kind is bool):
            return found
        self.fault(key, f"must be {_name_of(kind)}, not {_shown(found)}")
        return None


def tables_of(raw: object, name: str, faults: Faults) -> Iterator[Table]:
    """Yield the tables of a list of them ("[[feeds]]") with their places; notes what is none."""
    if raw is None:
        return
    if not isinstance(raw, list):
        faults.note(name, f"must be a list of tables, each under [[{name}]]")
        return
    for number, one in enumerate(raw, start=1):
        place = f"{name}[{number}]"
        if isinstance(one, dict):
            yield Table(one, place, faults)
        else:
            faults.note(place, f"must be a table under [[{name}]]")


def _name_of(kind: type) -> str:
    return next(words for one, words in _KINDS if one is kind)


def _shown(value: object) -> str:
    words = repr(value)
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}..."


def _meant(given: str, known: Sequence[str]) -> str:
    near = get_close_matches(given, known, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _known(known: Sequence[str]) -> str:
    return f"; the keys are {', '.join(dict.fromkeys(known))}"
