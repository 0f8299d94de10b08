from hypothesis import given
from hypothesis import strategies as st

from twosource.archive.arrivals import Row, in_order

rows = st.lists(
    st.tuples(st.integers(0, 2**63 - 1), st.text(max_size=3), st.text(max_size=20)),
    unique_by=lambda row: (row[0], row[1]),
)


@given(rows)
def test_rows_come_back_in_the_order_they_arrived(arrived: list[Row]) -> None:
    with in_order(arrived) as bodies:
        found = list(bodies)
    ordered = sorted(arrived, key=lambda row: (row[0], row[1].encode()))
    assert found == [body for _, _, body in ordered]
