"""What the ledger makes of "the first since": invented cases, each judged as an analyst would."""

from typing import Any

import pytest

from tests.tally.samples import (
    EMBASSY,
    IRAQ,
    KISUMU,
    NAHR,
    POLICE,
    TAL,
    UNSURE,
    at,
    case,
    exactly,
    fact,
    first,
    incident,
    on,
    since,
    twins,
)
from twosource.model import Certainty, FirstSince, Incident
from twosource.tally import Ground, Holding, PressCheck, Printed, check_press
from twosource.values.party import Party

CONFIRMED, CONSISTENT, CONTRADICTED, CANNOT_SAY = "confirmed", "consistent", "contradicted", "cannot say"
OTHER_EMBASSY = Party(name="Dutch embassy", kind="diplomatic", as_said="the Dutch embassy", country="NL")
BARE = Party(name="embassy", kind="diplomatic", as_said="the embassy")
DEADLIEST: dict[str, Any] = {"said": "the deadliest bombing since", "what": "bombing in Iraq"}


def check(printed: Printed, *earlier: Incident, **ledger: Any) -> PressCheck:
    known: dict[str, Any] = {"since": at(1, 1).replace(year=2023), **ledger}
    return check_press(printed, Holding(incidents=(printed.home.incident, *earlier), **known))


def hit(day: Any = None, where: Any = NAHR, **told: Any) -> Incident:
    """Tell of an earlier bombing of the same embassy, unless told otherwise."""
    return case("i_1", day or on(3, 5), where, **{"target": EMBASSY, **told})


FIRSTS: list[Any] = [
    (first(), [hit()], {}, CONTRADICTED, "the same before"),
    (first(), [], {}, CONSISTENT, "none before"),
    (first(), [], {"since": at(4, 1)}, CANNOT_SAY, "none, and the ledger starts later"),
    (first(), [], {"since": None}, CANNOT_SAY, "none, and nobody knows where the ledger starts"),
    (first(), [], {"follows": False}, CANNOT_SAY, "none, and the ledger holds nothing else of there"),
    (first(start=since(3, 5)), [hit()], {}, CONFIRMED, "the last one was on that very day"),
    (first(start=since(4)), [hit()], {}, CONSISTENT, "the last one was before"),
    (first(start=since(3, precision="month")), [hit()], {}, CONFIRMED, "the last one was in that month"),
    (first(start=since(2, 25, about=True)), [hit()], {}, CANNOT_SAY, "about the time of the last one"),
    (first(), [hit(on(5, 20))], {}, CANNOT_SAY, "another on the same day"),
    (first(), [hit(on(5, 25))], {}, CONSISTENT, "another later"),
    (first(), [hit(on(3, 1, days=60))], {}, CANNOT_SAY, "some day before"),
    (first(), [hit()], {"twins": (twins("i_1", "i_home"),)}, CANNOT_SAY, "what may be this same incident"),
    (first(), [hit(kind="shooting")], {}, CONSISTENT, "another kind before"),
    (first(), [hit(kind="attack")], {}, CANNOT_SAY, "an attack of no told kind before"),
    (first(), [hit(kind="car bombing")], {}, CONTRADICTED, "a special case of the kind before"),
    (first("attack on the Danish embassy"), [hit(kind="shooting")], {}, CONTRADICTED, "any attack before"),
    (first("attack on the Danish embassy"), [hit(kind="robbery")], {}, CONSISTENT, "a robbery is no attack"),
    (first(), [hit(target=POLICE)], {}, CONSISTENT, "another target before"),
    (first(), [hit(target=OTHER_EMBASSY)], {}, CONSISTENT, "another embassy before"),
    (first(), [hit(target=BARE)], {}, CANNOT_SAY, "an embassy of nobody knows whom"),
    (first(), [case("i_1")], {}, CANNOT_SAY, "a target not told"),
    (first(), [hit(where=KISUMU)], {}, CANNOT_SAY, "the embassy in another country"),
    (first(), [hit(where=None)], {}, CANNOT_SAY, "a place not told"),
    (first(), [hit(where=IRAQ)], {}, CANNOT_SAY, "a place told by its country alone"),
    (first("bombing of the Danish embassy in Iraq"), [hit(where=TAL)], {}, CONTRADICTED, "elsewhere in the country meant"),
    (first("bombing in Nahr"), [case("i_1")], {}, CONTRADICTED, "the same place, whatever the target"),
    (first("bombing in Nahr"), [case("i_1", where=TAL)], {}, CONSISTENT, "another town"),
    (first("bombing", where=("Syria", "Nahr")), [case("i_1")], {}, CONTRADICTED, "of places in the sentence the own"),
    (first("bombing"), [case("i_1")], {}, CANNOT_SAY, "where is not told"),
    (first("kidnapping in Nahr"), [case("i_1")], {}, CANNOT_SAY, "this incident is none of those"),
    (first("bombing in Peru"), [case("i_1")], {}, CANNOT_SAY, "this incident is not there"),
    (first("fatal bombing in Nahr"), [case("i_1")], {}, CANNOT_SAY, "the first fatal one"),
    (first("bombing in Nahr", home=incident("i_home", fact("place", NAHR))), [case("i_1")], {}, CANNOT_SAY,
     "when this one happened is not told"),
    (first(), [incident("i_1", fact("when", on(3, 5), **UNSURE), fact("place", NAHR), fact("target", EMBASSY))],
     {}, CANNOT_SAY, "a disputed day before"),
    (first(), [incident("i_1", fact("when", on(3, 5)), fact("place", NAHR), fact("target", EMBASSY, **UNSURE))],
     {}, CANNOT_SAY, "a disputed target before"),
    (first(), [incident("i_1", fact("when", on(3, 5)), fact("place", NAHR), fact("target", EMBASSY),
                        fact("kind", "bombing", certainty=Certainty.POSSIBLE))], {}, CANNOT_SAY, "one that perhaps happened"),
    # the deadliest, the largest
    (first(**DEADLIEST, home=case("i_home", on(5, 20), killed=exactly(4))), [hit(killed=exactly(9))], {}, CONTRADICTED,
     "a deadlier one before"),
    (first(**DEADLIEST, home=case("i_home", on(5, 20), killed=exactly(4))), [hit(killed=exactly(4))], {}, CONSISTENT,
     "one as deadly before"),
    (first(**DEADLIEST, home=case("i_home", on(5, 20))), [hit(killed=exactly(9))], {}, CONSISTENT, "its own dead not told"),
    (first(said="the largest bombing since", what="bombing in Iraq"), [hit()], {}, CANNOT_SAY, "the largest is not ranked"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "earlier", "ledger", "verdict"),
    [pytest.param(*row[:4], id=row[4]) for row in FIRSTS],
)
def test_a_first_is_set_against_the_ledger(
    printed: Printed, earlier: list[Incident], ledger: dict[str, Any], verdict: str
) -> None:
    found = check(printed, *earlier, **ledger)

    assert (found.verdict, found.why[-1]) == (verdict, ".")
    assert (found.ground is Ground.NONE) == (verdict != CANNOT_SAY)


def test_without_a_start_nobody_can_say() -> None:
    value = FirstSince(what="bombing in Nahr", since=None)
    bare = Printed(value=value, said="the first", home=first().home)

    assert check(bare, hit()).ground is Ground.NO_START


def test_a_contradiction_names_the_latest_one_before() -> None:
    older = case("i_1", on(2, 5), headline="Bombing in February")
    newer = case("i_2", on(3, 5), headline="Bombing in March")
    found = check(first("bombing in Nahr"), older, newer)

    assert found.counted == ("i_1", "i_2")
    assert found.why == "The ledger holds an earlier one in between: Bombing in March."
