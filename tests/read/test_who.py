"""Who was hit, who is blamed, who owns up, each with sentences that must give nothing."""

import pytest

from tests.read.scenes import claims_of, make_told, told
from twosource.model import Voice

A = "asserted"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Rockets struck the embassy compound, officials said.", [("embassy compound", A)]),
        ("The convoy was ambushed near a bridge.", [("convoy", A)]),
        ("A grenade was thrown at a phone shop on the main street.", [("phone shop", A)]),
        ("A bus carrying miners was hit by a roadside bomb.", [("bus", A)]),
        ("The target was the police van, the governor said.", [("police van", A)]),
        ("A customs post was the target, residents said.", [("customs post", A)]),
        ("A device exploded outside a courthouse.", [("courthouse", A)]),
        ("Two men threw a petrol bomb into a bakery shop.", [("bakery shop", A)]),
        ("A 19-year-old man was shot in the leg.", [("19-year-old man", A)]),
        ("The attackers fired at people waiting for a ferry.", [("people waiting for a ferry", A)]),
        ("Drones hit an oil pumping station by the lake.", [("oil pumping station", A)]),
        ("An official denied that a civilian clinic was targeted.", [("civilian clinic", "denied")]),
        ("The rebels may have targeted a military patrol.", [("military patrol", "possible")]),
    ],
    ids=[
        "object", "passive", "thrown-at", "carrying", "target-was", "was-target", "beside", "into",
        "person", "doing", "gerund", "denied", "possible",
    ],
)  # fmt: skip
def test_a_target_is_what_was_hit_or_aimed_at(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert told(sentence, "target", after_lead=True) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The attack on Tuesday shocked the region.",
        "The gunmen attacked on Sunday night.",
        "Officers fired at the suspect.",
        "The attackers did not hit the hospital.",
        "They opened fire with rifles.",
        "Two women were shot at a park.",
        "The shooting on Odera Street lasted an hour.",
        "The strike hit Kisumu.",
        "The minister attacked the plan.",
        "The guards hit the ground.",
    ],
    ids=["day", "night", "suspect", "not", "weapon", "where", "street", "town", "plan", "ground"],
)
def test_days_streets_towns_and_figures_of_speech_are_no_targets(sentence: str) -> None:
    assert told(sentence, "target", after_lead=True) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Masked men attacked the depot.", [("Masked men", A)]),
        ("The raid was carried out by Anyanya rebels.", [("Anyanya rebels", A)]),
        ("The governor blamed separatist militants for the attack.", [("separatist militants", "suspected")]),
        ("Investigators suspect the Lakeland Front.", [("Lakeland Front", "suspected")]),
        ("The army said the Lakeland Front was behind the attack.", [("Lakeland Front", A)]),
        (
            "One line of inquiry is that loyalist paramilitaries were involved.",
            [("loyalist paramilitaries", "possible")],
        ),
        ("A suspected militant fired a rocket at the depot.", [("militant", "suspected")]),
        ("A man stabbed two shopkeepers.", [("man", A)]),
        ("The gunmen belong to a group known as Simba Wa Ziwa.", [("Simba Wa Ziwa", A)]),
    ],
    ids=["active", "done-by", "blamed", "suspect", "behind", "involved", "suspected", "man", "belong"],
)
def test_a_perpetrator_is_who_did_it_or_is_blamed(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert told(sentence, "perpetrator", after_lead=True) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The attack was claimed by the Lakeland Front.",
        "Several agencies are involved in the investigation.",
        "Troops killed two insurgents in the chase.",
        "Two men shot near the park are in hospital.",
        "Police did not say who was behind the attack.",
        "An inquiry was launched by police.",
        "Police did not immediately name the wounded guard.",
        "The boats belong to Otieno Ouma.",
    ],
    ids=["claimed", "agencies", "answer", "passive", "unknown", "inquiry", "adjective", "owner"],
)
def test_owning_up_inquiries_and_answers_are_no_blame(sentence: str) -> None:
    assert told(sentence, "perpetrator", after_lead=True) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("No group has claimed responsibility for the attack.", [("none claimed -", "so far")]),
        ("No one has claimed the attack.", [("none claimed -", "so far")]),
        ("There was no immediate claim of responsibility.", [("none claimed -", "so far")]),
        ("Nobody has said they planted the bomb.", [("none claimed -", "so far")]),
        (
            "The Lakeland Front claimed responsibility for the attack.",
            [("claimed Lakeland Front", "claimed")],
        ),
        (
            "Responsibility for the attack was claimed by the Lakeland Front.",
            [("claimed Lakeland Front", "claimed")],
        ),
        ("The Lakeland Front denied involvement in the attack.", [("denied Lakeland Front", "denied")]),
        (
            "A caller using the name Sons of Winam said the group had carried out the attack.",
            [("claimed Sons of Winam", "claimed")],
        ),
        (
            "A commander of the Lakeland Front denied that the faction was behind the attack.",
            [("denied Lakeland Front", "denied")],
        ),
        (
            "Police blamed the Lakeland Front. The group denied any role in the attack.",
            [("denied Lakeland Front", "denied")],
        ),
    ],
    ids=["none", "no-one", "immediate", "nobody", "claimed", "by", "denied", "caller", "that", "the-group"],
)
def test_responsibility_is_claimed_denied_or_claimed_by_nobody(
    sentence: str, expected: list[tuple[str, str]]
) -> None:
    assert told(sentence, "responsibility", after_lead=True) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Police said they had carried out a raid.",
        "The company claimed the market was safe.",
        "The mayor denied the report.",
    ],
    ids=["police", "company", "report"],
)
def test_other_claims_and_denials_are_no_responsibility(sentence: str) -> None:
    assert told(sentence, "responsibility", after_lead=True) == []


def test_who_owns_up_is_the_voice() -> None:
    article = make_told("The Lakeland Front claimed responsibility for the attack.", after_lead=True)
    (claim,) = claims_of(article, "responsibility")
    assert claim.voice == Voice(name="Lakeland Front", kind="armed group", body="Lakeland Front")


def test_who_goes_on_to_blame_is_the_one_who_spoke() -> None:
    text = "A governor, Otieno Ouma, said two boats were burnt and blamed separatist militants."
    (claim,) = claims_of(make_told(text, after_lead=True), "perpetrator")[1:]
    assert (claim.voice.kind, claim.certainty.value) == ("official", "suspected")
