"""What an archive job is asked: its inputs, where it leaves what it finds, and how large its pieces are.

Values only. Everything here but the inputs and the output takes part in what names a piece of work, so that
a job that is asked otherwise does not take up what another left.
"""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final, Literal

from twosource.ids import digest

ReaderName = Literal["rules", "model", "both"]

_HASHED: Final = (".py", ".toml", ".json", ".sql")  # what decides; weights and the gazetteer count by size


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How large the pieces are that one task holds; they decide memory and how often work is committed.

    ``unit_bytes`` and ``unit_records`` bound a stretch of the inputs that one task reads; ``bucket_articles``
    is how many articles lie in one bucket of a shuffle. Beyond ``merge_files`` files of one dataset, stretches
    of so many become one. They change nothing that is found.
    """

    unit_bytes: int = 64_000_000
    unit_records: int = 2_000
    bucket_articles: int = 4_000
    merge_files: int = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What every task of a job knows. ``now`` is stamped on all that is decided: a job has one instant.

    ``outlet`` and ``published`` fill in for pages that do not say, as in ``twosource add``.
    """

    now: datetime
    reader: ReaderName = "rules"
    outlet: str | None = None
    published: str | None = None
    sizes: Sizes = field(default_factory=Sizes)

    def to_json(self) -> dict[str, Any]:
        """Return the settings as they stand in a plan."""
        return {**asdict(self), "now": self.now.isoformat()}

    @staticmethod
    def from_json(data: dict[str, Any]) -> "Settings":
        """Read what :meth:`to_json` wrote."""
        changed = {"now": datetime.fromisoformat(data["now"]), "sizes": Sizes(**data["sizes"])}
        return Settings(**{**data, **changed})


@lru_cache(maxsize=1)
def code_version() -> str:
    """Return a digest of the program: every module and data file, the large ones by their size."""
    hashed = blake2b(digest_size=8)
    for name, file in sorted(_walk(files("twosource"), "")):
        hashed.update(f"{name}\x1f".encode())
        is_small = name.endswith(_HASHED)
        hashed.update(file.read_bytes() if is_small else str(_size(file)).encode())
    return hashed.hexdigest()


def name_work(*parts: str) -> str:
    """Name a piece of work by the program and everything that it is made from: 16 hex characters."""
    return digest(code_version(), *parts)


def _walk(folder: Traversable, at: str) -> "list[tuple[str, Traversable]]":
    found: list[tuple[str, Traversable]] = []
    for each in folder.iterdir():
        if each.name.startswith((".", "__pycache__")):
            continue
        name = f"{at}/{each.name}"
        found += _walk(each, name) if each.is_dir() else [(name, each)]
    return found


def _size(file: Traversable) -> int:
    with file.open("rb") as stream:
        return stream.seek(0, 2)
