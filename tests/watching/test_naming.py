"""Who is dead: seen at once on this machine, by a beat that stands still elsewhere."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from twosource.watching.naming import Name, Pulse, is_dead_here, own_name, parse_name


def test_a_name_is_had_back_from_its_words() -> None:
    name = Name(host="lake|side", run="abc[1]", pid=12, started="99")
    assert parse_name(str(name)) == name


def test_this_process_lives() -> None:
    assert is_dead_here(own_name(), own_name()) is False


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(replace(own_name(), host="elsewhere"), id="another machine"),
        pytest.param(replace(own_name(), run="before"), id="another run of this one"),
    ],
)
def test_of_other_machines_nothing_is_seen(name: Name) -> None:
    assert is_dead_here(name, own_name()) is None


def test_a_process_that_has_ended_is_dead_and_so_is_one_whose_number_another_has() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
        assert is_dead_here(replace(own_name(), pid=child.pid), own_name()) is True
    assert is_dead_here(replace(own_name(), started="1"), own_name()) is True


def test_a_killed_child_that_nobody_waited_for_is_dead() -> None:
    child = os.posix_spawn(sys.executable, [sys.executable, "-c", ""], {})
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    try:
        assert is_dead_here(replace(own_name(), pid=child), own_name()) is True
    finally:
        os.waitpid(child, 0)


def test_a_beat_that_stands_still_tells_of_death_and_one_that_moves_does_not() -> None:
    pulse = Pulse(still_s=20)
    assert pulse.find_still({"a": 1, "b": 1}, at=0) == ()
    assert pulse.find_still({"a": 1, "b": 2}, at=19) == ()
    assert pulse.find_still({"a": 1, "b": 2}, at=21) == ("a",)
    assert pulse.find_still({"b": 3}, at=50) == ()
    assert pulse.find_still({"b": 3}, at=70) == ("b",)
