"""Numbers in an address as programs print them."""

from twosource.asking import parse_filter
from twosource.store import Box


def test_degrees_may_have_all_the_digits_that_a_program_prints() -> None:
    asked = parse_filter(
        {"box": "0.3900000000000001,0.43999999999999995,6.390000000000001,6.4399999999999995"}
    )
    assert asked.box == Box(west=0.39, south=0.44, east=6.39, north=6.44)
