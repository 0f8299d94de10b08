import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.ingest.live.hosts import PATIENCE_S, Busy, Hosts, back_off_s


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=20), st.integers(1, 10_000))
def test_back_off_doubles_within_bounds(name: str, failures: int) -> None:
    longest = min(2.0 ** min(failures, 20), 600.0)
    assert longest / 2 <= back_off_s(name, failures) <= longest


def test_hosts_that_fail_together_do_not_come_back_together() -> None:
    assert len({back_off_s(f"{number}.example", 5) for number in range(30)}) == 30


def test_memory_does_not_grow_with_the_hosts_met() -> None:
    async def meet() -> int:
        hosts = Hosts(2)
        for number in range(2_500):
            async with hosts.turn(f"{number}.example") as host:
                host.fail(asyncio.get_running_loop().time())
        return len(hosts)

    assert asyncio.run(meet()) <= 2_000


def test_a_host_to_be_left_alone_is_remembered_before_others() -> None:
    async def meet() -> None:
        hosts = Hosts(2)
        async with hosts.turn("busy.example") as host:
            host.fail(asyncio.get_running_loop().time(), wait_s=3_600)
        for number in range(2_500):
            async with hosts.turn(f"{number}.example"):
                pass
        async with hosts.turn("busy.example"):
            pass

    with pytest.raises(Busy) as caught:
        asyncio.run(meet())
    assert 3_500 < caught.value.wait_s <= 3_600


def test_whoever_waits_for_a_host_that_closes_is_told() -> None:
    async def meet() -> list[str]:
        hosts, told = Hosts(4), []

        async def take(wait_s: float) -> None:
            try:
                async with hosts.turn("a.example") as host:
                    await asyncio.sleep(0.01)
                    host.fail(asyncio.get_running_loop().time(), wait_s=wait_s)
                    told.append("asked")
            except Busy:
                told.append("later")

        await asyncio.gather(*(take(PATIENCE_S * 10) for _ in range(3)))
        return told

    assert asyncio.run(meet()) == ["asked", "later", "later"]


def test_no_more_hosts_are_asked_at_a_time_than_allowed() -> None:
    async def meet() -> int:
        hosts, under_way, most = Hosts(3), 0, 0

        async def take(name: str) -> None:
            nonlocal under_way, most
            async with hosts.turn(name):
                under_way += 1
                most = max(most, under_way)
                await asyncio.sleep(0.001)
                under_way -= 1

        await asyncio.gather(*(take(f"{number}.example") for number in range(12)))
        return most

    assert asyncio.run(meet()) == 3
