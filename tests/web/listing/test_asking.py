from datetime import UTC, datetime
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.asking import Asked
from twosource.errors import InputError
from twosource.lens import Lens
from twosource.model import Status
from twosource.store import Box, Order
from twosource.web.listing.asking import View, read_view

_VIEWS = st.builds(
    View,
    asked=st.builds(
        Asked,
        since=st.none() | st.just(datetime(2024, 1, 1, tzinfo=UTC)),
        place=st.none() | st.sampled_from(["Kisumu", "a & b", "№ 7?"]),
        box=st.none() | st.just(Box(west=170, south=-20, east=-170, north=0.5)),
        kinds=st.sampled_from([(), ("shooting",), ("shooting", "bombing")]),
        statuses=st.sampled_from([(), (Status.SINGLE_SOURCE,)]),
        with_place=st.none() | st.booleans(),
    ),
    order=st.sampled_from(list(Order)),
    after=st.none() | st.sampled_from(["bmV3ZXN0IDEgaV8x", "x-_"]),
)


@settings(max_examples=60, deadline=None)
@given(view=_VIEWS)
def test_an_address_reads_back_as_it_was_asked(view: View) -> None:
    assert read_view(parse_qsl(view.write(after=view.after))) == view


def test_changing_a_part_goes_back_to_the_first_page() -> None:
    view = View(asked=Asked(place="Kisumu", kinds=("shooting",)), order=Order.CHANGED, after="x")

    assert view.query(place=None) == "kind=shooting&sort=change"
    assert view.write(order=Order.NEWEST) == "place=Kisumu&kind=shooting"


def test_a_lens_is_read_and_not_handed_on() -> None:
    view = read_view([("as_of", "2024-01-01"), ("place", "Kisumu")])

    assert view.asked.lens != Lens()
    assert view.write() == "place=Kisumu"


def test_parameters_beside_are_left_to_others() -> None:
    assert read_view([("view", "0,0,1,1")], beside=("view",)) == View(asked=Asked())
    with pytest.raises(InputError, match="'view' is no parameter here"):
        read_view([("view", "0,0,1,1")])
