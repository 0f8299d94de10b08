from datetime import datetime
from typing import Any

import pytest

from tests.tally.samples import NAHR, at, fact, incident, on
from twosource.model import Incident, PressTally
from twosource.tally import check_press
from twosource.tally.press import find_kinds
from twosource.values.count import Count

FIVE = Count(low=5, high=5, as_said="five", number=5)
MORE_THAN_TWO = Count(low=3, high=None, as_said="more than two", number=2)


def held(number: int, **changes: Any) -> list[Incident]:
    return [incident(f"i_{each}", **changes) for each in range(number)]


def tally(count: Count = FIVE, what: str = "bombings", **changes: Any) -> PressTally:
    return PressTally(**{"count": count, "what": what, "where": ("Iraq",), "since": on(3, 1), **changes})


@pytest.mark.parametrize(
    ("press", "incidents", "ledger_since", "verdict"),
    [
        pytest.param(tally(), held(5), at(1, 1), "supported", id="as many"),
        pytest.param(tally(MORE_THAN_TWO), held(9), at(6, 1), "supported", id="at least as many, though it starts late"),
        pytest.param(tally(), held(7), at(6, 1), "contradicted", id="more than the press counts"),
        pytest.param(tally(), held(2), at(6, 1), "cannot say", id="fewer, and the ledger starts later"),
        pytest.param(tally(), held(2), None, "cannot say", id="fewer, and its start is not known"),
        pytest.param(tally(), held(2), at(1, 1), "cannot say", id="fewer, of few sources"),
        pytest.param(tally(), held(2, articles=40), at(1, 1), "contradicted", id="fewer, though closely followed"),
        pytest.param(tally(since=None), held(9), at(1, 1), "cannot say", id="since when is not said"),
        pytest.param(tally(what="kidnappings"), held(9), at(1, 1), "cannot say", id="of another kind"),
        pytest.param(tally(what="bombings of the port"), held(9), at(1, 1), "cannot say", id="of what, is not known"),
        pytest.param(tally(where=("Peru",)), held(9), at(1, 1), "cannot say", id="of elsewhere"),
    ],
)  # fmt: skip
def test_a_press_tally_is_checked(
    press: PressTally, incidents: list[Incident], ledger_since: datetime | None, verdict: str
) -> None:
    found = check_press(press, incidents, ledger_since=ledger_since, said_at=at(4, 1))
    assert found.verdict == verdict
    assert found.why.endswith(".")


def test_more_proves_nothing_where_it_is_not_known_when_the_press_stopped_counting() -> None:
    assert check_press(tally(), held(7), ledger_since=at(1, 1)).verdict == "cannot say"


def test_the_check_says_what_it_counted() -> None:
    port = incident("i_9", fact("when", on(3, 5)), fact("place", NAHR), fact("target", "port"))
    found = check_press(
        tally(what="bombings of the port"), [port, *held(2)], ledger_since=None, said_at=at(4, 1)
    )
    assert (found.low, found.high, found.counted) == (1, 3, ("i_9",))
    assert found.why == 'The ledger holds 1 to 3; the press counts "five", and the ledger starts later.'


@pytest.mark.parametrize(
    ("what", "kinds"),
    [
        ("rocket or drone strikes", ("rocket attack", "drone strike")),
        ("attacks on oil sites", ()),
        ("kidnappings", ("kidnapping",)),
    ],
)
def test_the_kinds_a_tally_names(what: str, kinds: tuple[str, ...]) -> None:
    assert find_kinds(what) == kinds
