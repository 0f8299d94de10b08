import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.archive.nodes import name_report, number_report


@given(st.integers(-(2**63), 2**63 - 1))
def test_a_number_names_one_report(number: int) -> None:
    assert number_report(name_report(number)) == number


@pytest.mark.parametrize(
    ("report", "number"),
    [("r_0000000000000000", 0), ("r_000000000000000a", 10), ("r_ffffffffffffffff", -1)],
    ids=["first", "ten", "last"],
)
def test_a_report_has_the_number_its_digits_write(report: str, number: int) -> None:
    assert number_report(report) == number
    assert name_report(number) == report


@pytest.mark.parametrize("words", ["a_0000000000000000", "0000000000000000", "r_none"])
def test_what_is_no_report_has_no_number(words: str) -> None:
    with pytest.raises(ValueError, match=r"report|literal"):
        number_report(words)
