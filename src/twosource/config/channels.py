"""The ``[[channels]]`` tables: where alerts go."""

from dataclasses import dataclass

from twosource.config.tables import Faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A way to tell people."""

    name: str


def parse_channels(raw: object) -> tuple[Channel, ...]:
    """Return the channels of ``[[channels]]``; raises ConfigError."""
    faults = Faults()
    if raw:
        faults.note("channels", "is not read yet")
    faults.check()
    return ()
