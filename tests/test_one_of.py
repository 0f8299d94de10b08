import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.text import one_of


@pytest.mark.parametrize(
    ("phrases", "text", "found"),
    [
        pytest.param(["gun", "gunmen"], "gunmen", "gunmen", id="the longest that fits"),
        pytest.param(["gun", "gunmen"], "gunmetal", "gun", id="a shorter one where the longer breaks off"),
        pytest.param(["i.e.d.", "ied"], "ixexdx", None, id="a full stop is itself"),
        pytest.param(["bomb"], "bomb", "bomb", id="one alone"),
        pytest.param(["bomb"], "boma", None, id="nothing that only begins alike"),
    ],
)
def test_finds_phrases(phrases: list[str], text: str, found: str | None) -> None:
    match = re.match(one_of(phrases), text)
    assert (match.group() if match else None) == found


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.text("ab .", min_size=1, max_size=5), min_size=1, max_size=8), st.text("ab .", max_size=12)
)
def test_finds_what_a_list_longest_first_finds(phrases: list[str], text: str) -> None:
    listed = "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))
    spans = [
        [match.span() for match in re.finditer(rf"{form}\b", text)]
        for form in (f"(?:{listed})", one_of(phrases))
    ]
    assert spans[0] == spans[1]
