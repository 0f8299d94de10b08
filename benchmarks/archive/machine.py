"""What figures depend on: the machine and the program they were measured on."""

import platform
from datetime import UTC, datetime
from os import cpu_count
from pathlib import Path

from twosource.archive.settings import code_version


def describe_machine() -> dict[str, str]:
    """Return the processor, the system, when, and which program."""
    cpus = Path("/proc/cpuinfo")
    lines = cpus.read_text(encoding="utf-8").splitlines() if cpus.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return {
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "cpu": f"{cpu_count()} of {next(names, platform.processor() or platform.machine())}",
        "system": f"{platform.system()} {platform.machine()}",
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "program": code_version(),
    }
