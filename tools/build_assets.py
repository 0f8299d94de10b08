"""Build what the desk's map needs: our sources and d3 in one bundle, the outlines of the world beside it.

Sources and exact versions with digests stand in src/twosource/web/assets; what is made goes to
src/twosource/web/static/built. Needs node and npm, and the npm registry once. Where one is missing nothing
is made, which is told in one line; the desk then shows its list without a map. What was made from the
same inputs is left as it is. Usage: ``python tools/build_assets.py [--tell]``; with ``--tell`` nothing is
built, and it only says if something is missing.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol

ROOT: Final = Path(__file__).resolve().parent.parent
#: What is made, beside the digest of its inputs: the bundle, outlines coarse and fine, and licences.
MADE: Final = ("map.js", "world-110m.json", "world-50m.json", "LICENSES.txt")
_NEEDED: Final = ("node", "npm")
_INPUTS: Final = ("package.json", "package-lock.json", "*.js")
_DIGEST: Final = ".inputs"
_INSTALLED: Final = "node_modules/.twosource"  # digest of the lock file that was installed
_INSTALL: Final = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
_TARGET: Final = "--target=es2022"  # what browsers have known since 2022


class Tools(Protocol):
    """The programs of this machine."""

    def has(self, name: str) -> bool:
        """Whether there is such a program."""
        ...

    def run(self, command: tuple[str, ...], where: Path) -> str:
        """Run a command in a folder; return "" if it went well, else the last line of what it said."""
        ...


class Machine:
    """The programs on the path of this machine."""

    def has(self, name: str) -> bool:
        """Whether there is such a program."""
        return shutil.which(name) is not None

    def run(self, command: tuple[str, ...], where: Path) -> str:
        """Run a command; nothing is asked of it for longer than ten minutes."""
        program = shutil.which(command[0]) or command[0]
        try:
            done = subprocess.run(
                (program, *command[1:]), cwd=where, capture_output=True, text=True, check=False, timeout=600
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return str(error)
        said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        return "" if done.returncode == 0 else (said or [f"it ended with {done.returncode}"])[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Whether the map is there now, whether that took work, and one line about it ("" if none is due)."""

    ready: bool
    built: bool = False
    line: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folders:
    """Where sources are and where what is made of them goes."""

    sources: Path
    target: Path

    @classmethod
    def of(cls, root: Path) -> "Folders":
        """Return those of a checkout or an unpacked source distribution."""
        web = root / "src" / "twosource" / "web"
        return cls(sources=web / "assets", target=web / "static" / "built")


def build_assets(folders: Folders, tools: Tools) -> Outcome:
    """Make what is missing or older than its inputs. Never raises for what is missing on the machine."""
    wanted = digest_of(folders.sources)
    if is_made(folders, wanted):
        return Outcome(ready=True)
    missing = [name for name in _NEEDED if not tools.has(name)]
    if missing:
        return _without(f"{' and '.join(missing)} not found (Node.js 18 or newer has both)")
    failed = _install(folders, tools) or _bundle(folders, tools)
    if failed:
        return _without(failed)
    _copy_outlines(folders)
    _write_licences(folders)
    (folders.target / _DIGEST).write_text(wanted, "utf-8")
    return Outcome(ready=True, built=True, line="built the desk's map")


def tell_assets(folders: Folders) -> Outcome:
    """Say whether everything is made, without making anything."""
    if is_made(folders, digest_of(folders.sources)):
        return Outcome(ready=True)
    return _without("node, npm or the npm registry was missing at installation")


def is_made(folders: Folders, wanted: str) -> bool:
    """Whether all was made from inputs of this digest."""
    digest = folders.target / _DIGEST
    if not digest.is_file() or digest.read_text("utf-8") != wanted:
        return False
    return all((folders.target / name).is_file() for name in MADE)


def digest_of(sources: Path) -> str:
    """Return the digest of everything that decides what is made, names included."""
    found = sha256()
    for path in sorted({path for pattern in _INPUTS for path in sources.glob(pattern)}):
        found.update(f"{path.name}\0".encode() + path.read_bytes() + b"\0")
    return found.hexdigest()


def _without(reason: str) -> Outcome:
    return Outcome(
        ready=False,
        line=f"the desk will show its list without a map: {reason}; later: python tools/build_assets.py",
    )


def _install(folders: Folders, tools: Tools) -> str:
    """Install the locked packages unless they are; return what went wrong, or ""."""
    lock = sha256((folders.sources / "package-lock.json").read_bytes()).hexdigest()
    mark = folders.sources / _INSTALLED
    if mark.is_file() and mark.read_text("utf-8") == lock:
        return ""
    failed = tools.run(_INSTALL, folders.sources)
    if failed:
        return f"npm could not install its packages ({failed})"
    mark.parent.mkdir(exist_ok=True)
    mark.write_text(lock, "utf-8")
    return ""


def _bundle(folders: Folders, tools: Tools) -> str:
    """Bundle our sources with what they import; return what went wrong, or ""."""
    folders.target.mkdir(parents=True, exist_ok=True)
    esbuild = str(folders.sources / "node_modules" / ".bin" / "esbuild")
    options = ("--bundle", "--minify", "--format=esm", _TARGET, "--log-level=error")
    out = f"--outfile={folders.target / 'map.js'}"
    failed = tools.run((esbuild, "map.js", *options, out), folders.sources)
    return f"esbuild failed ({failed})" if failed else ""


def _copy_outlines(folders: Folders) -> None:
    """Copy the outlines of countries (Natural Earth, public domain), coarse and fine."""
    for scale in ("110m", "50m"):
        outlines = folders.sources / "node_modules" / "world-atlas" / f"countries-{scale}.json"
        shutil.copyfile(outlines, folders.target / f"world-{scale}.json")


def _write_licences(folders: Folders) -> None:
    """Write down the licences of what went into the bundle, which ask for that."""
    parts = [
        f"{name} {version}\n\n{licence.read_text('utf-8').strip()}\n"
        for name, version in sorted(_shipped(folders.sources))
        for licence in sorted((folders.sources / "node_modules" / name).glob("LICEN*"))
    ]
    (folders.target / "LICENSES.txt").write_text(("\n" + "-" * 80 + "\n\n").join(parts), "utf-8")


def _shipped(sources: Path) -> Iterator[tuple[str, str]]:
    """Yield name and version of every package that is no mere tool of the build."""
    lock = json.loads((sources / "package-lock.json").read_text("utf-8"))
    for place, package in lock["packages"].items():
        if place and not package.get("dev", False):
            yield place.rpartition("node_modules/")[2], package["version"]


def main(words: list[str]) -> int:
    """Build, or with ``--tell`` only say what is missing; a desk without a map is no failure."""
    folders = Folders.of(ROOT)
    outcome = tell_assets(folders) if "--tell" in words else build_assets(folders, Machine())
    if outcome.line:
        print(outcome.line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
