"""What could not be read, told among what was left out."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from twosource.model import Dropped, Issue

if TYPE_CHECKING:
    from twosource.archive.tasks import Task

#: The reason under which records are dropped that could not be read; the detail says what was wrong.
UNREADABLE: Final = "unreadable"


def count_passed_over(task: "Task", kinds: Mapping[str, int]) -> None:
    """Count what is no article by its kind and was left unopened: pictures, pages that were not there."""
    for kind, count in sorted(kinds.items()):
        task.count(f"passed over: {kind}", count)


def drop_issue(task: "Task", issue: Issue) -> None:
    """Say that something could not be read. A remark, by which nothing was lost, is only counted."""
    if issue.remark:
        task.count("remarks")
        return
    detail = f"{issue.message}. {issue.hint}" if issue.hint else issue.message
    task.drop(
        Dropped(what="record", reason=UNREADABLE, text="", address=issue.address, detail=detail),
    )
