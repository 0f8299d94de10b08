"""The polnear row, over an article of our own."""

from eval.sets.polnear import TASK
from eval.tasks import Record

TEXT = "A new dam.\n\nThe mayor said the bridge is closed. Nobody was hurt."


def _record() -> Record:
    start = TEXT.index("the bridge")
    gold = {"source": [[12, 21]], "cue": [[22, 26]], "content": [[start, start + 20]]}
    return Record(id="one", data={"text": TEXT, "attributions": [gold]})


def test_what_the_program_finds_is_scored_span_by_span() -> None:
    record = _record()
    figures = {figure.name: figure for figure in TASK.score([record], TASK.read([record]))}
    assert figures["polnear.content_exact_f1"].value == 1
    assert figures["polnear.triple_f1"].value == 1
    assert figures["polnear.direct_overlap_f1"].value is None
    assert [name for name, figure in figures.items() if figure.headline] == [
        "polnear.source_overlap_f1",
        "polnear.content_overlap_f1",
        "polnear.triple_f1",
    ]


def test_nothing_found_is_scored_as_nothing() -> None:
    figures = {figure.name: figure.value for figure in TASK.score([_record()], [None])}
    assert figures["polnear.content_overlap_f1"] == 0


def test_a_comparison_sets_both_sides_beside_each_other() -> None:
    record = _record()
    (row,) = TASK.compare(record, TASK.read([record])[0]).rows
    assert (row.gold, row.right) == ("The mayor | said | the bridge is closed", True)


def test_an_article_without_answers_is_read_too() -> None:
    record = Record(id="bare", data={"text": None})
    assert TASK.read([record]) == [[]]
    assert TASK.compare(record, []).rows == ()
