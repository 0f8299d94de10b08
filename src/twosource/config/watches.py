"""The ``[[sites]]`` and ``[[watches]]`` tables: places of one's own, and what people wait for."""

from twosource.config.tables import Faults
from twosource.watches import Site, Watch


def parse_sites(raw: object) -> tuple[Site, ...]:
    """Return the sites of ``[[sites]]``; raises ConfigError."""
    _refuse("sites", raw)
    return ()


def parse_watches(raw: object, sites: tuple[Site, ...]) -> tuple[Watch, ...]:
    """Return the watches of ``[[watches]]``, which may name sites; raises ConfigError."""
    del sites
    _refuse("watches", raw)
    return ()


def _refuse(name: str, raw: object) -> None:
    faults = Faults()
    if raw:
        faults.note(name, "is not read yet")
    faults.check()
