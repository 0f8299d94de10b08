from dataclasses import replace

from tests.builders import NOW, make_article, make_claim, make_count, make_judgement, make_report
from twosource.model import Copy, CopyRelation
from twosource.store.pairing import COPY_JUDGE, find_copied, judge_copies, pair_reports
from twosource.text import Span

ARTICLE, OTHER, THIRD = make_article(), make_article(outlet="Herald"), make_article(outlet="Post")
TOLD = make_report(ARTICLE, make_claim(ARTICLE, "killed", make_count(4), "Four people were killed"))


def copy_of(original: str) -> Copy:
    return Copy(
        article=OTHER.id,
        original=THIRD.id if original == "third" else ARTICLE.id,
        relation=CopyRelation.NEAR,
        overlap=0.9,
        why="",
    )


def test_a_report_of_the_same_sentences_is_the_heir_whatever_it_finds_in_them() -> None:
    before = replace(make_report(ARTICLE, anchor=3), main=False, kind="kidnapping", spans=(Span(3, 30),))
    after = replace(make_report(ARTICLE, anchor=5), main=False, kind="shooting", spans=(Span(5, 25),))
    elsewhere = replace(make_report(ARTICLE, anchor=40), main=False, kind="kidnapping", spans=(Span(40, 60),))
    assert pair_reports([after, elsewhere], [before]) == {after.id: before.id}


def test_characters_of_two_articles_are_not_compared() -> None:
    ours = replace(make_report(ARTICLE), main=False, spans=(Span(0, 20),))
    theirs = replace(make_report(OTHER), main=False, spans=(Span(0, 20),))
    assert pair_reports([ours], [theirs]) == {}


def test_a_copys_report_goes_with_the_one_of_its_original() -> None:
    ours = make_report(OTHER, make_claim(OTHER, "killed", make_count(4), "Four people were killed"))
    copy = copy_of("first")
    decided = judge_copies(pair_reports([ours], [TOLD]), copy, NOW)
    article_of = {ours.id: OTHER.id, TOLD.id: ARTICLE.id}
    assert find_copied(decided, article_of, {OTHER.id: copy}) == {ours.id: TOLD.id}


def test_what_followed_from_an_original_that_is_none_any_more_is_passed_over() -> None:
    ours = make_report(OTHER)
    decided = [
        make_judgement(ours.id, TOLD.id, decided_by=COPY_JUDGE),
        make_judgement(ours.id, TOLD.id, decided_by="link/1"),
    ]
    article_of = {ours.id: OTHER.id, TOLD.id: ARTICLE.id}
    assert find_copied(decided, article_of, {OTHER.id: copy_of("third")}) == {}
    assert find_copied(decided[1:], article_of, {OTHER.id: copy_of("first")}) == {}
