from twosource.archive.account import Account, Spending
from twosource.archive.datasets import ARTICLES, CLEANED, COPIES, REPORTS
from twosource.archive.plans import Source, Stage
from twosource.archive.summary import StageSummary, summarise

STAGES = (
    Stage(name="clean", says="clean them", gives=(CLEANED,)),
    Stage(name="unique", says="keep one of each", sources=(Source(dataset=CLEANED, by="bucket"),), gives=(ARTICLES,)),
    Stage(name="read", says="read them", sources=(Source(dataset=ARTICLES, by="part"),), gives=(REPORTS, COPIES)),
)  # fmt: skip


def spend(stage: Stage, rows: dict[str, int], **more: object) -> Spending:
    told = {"tasks": 4, "made_now": 3, "seconds": 2.0, "cpu_seconds": 1.5, "peak_bytes": 7}
    kept: dict[str, object] = {"bytes": {}, "counts": {}, **told, **more}
    return Spending(stage=stage.name, says=stage.says, rows=rows, **kept)  # type: ignore[arg-type]


ACCOUNT = Account(
    stages=(
        spend(
            STAGES[0],
            {"cleaned": 12, "drops": 3},
            counts={"dropped article: too-short": 2, "dropped record: unreadable": 1, "files": 5},
        ),
        spend(STAGES[1], {"unique": 10}, bytes={"unique": 70, "drops": 5}),
        spend(STAGES[2], {"told": 8, "copied_articles": 3}, counts={"dropped article: no-incident": 4}),
    )
)


def test_articles_are_counted_by_what_became_of_them() -> None:
    summary = summarise(ACCOUNT, STAGES)

    counted = (summary.files, summary.articles, summary.known, summary.copies, summary.reports)
    assert counted == (5, 10, 2, 3, 8)
    assert summary.dropped == {"article": {"no-incident": 4, "too-short": 2}, "record": {"unreadable": 1}}
    assert (summary.left_out, summary.passed_over) == ({"too-short": 2}, {"no-incident": 4})
    assert (summary.met, summary.unread) == (14, 1)


def test_a_stage_tells_what_it_was_given_and_what_it_made() -> None:
    assert summarise(ACCOUNT, STAGES).stages[1] == StageSummary(
        name="unique",
        says="keep one of each",
        tasks=4,
        done_before=1,
        rows_in=12,
        rows_out=10,
        dropped={},
        seconds=2.0,
        cpu_seconds=1.5,
        rate=5.0,
        peak_bytes=7,
        bytes=75,
    )


def test_a_stage_of_items_was_given_its_tasks() -> None:
    first = summarise(ACCOUNT, STAGES).stages[0]

    assert (first.rows_in, first.dropped) == (4, {"article: too-short": 2, "record: unreadable": 1})


def test_a_job_without_a_stage_is_nothing() -> None:
    summary = summarise(Account(stages=()), ())

    assert (summary.met, summary.files, summary.incidents, summary.stages) == (0, 0, 0, ())
