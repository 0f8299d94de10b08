"""What an archive gives: members, and the tally of those passed over, one line per kind."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from twosource.ingest.sniff import READ_SUFFIXES, suffix_of
from twosource.model import Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One entry of an archive: its bytes, and what the archive says of them.

    ``media_type`` is "" and ``fetched_at`` None where the archive does not say.
    """

    address: str
    content: bytes
    media_type: str = ""
    fetched_at: datetime | None = None


class PassedOver:
    """Counts what was left unopened, by kind, so that each kind is told once."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.kinds: Counter[str] = Counter()

    def wants(self, name: str) -> bool:
        """Whether a file of that name is opened; notes it down where it is not."""
        suffix = suffix_of(name)
        if not suffix or suffix in READ_SUFFIXES:
            return True
        self.note(f".{suffix} file")
        return False

    def note(self, kind: str) -> None:
        """Count one more of a kind."""
        self.kinds[kind] += 1

    def issues(self) -> Iterator[Issue]:
        """Yield one issue per kind, in order of first sight."""
        for kind, count in self.kinds.items():
            message = (
                f"passed over {count:,} {kind}{'s' if count > 1 else ''}: not a kind that holds articles"
            )
            yield Issue(address=self._address, message=message)


def is_hidden(path: str) -> bool:
    """Whether a path has a part that starts with a dot, or is a Mac's shadow folder.

    >>> is_hidden("wires/.DS_Store"), is_hidden("../wires/a.txt")
    (True, False)
    """
    parts = path.replace("\\", "/").split("/")
    return any((part.startswith(".") and part not in {".", ".."}) or part == "__MACOSX" for part in parts)
