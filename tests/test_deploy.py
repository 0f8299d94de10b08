"""What is deployed: the unit, the container and the figures say what the program does."""

import configparser
import re
import shlex
from pathlib import Path

import click
import pytest

from twosource.cli.watch import COMMAND
from twosource.watching.metrics import Metrics
from twosource.watching.supervisor import _REASSURE_S

ROOT = Path(__file__).parents[1]
UNIT = ROOT / "deploy" / "twosource-watch.service"
CONTAINER = (ROOT / "deploy" / "Containerfile").read_text("utf-8")
FIGURES = (ROOT / "docs" / "reference" / "metrics.md").read_text("utf-8")


@pytest.fixture(scope="module")
def service() -> configparser.SectionProxy:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(UNIT)
    return unit["Service"]


def options_of(words: list[str]) -> None:
    """Parse a line of ``twosource watch`` without running it."""
    COMMAND.make_context("watch", words, resilient_parsing=False, parent=click.Context(COMMAND))


def test_the_unit_calls_the_watch_as_it_can_be_called(service: configparser.SectionProxy) -> None:
    program, command, *options = shlex.split(service["ExecStart"])
    assert (Path(program).name, command) == ("twosource", "watch")
    options_of(options)


def test_the_unit_hears_from_the_watch_often_enough(service: configparser.SectionProxy) -> None:
    assert service["Type"] == "notify"
    assert int(service["WatchdogSec"].removesuffix("s")) >= 4 * _REASSURE_S


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("NoNewPrivileges", "yes"),
        ("ProtectSystem", "strict"),
        ("Restart", "always"),
        ("CapabilityBoundingSet", ""),
    ],
)
def test_the_unit_can_do_little_else_and_comes_back(
    service: configparser.SectionProxy, setting: str, value: str
) -> None:
    assert service[setting] == value


def test_the_container_runs_as_nobody_of_importance() -> None:
    (user,) = re.findall(r"^USER (\d+)$", CONTAINER, re.MULTILINE)
    assert int(user) >= 10_000
    (words,) = re.findall(r'^CMD \["watch", (.*)\]$', CONTAINER, re.MULTILINE)
    options_of([word.strip('" ') for word in words.split(",")])


def test_every_figure_is_told_of_and_no_other() -> None:
    made = {
        family.name + ("_total" if family.type == "counter" else "")
        for family in Metrics().registry.collect()
    }
    told = set(re.findall(r"^\| `(twosource_\w+)`", FIGURES, re.MULTILINE))
    assert told == made
