"""What the ledger makes of counts in the press: invented cases, each judged as an analyst would."""

from dataclasses import replace
from typing import Any

import pytest

from tests.tally.samples import (
    EMBASSY,
    IRAQ,
    KISUMU,
    NAHR,
    POLICE,
    RIVER,
    TAL,
    UNSURE,
    at,
    case,
    counted,
    exactly,
    fact,
    incident,
    on,
    since,
    twins,
)
from twosource.ids import ClaimId
from twosource.model import Certainty, Incident, PressTally, Status
from twosource.tally import Ground, Held, Holding, PressCheck, Printed, check_press
from twosource.values.party import Party

CONFIRMED, CONSISTENT, CONTRADICTED, CANNOT_SAY = "confirmed", "consistent", "contradicted", "cannot say"
NOBODY_KNOWS = {"since": None}
STARTS_LATE = {"since": at(4, 1)}
TROOPS = Party(name="Danish troops", kind="state force", as_said="Danish troops", country="DK")


def many(number: int, **told: Any) -> list[Incident]:
    """Hold so many bombings in Nahr, a day apart from 5 March on."""
    return [case(f"i_{each}", on(3, 5 + each), **told) for each in range(number)]


def check(printed: Printed, incidents: list[Incident], **ledger: Any) -> PressCheck:
    known: dict[str, Any] = {"since": at(1, 1).replace(year=2023), **ledger}
    return check_press(printed, Holding(incidents=tuple(incidents), **known))


COUNTS: list[Any] = [
    # as many, more, fewer
    (counted("five"), many(5), {}, CONFIRMED, "as many"),
    (counted("at least three"), many(3), {}, CONFIRMED, "as many as at least"),
    (counted("more than two"), many(9), {}, CONFIRMED, "more, and the press leaves room"),
    (counted("more than two"), many(9), STARTS_LATE, CONFIRMED, "enough, though the ledger starts late"),
    (counted("more than 70"), many(12), {}, CONSISTENT, "fewer than at least 70"),
    (counted("five"), many(2), {}, CONSISTENT, "fewer, for a ledger may miss some"),
    (counted("five"), many(7), {}, CONTRADICTED, "more than the press counts"),
    (counted("up to three"), many(4), {}, CONTRADICTED, "more than up to"),
    (counted("about 20"), many(21), {}, CONFIRMED, "about as many"),
    # when
    (counted("five"), many(2), STARTS_LATE, CANNOT_SAY, "fewer, and the ledger starts later"),
    (counted("five"), many(5), STARTS_LATE, CANNOT_SAY, "as many, and more may lie before the ledger starts"),
    (counted("five"), many(7), STARTS_LATE, CONTRADICTED, "more, though the ledger starts later"),
    (counted("five"), many(2), NOBODY_KNOWS, CANNOT_SAY, "the start of the ledger is not known"),
    (counted("one"), [case("i_1", on(3, 5)), case("i_2", on(2, 20, days=20))], {}, CONTRADICTED, "a vague day inside"),
    (counted("one", start=since(3)), [case("i_1"), case("i_2", on(2, 20, days=20))], {}, CONFIRMED,
     "a vague day over the start is not sure"),
    (counted("one", start=since(3, precision="month")), many(2), {}, CANNOT_SAY, "since March may begin after them"),
    (counted("one", start=since(3, 1, about=True)), [*many(2), case("i_9", on(3, 20))], {}, CONFIRMED,
     "since about then may begin after some"),
    (counted("one"), [case("i_1"), case("i_2", on(5, 31))], {}, CONFIRMED, "not counted yet when it was printed"),
    (counted("one"), [case("i_1"), case("i_2", on(6, 3))], {}, CONFIRMED, "after the printing"),
    (counted("one", until=on(3, 31)), [*many(1), case("i_9", on(4, 9))], {}, CONFIRMED, "after the end told"),
    (counted("one", start=on(3, 1, days=31)), [*many(1), case("i_9", on(4, 9))], {}, CONFIRMED, "after this month"),
    (replace(counted("five"), printed_at=None), many(7), {}, CANNOT_SAY, "more, but nobody knows until when"),
    (counted("five", start=on(3, 5)), [], {}, CANNOT_SAY, "none of them held"),
    # what
    (counted("one", "attacks"), many(2), {}, CONTRADICTED, "a bombing is an attack"),
    (counted("one", "attacks"), [case("i_1"), case("i_2", kind="robbery")], {}, CONFIRMED, "a robbery is none"),
    (counted("one", "incidents"), [case("i_1"), case("i_2", kind="robbery")], {}, CONTRADICTED, "incidents are any"),
    (counted("one", "car bombings"), many(3), {}, CANNOT_SAY, "perhaps car bombings"),
    (counted("one", "car bomb attacks"), many(2, kind="car bombing"), {}, CONTRADICTED, "car bombs"),
    (counted("one", "kidnappings"), many(3), {}, CANNOT_SAY, "another kind"),
    (counted("one", "shootings and bombings"), [case("i_1"), case("i_2", kind="shooting")], {}, CONTRADICTED, "two kinds"),
    (counted("one", "villages"), many(3), {}, CANNOT_SAY, "no incidents at all"),
    (counted("one", "missiles"), many(3, kind="missile strike"), {}, CANNOT_SAY, "missiles are no strikes"),
    (counted("one", "deadly bombings"), many(3), {}, CANNOT_SAY, "only the deadly ones"),
    (counted("one"), [incident("i_1", fact("when", on(3, 5)), fact("place", NAHR),
                               fact("kind", "bombing", certainty=Certainty.POSSIBLE)), case("i_2")],
     {}, CONFIRMED, "one only possibly happened"),
    # where
    (counted("one", where=("Peru",)), many(3), {"follows": False}, CANNOT_SAY, "the ledger covers other places"),
    (counted("one", where=("Iraq", "Kenya")), [case("i_1"), case("i_2", where=KISUMU)], {}, CONTRADICTED, "two countries"),
    (counted("one", where=("Nahr", "Tal Amud")), [case("i_1"), case("i_2", where=TAL)], {}, CANNOT_SAY,
     "two towns of which one may be the article's own"),
    (counted("one", where=("Nahr",)), [case("i_1"), case("i_2", where=IRAQ)], {}, CONFIRMED, "told only by its country"),
    (counted("one", where=()), many(3), {}, CANNOT_SAY, "where is not told"),
    (counted("one", where=("military base",)), many(3), {}, CANNOT_SAY, "where is no name"),
    (counted("one", "bombings in Iraq and neighbouring Syria in mid-March", where=()), many(2), {}, CONTRADICTED,
     "where stands in the words"),
    (counted("one", "bombings in the two provinces", where=()), many(3), {}, CANNOT_SAY, "which provinces"),
    # against whom, by whom
    (counted("one", "bombings against the Danish embassy"), many(2, target=EMBASSY), {}, CONTRADICTED, "the target"),
    (counted("one", "bombings against the Danish embassy"), many(3, target=POLICE), {}, CANNOT_SAY, "another target"),
    (counted("one", "bombings against the Danish embassy"), many(3), {}, CANNOT_SAY, "no target told"),
    (counted("one", "attacks against Danish forces", where=()), many(2, target=EMBASSY), {}, CANNOT_SAY,
     "an embassy is not forces"),
    (counted("one", "attacks against Danish forces", where=()), many(2, target=TROOPS), {}, CONTRADICTED, "troops are forces"),
    (counted("one", "attacks against Danish or Dutch forces", where=()), many(2, target=TROOPS), {}, CONTRADICTED, "of two"),
    (counted("one", "attacks against Danish forces on bases"), many(2, target=TROOPS), {}, CANNOT_SAY, "whether on a base"),
    (counted("one", "bombings by the River Brigade"), many(2, by=RIVER), {}, CONTRADICTED, "by whom"),
    (counted("one", "bombings by the River Brigade"), many(2), {}, CANNOT_SAY, "by nobody knows whom"),
    (counted("one", "militant attacks"), many(2, by=RIVER), {}, CANNOT_SAY, "militant is not told"),
    # one twice, and people
    (counted("one"), many(2), {"twins": (twins("i_0", "i_1"),)}, CONFIRMED, "two that may be one"),
    (counted("more than three", "people have been killed"), many(2, killed=exactly(2)), {}, CONFIRMED, "the dead"),
    (counted("three", "people have been killed"), many(2, killed=exactly(2)), {}, CONTRADICTED, "more dead"),
    (counted("three", "people have been killed"), many(2), {}, CANNOT_SAY, "the dead are not told"),
    (counted("three", "police officers have been killed"), many(2, killed=exactly(2)), {}, CANNOT_SAY, "of the dead some"),
    (counted("three", "people were killed or wounded"), many(2, killed=exactly(2)), {}, CANNOT_SAY, "dead and hurt"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "incidents", "ledger", "verdict"),
    [pytest.param(*row[:4], id=row[4]) for row in COUNTS],
)
def test_a_count_is_set_against_the_ledger(
    printed: Printed, incidents: list[Incident], ledger: dict[str, Any], verdict: str
) -> None:
    found = check(printed, incidents, **ledger)

    assert (found.verdict, found.why[-1]) == (verdict, ".")
    assert (found.ground is Ground.NONE) == (verdict != CANNOT_SAY)


def third(what: str = "bombing") -> Printed:
    """Print "the third" in an article about a bombing in Nahr on 20 May."""
    value = PressTally(count=replace(exactly(3), as_said="third"), what=what, where=("Iraq",), since=since(1))
    own = case("i_home", on(5, 20))
    return Printed(value=value, said="third", home=Held(incident=own), printed_at=at(5, 21))


@pytest.mark.parametrize(
    ("earlier", "verdict"),
    [
        pytest.param(many(2), CONFIRMED, id="two before it"),
        pytest.param(many(1), CONSISTENT, id="one before it"),
        pytest.param(many(3), CONTRADICTED, id="three before it"),
        pytest.param([*many(2), case("i_9", on(5, 21))], CONFIRMED, id="one after it does not count"),
        pytest.param([*many(2), case("i_9", on(5, 20))], CONFIRMED, id="one on its day may count"),
    ],
)
def test_an_ordinal_counts_its_own_incident(earlier: list[Incident], verdict: str) -> None:
    printed = third()
    assert check(printed, [printed.home.incident, *earlier]).verdict == verdict


def test_an_ordinal_that_does_not_fit_its_own_incident_was_misread() -> None:
    found = check(third("kidnapping"), many(9, kind="kidnapping"))
    assert (found.verdict, found.ground) == (CANNOT_SAY, Ground.DEFINITIONS)


def test_a_disputed_fact_never_contradicts() -> None:
    disputed = [
        incident(f"i_{each}", fact("when", on(3, 5)), fact("place", NAHR), fact("target", EMBASSY, **UNSURE))
        for each in range(3)
    ]
    found = check(counted("one", "bombings against the Danish embassy"), disputed)
    assert (found.verdict, found.low, found.high) == (CANNOT_SAY, 0, 3)
    assert found.borders[0].whys[0].startswith("the target is contradicted")


def test_a_contradicted_day_that_is_inside_either_way_is_sure() -> None:
    moved = incident("i_1", fact("when", on(3, 5), **UNSURE), fact("place", NAHR))
    against = {ClaimId("c_other"): on(3, 6)}
    assert check(counted("one"), [moved], against=against).verdict == CONFIRMED
    assert moved.facts[0].status is Status.CONTRADICTED


def test_the_check_says_what_it_counted_and_why_it_is_not_sure_of_the_rest() -> None:
    port = case("i_9", on(3, 5), target="the port")
    found = check(counted("five", "bombings against the port"), [port, *many(2)], since=at(3, 1))

    assert (found.low, found.high, found.counted) == (1, 3, ("i_9",))
    assert [one.whys for one in found.borders] == [("the target is not told",)] * 2
    assert found.why == 'The press counts 5 ("five"), the ledger 1 to 3; it starts only on 1 March 2024.'
    assert found.sentence == "Bombings in Iraq whose target is named port, from 1 January 2024 to 1 June 2024"
