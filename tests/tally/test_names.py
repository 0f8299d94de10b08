"""Who or what a name asks for, in any order of its words, and whether a party and its place are that."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tally.samples import IRAQ, KISUMU, NAHR, TAL, place
from twosource.model import Value
from twosource.tally import Fit
from twosource.tally.names import read_name
from twosource.tally.parties import fit_party
from twosource.values.party import Party
from twosource.values.place import Place

INSIDE, BORDER, OUTSIDE = Fit.INSIDE, Fit.BORDER, Fit.OUTSIDE
BAGHDAD = place("Green Zone", 33.3, 44.4, "Baghdad", "Iraq", kind="district")
SITE = place("US embassy", 33.3, 44.4, "Green Zone", "Baghdad", "Iraq", kind="site")


def party(name: str, kind: str, country: str | None = None, **changes: str) -> Party:
    return Party(name=name, kind=kind, as_said=name, country=country, **changes)  # type: ignore[arg-type]


US_EMBASSY = party("U.S. embassy", "diplomatic", "US")
AMERICAN = party("American mission", "diplomatic", "US")
IRAQI_POLICE = party("police", "police")
ISWAP = party("Islamic State West Africa Province", "armed group", "NG", id="islamic-state/iswap")
ISLAMIC_STATE = party("Islamic State", "armed group", id="islamic-state")


@pytest.mark.parametrize(
    ("asked", "value", "where", "fit"),
    [
        pytest.param("US embassy Baghdad", US_EMBASSY, BAGHDAD, INSIDE, id="owner, thing, place"),
        pytest.param("Baghdad US embassy", US_EMBASSY, BAGHDAD, INSIDE, id="place first"),
        pytest.param("embassy of the US in Baghdad", US_EMBASSY, BAGHDAD, INSIDE, id="in a phrase"),
        pytest.param("us embassy baghdad", US_EMBASSY, BAGHDAD, INSIDE, id="in small letters"),
        pytest.param("American embassy, Iraq", US_EMBASSY, BAGHDAD, INSIDE, id="by its country's other names"),
        pytest.param("embassy Iraq", US_EMBASSY, BAGHDAD, INSIDE, id="any embassy in a country"),
        pytest.param("Iraqi embassy", US_EMBASSY, BAGHDAD, OUTSIDE, id="another's embassy there"),
        pytest.param("US embassy", party("embassy", "diplomatic", "EC"), KISUMU, OUTSIDE, id="another's embassy"),
        pytest.param("US embassy", party("embassy", "diplomatic"), BAGHDAD, BORDER, id="nobody knows whose"),
        pytest.param("US embassy Baghdad", US_EMBASSY, KISUMU, OUTSIDE, id="the same owner's elsewhere"),
        pytest.param("US embassy Baghdad", US_EMBASSY, IRAQ, BORDER, id="somewhere in the country"),
        pytest.param("US embassy Baghdad", US_EMBASSY, None, BORDER, id="nobody knows where"),
        pytest.param("US embassy Baghdad", party("US forces", "state force", "US"), SITE, BORDER, id="hit at the embassy"),
        pytest.param("US mission", US_EMBASSY, BAGHDAD, INSIDE, id="a wider word"),
        pytest.param("US embassy", AMERICAN, BAGHDAD, OUTSIDE, id="a narrower word is not met"),
        pytest.param("US forces", US_EMBASSY, BAGHDAD, OUTSIDE, id="an embassy is not forces"),
        pytest.param("Iraqi police", IRAQI_POLICE, BAGHDAD, INSIDE, id="police are the country's own"),
        pytest.param("Iraqi police", IRAQI_POLICE, KISUMU, OUTSIDE, id="another country's own"),
        pytest.param("Baghdad", US_EMBASSY, BAGHDAD, OUTSIDE, id="a place alone is no target"),
        pytest.param("US", US_EMBASSY, BAGHDAD, INSIDE, id="an owner alone"),
        pytest.param("ISIS", ISLAMIC_STATE, NAHR, INSIDE, id="another name of the list"),
        pytest.param("Islamic State", ISWAP, NAHR, INSIDE, id="a branch of it"),
        pytest.param("ISWAP", ISLAMIC_STATE, NAHR, BORDER, id="only its umbrella is named"),
        pytest.param("Taliban", ISLAMIC_STATE, NAHR, OUTSIDE, id="another of the list"),
        pytest.param("pro-Iran groups", party("Iran-aligned militias", "armed group", "IR"), TAL, INSIDE, id="allies"),
        pytest.param("police station", "a police van", NAHR, OUTSIDE, id="half of the words"),
    ],
)  # fmt: skip
def test_a_target_is_the_one_asked_for(asked: str, value: Value, where: Place | None, fit: Fit) -> None:
    assert fit_party(value, read_name(asked), [where] if where else []).fit is fit


def test_a_name_is_taken_apart() -> None:
    found = read_name("US embassy Baghdad")

    assert (found.words, found.whose, found.either) == (
        frozenset({"embassy"}),
        frozenset({"US"}),
        frozenset(),
    )
    assert [each.name for each in found.places] == ["Baghdad"]


@settings(deadline=None, max_examples=20)
@given(st.permutations(["Danish embassy", "Kisumu", "the"]))
def test_the_order_of_a_thing_and_its_place_changes_nothing(words: list[str]) -> None:
    embassy = party("embassy of Denmark", "diplomatic", "DK")

    assert fit_party(embassy, read_name(" ".join(words)), [KISUMU]).fit is INSIDE
