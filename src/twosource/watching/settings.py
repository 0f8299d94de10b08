"""How one watch is to run: what the configuration and the command line say, put together."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from twosource.config import Config

#: A worker that reads one page for so long hangs: the longest page ever measured took a hundredth of it.
DEADLINE: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a watch reads and how.

    ``ledger`` is a path or address. With ``once`` it asks every feed that is due, does all the work there
    is and ends; with ``workers_only`` it asks nobody and only reads. ``reader`` is who reads articles.
    """

    ledger: str
    config: Config = field(default_factory=Config)
    workers: int = 1
    once: bool = False
    workers_only: bool = False
    reader: str = "rules"
    deadline: timedelta = DEADLINE
