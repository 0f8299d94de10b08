"""What could not be read, told among what was left out."""

from typing import TYPE_CHECKING, Final

from twosource.model import Dropped, Issue

if TYPE_CHECKING:
    from twosource.archive.tasks import Task

#: The reason under which records are dropped that could not be read; the detail says what was wrong.
UNREADABLE: Final = "unreadable"


def drop_issue(task: "Task", issue: Issue) -> None:
    """Say that something could not be read. A remark, by which nothing was lost, is only counted."""
    if issue.remark:
        task.count("remarks")
        return
    detail = f"{issue.message}. {issue.hint}" if issue.hint else issue.message
    task.drop(
        Dropped(what="record", reason=UNREADABLE, text="", address=issue.address, detail=detail),
    )
