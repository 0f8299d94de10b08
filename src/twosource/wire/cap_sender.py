"""Who sends CAP messages, as each of them says it."""

from dataclasses import dataclass
from typing import Final

#: What every message says of its sender: receivers must not take us for an authority.
NO_AUTHORITY: Final = "twosource, a reader of the press; no alerting authority"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who sends a message.

    ``address`` is the sender as CAP wants it: globally unique, without blanks, commas, < or &. ``name``
    is added to the words that say we are no authority. ``desk`` is where the desk is on the web, for
    links to an alert; "" for none. ``addresses`` are whom a message of scope Private is for; without
    any it is Restricted.
    """

    address: str
    name: str = ""
    contact: str = ""
    language: str = "en"
    desk: str = ""
    addresses: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The words of ``senderName``."""
        return f"{self.name} ({NO_AUTHORITY})" if self.name else NO_AUTHORITY
