"""docs/reference/config.md names every key, and no other; what it shows as an example is one."""

import re
import tomllib
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest

from twosource.config import parse_config
from twosource.config.process import Process
from twosource.config.tables import show_duration
from twosource.errors import ConfigError

REFERENCE = (Path(__file__).parents[2] / "docs" / "reference" / "config.md").read_text("utf-8")
HERE = Path("twosource.toml")
_KEYS = re.compile(r"is no key here; the keys are (.*)$")


def keys_of(raw: dict[str, object]) -> set[str]:
    """Return the keys that a table with an unheard-of one is told to have."""
    with pytest.raises(ConfigError) as caught:
        parse_config(raw, HERE)
    found = [match[1] for fault in caught.value.faults if (match := _KEYS.search(fault))]
    return {key for listed in found for key in listed.split(", ")}


def section(name: str) -> str:
    return REFERENCE.partition(f"\n## {name}\n")[2].partition("\n## ")[0]


def documented(name: str) -> set[str]:
    rows = [line for line in section(name).splitlines() if line.startswith("| `")]
    return {key for row in rows for key in re.findall(r"`(\w+)`", row.split("|")[1])}


@pytest.mark.parametrize("name", ["feeds", "sites", "watches"])
def test_every_key_of_a_list_is_documented(name: str) -> None:
    assert documented(f"[[{name}]]") == keys_of({name: [{"zzqqzzqq": 1}]})


def test_every_key_of_the_process_is_documented_with_its_default() -> None:
    assert (
        documented("[watch]") == keys_of({"watch": {"zzqqzzqq": 1}}) == {one.name for one in fields(Process)}
    )
    for one in fields(Process):
        row = next(line for line in section("[watch]").splitlines() if line.startswith(f"| `{one.name}`"))
        assert shown(getattr(Process(), one.name)) in row.split("|")[2]


def shown(value: object) -> str:
    if isinstance(value, timedelta):
        return show_duration(value)
    return "none" if value is None else str(value).lower()


@pytest.mark.parametrize("kind", ["webhook", "email", "command", "terminal", "cap-folder"])
def test_every_key_of_a_channel_is_documented(kind: str) -> None:
    assert keys_of({"channels": [{"kind": kind, "zzqqzzqq": 1}]}) <= documented("[[channels]]")


def test_no_key_of_a_channel_is_invented() -> None:
    kinds = ("webhook", "email", "command", "terminal", "cap-folder")
    known = {key for kind in kinds for key in keys_of({"channels": [{"kind": kind, "zzqqzzqq": 1}]})}
    assert documented("[[channels]]") <= known


def test_the_example_is_one() -> None:
    example = REFERENCE.partition("```toml\n")[2].partition("```")[0]
    found = parse_config(tomllib.loads(example), HERE)
    assert [len(one) for one in (found.feeds, found.sites, found.watches, found.channels)] == [3, 1, 1, 1]
