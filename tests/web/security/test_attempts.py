"""How often somebody may try to sign in."""

from dataclasses import dataclass

import pytest

from twosource.web.security.attempts import MOST_PER_ADDRESS, MOST_PER_NAME, WINDOW_S, Attempts, net_of


@dataclass
class Watch:
    """A clock that stands until it is set."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_name_that_failed_often_has_to_wait_whoever_asks() -> None:
    attempts = Attempts(Watch())
    for number in range(MOST_PER_NAME):
        assert attempts.wait_s("amina", "192.0.2.1") == 0
        attempts.fail("amina", f"192.0.2.{number}")
    assert attempts.wait_s("amina", "198.51.100.7") == WINDOW_S + 1
    assert attempts.wait_s("basil", "198.51.100.7") == 0


def test_an_address_that_failed_often_has_to_wait_whatever_the_name() -> None:
    attempts = Attempts(Watch())
    for number in range(MOST_PER_ADDRESS):
        attempts.fail(f"name {number}", "192.0.2.1")
    assert attempts.wait_s("amina", "192.0.2.1") > 0
    assert attempts.wait_s("amina", "192.0.2.2") == 0


def test_waiting_ends() -> None:
    watch = Watch()
    attempts = Attempts(watch)
    for _ in range(MOST_PER_NAME):
        attempts.fail("amina", "192.0.2.1")
    watch.now += WINDOW_S
    assert attempts.wait_s("amina", "192.0.2.1") == 0


def test_the_right_password_makes_the_wrong_ones_forgotten() -> None:
    attempts = Attempts(Watch())
    for _ in range(MOST_PER_NAME):
        attempts.fail("amina", "192.0.2.1")
    attempts.succeed("amina")
    assert attempts.wait_s("amina", "192.0.2.1") == 0


def test_what_is_kept_is_bounded() -> None:
    attempts = Attempts(Watch())
    for number in range(11_000):
        attempts.fail(f"name {number}", "192.0.2.1")
    assert len(attempts._failed) == 10_000


@pytest.mark.parametrize(
    ("left", "right", "is_one"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("testclient", "testclient", True),
    ],
)
def test_a_household_counts_as_one_address(left: str, right: str, is_one: bool) -> None:
    assert (net_of(left) == net_of(right)) is is_one
