"""From a stretch of the inputs to cleaned articles, with the keys under which copies meet.

Pages are split and drafts cleaned as by ``twosource add``: the same ids, addresses, titles and times. What is
no article is dropped with its reason; what fails for one page or draft costs that one alone.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from twosource.archive.datasets import CLEANED, Table
from twosource.archive.records import article_to_json
from twosource.archive.stages.unread import count_passed_over, drop_issue
from twosource.archive.units import Handing, Row, read_unit
from twosource.clean import clean
from twosource.copies import sketch
from twosource.model import Article, Draft, Dropped, Issue

if TYPE_CHECKING:
    from twosource.archive.tasks import Task

_UNIT_BITS = 32  # of an arrival below the number of its unit: no unit holds more articles


def work(task: "Task", given: Mapping[str, Table]) -> Mapping[str, Table]:  # noqa: ARG001 - reads the inputs
    """Clean the articles of the task's unit."""
    settings = task.plan.settings
    handing = Handing(
        now=settings.now,
        storage=task.attempt.storage,
        outlet=settings.outlet,
        published=settings.published,
    )
    drafts = _drafts(task, handing)
    rows: list[dict[str, Any]] = []
    for at, made in enumerate(task.each(drafts, lambda draft: draft.address, clean)):
        match made:
            case Article():
                rows.append(_row(made, task.number << _UNIT_BITS | at))
            case Dropped():
                task.drop(made)
    task.count("articles", len(rows))
    count_passed_over(task, handing.passed_over)
    return {CLEANED.name: CLEANED.table(rows)}


def _drafts(task: "Task", handing: Handing) -> Iterator[Draft]:
    """Yield the drafts of a unit; what can't be read is dropped."""
    for made in task.each(_rows(task, handing), lambda row: row.address, lambda row: tuple(row.drafts())):
        task.count("pages")
        for one in made:
            if isinstance(one, Issue):
                drop_issue(task, one)
            else:
                task.count("drafts")
                yield one


def _rows(task: "Task", handing: Handing) -> Iterator[Row]:
    for row in read_unit(task.item or {}, handing):
        if isinstance(row, Issue):
            drop_issue(task, row)
        else:
            yield row


def _row(article: Article, arrival: int) -> dict[str, Any]:
    return {
        "id": article.id,
        "arrival": arrival,
        "body": article_to_json(article),
        "sketch": sketch(article.text),
    }
