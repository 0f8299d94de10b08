"""What others reach on the same or like data, read from peers.toml with source and date."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "peers.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Somebody's figure: ``on`` says on which data, ``source`` and ``date`` where it stands.

    ``verified`` is False where the figure was taken from memory or a second hand.
    """

    figure: str
    who: str
    value: float
    on: str
    source: str
    date: str
    verified: bool = True


def load_peers(path: Path = FILE) -> dict[str, tuple[Peer, ...]]:
    """Return the peers of each figure, in the order of the file; ValueError for a broken file."""
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["peer"]
        peers = [Peer(**row) for row in rows]
    except (KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"{path} holds no peers: {error}") from error
    return {name: tuple(peer for peer in peers if peer.figure == name) for name in {p.figure for p in peers}}
