"""A killed process loses nothing and doubles nothing; ``python -m tests.killing`` does this at length."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.sqlite_file("what a kill leaves of it")

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(("--kills", "6", "--seed", "7"), id="at random statements and moments"),
        pytest.param(("--every", "merge", "--step", "11"), id="within a person's merge"),
    ],
)
def test_whenever_a_command_is_killed_it_can_be_given_again(asked: tuple[str, ...]) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.killing", *asked], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout
    assert ran.stdout.endswith(": 0 spoilt\n")
