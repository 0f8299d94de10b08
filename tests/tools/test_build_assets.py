import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

assets: Any = pytest.importorskip("build_assets")


@dataclass
class Bench:
    """Tools of a machine that never was: what is there, what was run, and what goes wrong."""

    there: tuple[str, ...] = ("node", "npm")
    broken: str = ""
    ran: list[str] = field(default_factory=list)

    def has(self, name: str) -> bool:
        return name in self.there

    def run(self, command: tuple[str, ...], where: Path) -> str:
        name = Path(command[0]).name
        self.ran.append(name)
        if name == self.broken:
            return "no route to host"
        _install_into(where) if name == "npm" else _bundle_into(command)
        return ""


def _install_into(sources: Path) -> None:
    for package in ("world-atlas", "d3-geo", "esbuild"):
        folder = sources / "node_modules" / package
        folder.mkdir(parents=True)
        (folder / "LICENSE").write_text(f"licence of {package}")
    for scale in ("110m", "50m"):
        (sources / "node_modules" / "world-atlas" / f"countries-{scale}.json").write_text("{}")


def _bundle_into(command: tuple[str, ...]) -> None:
    (out,) = (word.removeprefix("--outfile=") for word in command if word.startswith("--outfile="))
    Path(out).write_text("bundle")


@pytest.fixture
def folders(tmp_path: Path) -> Any:
    sources = tmp_path / "assets"
    sources.mkdir()
    (sources / "package.json").write_text("{}")
    (sources / "map.js").write_text("export {}")
    packages = {
        "": {},
        "node_modules/world-atlas": {"version": "2.0.2"},
        "node_modules/d3-geo": {"version": "3.1.2"},
        "node_modules/esbuild": {"version": "0.28.2", "dev": True},
    }
    (sources / "package-lock.json").write_text(json.dumps({"packages": packages}))
    return assets.Folders(sources=sources, target=tmp_path / "built")


def test_all_is_made_once(folders: Any) -> None:
    bench = Bench()

    first = assets.build_assets(folders, bench)
    second = assets.build_assets(folders, bench)

    assert (first.built, second.built, second.ready) == (True, False, True)
    assert bench.ran == ["npm", "esbuild"]
    assert sorted(path.name for path in folders.target.iterdir()) == sorted((*assets.MADE, ".inputs"))


def test_a_changed_source_is_bundled_without_installing_again(folders: Any) -> None:
    bench = Bench()
    assets.build_assets(folders, bench)
    (folders.sources / "map.js").write_text("export default 1")

    assert assets.build_assets(folders, bench).built
    assert bench.ran == ["npm", "esbuild", "esbuild"]


def test_another_lock_is_installed(folders: Any) -> None:
    assets.build_assets(folders, Bench())
    lock = folders.sources / "package-lock.json"
    lock.write_text(lock.read_text() + "\n")
    again = Bench(broken="npm")

    assert not assets.build_assets(folders, again).ready
    assert again.ran == ["npm"]


def test_what_was_taken_away_is_made_again(folders: Any) -> None:
    assets.build_assets(folders, Bench())
    (folders.target / "map.js").unlink()

    assert assets.build_assets(folders, Bench()).built


@pytest.mark.parametrize(
    ("bench", "says"),
    [
        (Bench(there=("node",)), "npm not found"),
        (Bench(there=()), "node and npm not found"),
        (Bench(broken="npm"), "npm could not install its packages (no route to host)"),
        (Bench(broken="esbuild"), "esbuild failed (no route to host)"),
    ],
    ids=["no npm", "no node", "no registry", "no bundle"],
)
def test_what_is_missing_is_told_in_one_line(folders: Any, bench: Bench, says: str) -> None:
    outcome = assets.build_assets(folders, bench)

    assert not outcome.ready
    assert says in outcome.line
    assert "\n" not in outcome.line


def test_licences_of_what_is_shipped_stand_beside_it_and_no_others(folders: Any) -> None:
    assets.build_assets(folders, Bench())

    written = (folders.target / "LICENSES.txt").read_text()

    assert written.index("d3-geo 3.1.2\n\nlicence of d3-geo") < written.index("world-atlas 2.0.2")
    assert "esbuild" not in written


def test_telling_makes_nothing(folders: Any) -> None:
    assert not assets.tell_assets(folders).ready
    assert not folders.target.exists()

    assets.build_assets(folders, Bench())

    assert assets.tell_assets(folders) == assets.Outcome(ready=True)


def test_every_package_is_pinned_with_a_digest() -> None:
    sources = assets.Folders.of(assets.ROOT).sources
    package = json.loads((sources / "package.json").read_text("utf-8"))
    lock = json.loads((sources / "package-lock.json").read_text("utf-8"))

    wanted = package["dependencies"] | package["devDependencies"]

    assert all(version[0].isdigit() for version in wanted.values())
    assert lock["packages"][""]["dependencies"] | lock["packages"][""]["devDependencies"] == wanted
    assert all("integrity" in one for place, one in lock["packages"].items() if place)


def test_a_program_that_is_missing_or_fails_gives_its_last_line(tmp_path: Path) -> None:
    machine = assets.Machine()

    assert machine.has("python3")
    assert machine.run(("python3", "-c", "print(1)"), tmp_path) == ""
    assert machine.run(("python3", "-c", "raise SystemExit('all is lost')"), tmp_path) == "all is lost"
    assert "no-such-program" in machine.run(("no-such-program",), tmp_path)
