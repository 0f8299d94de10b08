"""Make a virtual environment with the locked versions and this project in it.

Works with a bare ``python3``: where the system ships no pip and no ensurepip (Debian without
python3-venv), pip's own wheel is fetched from the package index, checked by its digest, and run
from the file. Honours PIP_INDEX_URL. Usage: ``python3 tools/make_venv.py [DIR]``.
"""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
import venv
from pathlib import Path

PIP_WHEEL = "pip-26.2-py3-none-any.whl"
PIP_SHA256 = "931c303696af6fa3417112103b1cad26890e5a07eccb5b99783700e33f2b8aad"
ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Make the environment, install the lock file, then the project; return an exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036  started by whatever python3 is there
        print(f"twosource needs Python 3.11 or newer, this is {sys.version.split()[0]}", file=sys.stderr)
        return 2
    target = Path(sys.argv[1] if len(sys.argv) > 1 else ".venv").resolve()
    python = target / "bin" / "python"
    if not python.exists():
        print(f"making {target.name} ...", flush=True)
        venv.create(target, with_pip=False, symlinks=True)
    with tempfile.TemporaryDirectory() as scratch:
        pip = _pip(python, Path(scratch))
        print("installing the locked versions ...", flush=True)
        _run(*pip, "install", "--quiet", "--require-hashes", "--requirement", str(ROOT / "requirements.lock"))
        print("compiling the gazetteer and the map, and installing twosource ...", flush=True)
        _run(*pip, "install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    _run(str(python), str(ROOT / "tools" / "build_assets.py"), "--tell")
    return 0


def _pip(python: Path, scratch: Path) -> list[str]:
    """Return the command that runs pip for an interpreter, getting pip where there is none."""
    ready = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False)
    if ready.returncode != 0:
        bundled = subprocess.run(
            [python, "-m", "ensurepip", "--default-pip"], capture_output=True, check=False
        )
        if bundled.returncode != 0:
            return [str(python), f"{_fetch_pip(scratch)}/pip", "--disable-pip-version-check"]
    return [str(python), "-m", "pip", "--disable-pip-version-check"]


def _fetch_pip(scratch: Path) -> Path:
    """Fetch pip's wheel from the index and check its digest."""
    index = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/") + "/pip/"
    with urllib.request.urlopen(index, timeout=60) as answer:
        page = answer.read().decode()
    link = re.search(rf'href="([^"]*{re.escape(PIP_WHEEL)}[^"]*)"', page)
    if link is None:
        raise SystemExit(f"{PIP_WHEEL} is not on {index}; install python3-venv or python3-pip")
    with urllib.request.urlopen(urllib.parse.urljoin(index, link[1]), timeout=120) as answer:
        wheel = answer.read()
    if hashlib.sha256(wheel).hexdigest() != PIP_SHA256:
        raise SystemExit(f"{PIP_WHEEL} from {index} has an unexpected digest; install python3-venv")
    path = scratch / PIP_WHEEL
    path.write_bytes(wheel)
    return path


def _run(*command: str) -> None:
    """Run a command, ending with its exit code when it fails."""
    done = subprocess.run(command, check=False)
    if done.returncode != 0:
        raise SystemExit(done.returncode)


if __name__ == "__main__":
    sys.exit(main())
