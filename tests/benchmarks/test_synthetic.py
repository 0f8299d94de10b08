from itertools import islice

import pytest

synthetic = pytest.importorskip("synthetic")


def test_the_same_seed_tells_the_same_news() -> None:
    first, again, other = (
        [told.record() for told in islice(synthetic.articles(seed), 20)] for seed in (1, 1, 2)
    )

    assert first == again
    assert first != other


def test_news_comes_in_the_order_of_its_publication() -> None:
    published = [told.published for told in islice(synthetic.articles(), 60)]

    assert published == sorted(published)
    assert published[0] >= synthetic.FIRST_DAY


def test_an_incident_is_told_as_often_as_asked_and_never_before_it_happens() -> None:
    happening = next(synthetic.happenings())
    told = synthetic.tell(happening, times=30)

    assert len({one.number for one in told}) == 30
    assert all(one.published > happening.at for one in told)


def test_no_background_word_may_tell_of_another_incident() -> None:
    words, shares = synthetic.ordinary()

    assert not {"killed", "bomb", "police", "monday"} & set(words)
    assert list(shares) == sorted(shares)
