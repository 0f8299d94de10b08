"""What tells one kind of database from another: how transactions begin, which tables there are, how large it is."""

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    from twosource.store.database import Database

Kind = Literal["sqlite", "postgresql"]
Parameters: TypeAlias = Mapping[str, Any] | Sequence[Mapping[str, Any]]


class Home(Protocol):
    """Where one ledger is kept: a file, or a database of a server."""

    @property
    def name(self) -> str:
        """What messages call it: a path, or an address without its password."""

    @property
    def kind(self) -> Kind:
        """Which kind of database it is."""

    @property
    def writing(self) -> tuple[str, ...]:
        """The statements that begin a transaction with the one right to write."""

    @property
    def reading(self) -> str:
        """The statement that begins a transaction which sees one state throughout."""

    def is_under_way(self, driver: Any) -> bool:
        """Whether the driver's connection is in a transaction."""

    def is_undone(self, driver: Any) -> bool:
        """Whether an error has undone the transaction under way, so that nothing can be kept."""

    def identity(self) -> Hashable:
        """Return what tells this ledger from another; raises LedgerUnavailable where it is gone."""

    def tables(self, database: "Database") -> frozenset[str]:
        """Return the names of the tables."""

    def size(self, database: "Database") -> int:
        """Return the bytes on disk."""
