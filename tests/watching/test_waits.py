"""How long is waited: never less after more failures, and never beyond its bound."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.watching.waits import wait_for_ledger, wait_for_page, wait_for_worker


@pytest.mark.parametrize("wait", [wait_for_ledger, wait_for_worker], ids=["ledger", "worker"])
@given(tries=st.integers(0, 1000))
def test_a_wait_grows_up_to_half_a_minute(wait: "type[float]", tries: int) -> None:
    assert 0 <= wait(tries) <= wait(tries + 1) <= 30


@given(tries=st.integers(0, 100), asked_for=st.none() | st.timedeltas(timedelta(0), timedelta(days=400)))
def test_a_page_is_left_alone_as_asked_for_but_never_for_long(
    tries: int, asked_for: timedelta | None
) -> None:
    found = wait_for_page(tries, asked_for)
    assert wait_for_page(tries) <= found <= timedelta(minutes=30)
    assert asked_for is None or found >= min(asked_for, timedelta(minutes=30))
