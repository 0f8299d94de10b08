import pytest

from twosource.model import Certainty, Field
from twosource.read.found import Found
from twosource.read.merging import as_one, family_of, is_contradicted, merge
from twosource.read.proposals import Proposed
from twosource.text import Span
from twosource.values.party import Party

NAMELESS = Party(name="rebels", kind="armed group", as_said="rebels")
LISTED = Party(name="Falcon Front", kind="armed group", as_said="Front", id="falcon-front")


def found(
    field: Field, start: int, end: int, value: Party | str = NAMELESS, *, score: float | None = None
) -> Found:
    span = Span(start, end)
    return Found(
        field=field,
        value=value,
        span=span,
        said=span,
        score=score,
        origin=None if score is None else "model/1",
    )


def proposed(label: str, start: int, end: int, score: float = 0.9) -> Proposed:
    return Proposed(label=label, span=Span(start, end), score=score)


def test_finds_apart_are_all_kept() -> None:
    ours, theirs = found("target", 0, 5), found("target", 10, 15, score=0.9)
    assert list(merge([ours], [theirs], [])) == [ours, theirs]


def test_the_same_words_give_one_find_with_the_trained_readers_borders() -> None:
    ours, theirs = found("target", 4, 9), found("target", 0, 9, score=0.9)
    assert list(merge([ours], [theirs], [])) == [theirs]


def test_a_listed_party_stays_the_rules() -> None:
    ours, theirs = found("perpetrator", 4, 9, LISTED), found("perpetrator", 0, 9, score=0.9)
    (one,) = merge([ours], [theirs], [])
    assert (one.value, one.said, one.origin, one.score) == (LISTED, Span(4, 9), None, 0.9)


def test_the_longer_phrase_of_the_rules_stays() -> None:
    ours, theirs = found("target", 0, 19), found("target", 12, 19, score=0.9)
    (one,) = merge([ours], [theirs], [])
    assert (one.said, one.origin, one.score) == (Span(0, 19), None, 0.9)


def test_kinds_that_nobody_tells_apart_are_one_find_wherever_they_stand() -> None:
    ours, theirs = found("kind", 0, 9, "car bombing"), found("kind", 40, 49, "bombing", score=0.9)
    (one,) = merge([ours], [theirs], [])
    assert (one.value, one.said) == ("car bombing", Span(0, 9))


@pytest.mark.parametrize(
    ("kind", "family"),
    [
        ("car bombing", "bombing"),
        ("explosion", "bombing"),
        ("shooting", "attack"),
        ("arson", "arson"),
        ("rocket attack", None),
        ("clash", None),
    ],
)
def test_a_kind_has_a_family_where_a_trained_reader_can_tell_it(kind: str, family: str | None) -> None:
    assert family_of(kind) == family


def test_a_weapon_keeps_its_standing_name_and_gets_the_whole_phrase() -> None:
    ours, theirs = found("weapon", 9, 13, "bomb"), found("weapon", 0, 13, "powerful bomb", score=0.9)
    (one,) = merge([ours], [theirs], [])
    assert (one.value, one.said, one.origin) == ("bomb", Span(0, 13), "model/1")


def test_certainty_of_the_rules_goes_with_the_find() -> None:
    ours = Found(
        field="perpetrator",
        value=NAMELESS,
        span=Span(0, 9),
        said=Span(4, 9),
        certainty=Certainty.SUSPECTED,
    )
    assert as_one(ours, found("perpetrator", 0, 9, score=0.9)).certainty is Certainty.SUSPECTED


@pytest.mark.parametrize(
    ("field", "label", "score", "contradicted"),
    [
        ("perpetrator", "victim", 0.95, True),
        ("perpetrator", "victim", 0.5, False),
        ("perpetrator", "perp_individual", 0.95, False),
        ("target", "weapon", 0.95, True),
        ("killed", "weapon", 0.95, False),
    ],
    ids=["surely another", "perhaps another", "the same", "weapon", "no role of its own"],
)
def test_the_rules_are_contradicted_by_a_sure_other_role(
    field: Field,
    label: str,
    score: float,
    contradicted: bool,
) -> None:
    assert is_contradicted(found(field, 0, 9), [proposed(label, 0, 9, score)]) is contradicted


def test_two_roles_of_the_same_words_contradict_nothing() -> None:
    spans = [proposed("victim", 0, 9), proposed("perp_individual", 0, 9, 0.3)]
    assert not is_contradicted(found("perpetrator", 0, 9), spans)


def test_a_role_of_other_words_contradicts_nothing() -> None:
    assert not is_contradicted(found("perpetrator", 0, 9), [proposed("victim", 6, 30)])
