"""Our readings in the shape of MUC-4's templates, on wires of our own."""

from typing import Any

from eval.sets.muc4 import TASK
from eval.tasks import Record


def templates(text: str) -> list[dict[str, Any]]:
    """Return the templates read from a text of 14 February 1988."""
    outcome = TASK.read([Record(id="X", data={"text": text, "date": "1988-02-14"})])[0]
    assert "failed" not in outcome
    return list(outcome["templates"])


def strings(mentions: list[dict[str, Any]]) -> list[str]:
    """Return the first string of each entity."""
    return [mention["mentions"][0].lower() for mention in mentions]


def test_members_of_a_body_are_people_and_name_the_body() -> None:
    text = "AREQUIPA, 14 FEB 88 -- SHINING PATH MEMBERS ATTACKED A BANK IN AREQUIPA TODAY WITH DYNAMITE, POLICE SAID."
    (one,) = templates(text)
    assert strings(one["individuals"]) == ["shining path members"]
    assert strings(one["organisations"]) == ["shining path"]
    assert strings(one["targets"]) == ["bank"]
    assert strings(one["weapons"]) == ["dynamite"]
    assert (one["kind"], one["date"]) == ("bombing", "1988-02-14/1988-02-14")


def test_a_victim_goes_by_name_without_office() -> None:
    (one,) = templates(
        "AREQUIPA, 14 FEB 88 -- JUDGE LUISA OYARZUN WAS SHOT DEAD IN AREQUIPA TODAY BY TWO GUNMEN."
    )
    named = [mention for mention in one["victims"] if mention.get("named")]
    assert strings(named) == ["luisa oyarzun"]
    assert strings(one["individuals"]) == ["gunmen"]


def test_an_attack_on_an_army_is_no_template() -> None:
    assert (
        templates(
            "AREQUIPA, 14 FEB 88 -- REBELS ATTACKED AN ARMY PATROL NEAR AREQUIPA TODAY, KILLING TWO SOLDIERS."
        )
        == []
    )
