"""Twosource reads the news wires and keeps a ledger of security incidents.

The package is a pipe of pure stages (see :mod:`twosource.pipeline`) over frozen values
(see :mod:`twosource.model`). Importing it loads nothing heavy: ``Ledger``, which opens a ledger in a
notebook (:mod:`twosource.notebook`), is loaded when it is first named.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosource.notebook import Ledger

__all__ = ["Ledger", "__version__"]

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    if name == "Ledger":
        from twosource.notebook import Ledger  # noqa: PLC0415  (imports SQLAlchemy, 0.1 s)

        return Ledger
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
