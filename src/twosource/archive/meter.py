"""What a task costs: time on the wall, time of the processor, and the most memory its process held meanwhile."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter, process_time
from typing import Final

_STATUS: Final = Path("/proc/self/status")
_RESET: Final = Path("/proc/self/clear_refs")
_RESET_PEAK: Final = "5"  # proc(5): sets the peak to what is held now


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Seconds on the wall, seconds of the processor, bytes held at most."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int


class Meter:
    """Runs from when it is made until it is read."""

    def __init__(self) -> None:
        with suppress(OSError):  # then the peak is that of the whole process, which is no less
            _RESET.write_text(_RESET_PEAK, encoding="ascii")
        self._wall, self._cpu = perf_counter(), process_time()

    def read(self) -> Spent:
        """Return what was spent so far."""
        return Spent(
            seconds=perf_counter() - self._wall,
            cpu_seconds=process_time() - self._cpu,
            peak_bytes=_find_peak(),
        )


def find_held() -> int:
    """Return the bytes that this process holds now, or held at most where that alone is told."""
    return _find_bytes("VmRSS:")


def _find_peak() -> int:
    return _find_bytes("VmHWM:")


def _find_bytes(name: str) -> int:
    try:
        lines = _STATUS.read_text(encoding="ascii").splitlines()
    except OSError:
        lines = []
    told = [int(line.split()[1]) * 1024 for line in lines if line.startswith(name)]
    return told[0] if told else getrusage(RUSAGE_SELF).ru_maxrss * 1024
