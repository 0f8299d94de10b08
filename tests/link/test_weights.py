import pytest

from twosource.link import FEATURES
from twosource.link.finding import HARD, MISREADABLE
from twosource.link.weights import Weights, load_weights, read_weights


def test_every_reason_has_points_and_every_points_a_reason() -> None:
    assert load_weights().points.keys() == {getattr(feature, "__name__", "") for feature in FEATURES}


def test_points_are_in_bits_and_none_outweighs_hard_evidence() -> None:
    soft = [
        points for levels in load_weights().points.values() for points in levels.values() if points > HARD
    ]
    assert all(-10 < points < 10 for points in soft)


@pytest.mark.parametrize("name", sorted(MISREADABLE))
def test_what_can_be_misread_costs_little_where_it_is(name: str) -> None:
    levels = load_weights().points[name]
    assert min(levels.values()) < levels["misread"] <= 0


def test_two_incidents_in_one_article_and_two_attacks_stay_hard() -> None:
    points = load_weights().points
    assert points["same_article"]["told"] == points["two_attacks"]["told"] == HARD


def test_a_pair_is_unsure_before_it_is_the_same() -> None:
    weights = load_weights()
    assert weights.unsure_at <= weights.even <= weights.same_at


@pytest.mark.parametrize(("score", "chance"), [(-9.0, 0.1), (2.0, 0.3), (3.0, 0.5), (99.0, 0.5)])
def test_the_chance_of_a_score_is_drawn_between_the_rows_of_the_table(score: float, chance: float) -> None:
    weights = Weights(points={}, same_at=4, unsure_at=2, even=3, chances=((1.0, 0.1), (3.0, 0.5)))
    assert weights.find_chance(score) == pytest.approx(chance)


def test_chances_never_fall_as_scores_rise() -> None:
    shares = [share for _, share in load_weights().chances]
    assert shares == sorted(shares)


def test_weights_without_thresholds_are_refused() -> None:
    with pytest.raises(KeyError, match="thresholds"):
        read_weights("[reasons.same_day]\nexact = { points = 3.0 }\n")
