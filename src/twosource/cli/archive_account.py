"""The account of an archive job on screen and as JSON: what went in, what became of it, what each stage cost."""

from typing import TYPE_CHECKING, Final

from twosource.cli.archive_screen import show_seconds
from twosource.cli.screen import Column, Piece, Screen, Words, open_screen
from twosource.cli.settings import Settings
from twosource.wording import listed, plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twosource.archive.running import Ended
    from twosource.archive.summary import StageSummary, Summary
    from twosource.wire import JsonObject

_MEGABYTE: Final = 1_000_000
_ROOM: Final = 124  # characters of a line that holds what a stage does, too
_SAYS: Final = Column(name="what it does", whole=True)
_COLUMNS: Final = (
    Column(name="stage", whole=True), Column(name="tasks", numbers=True), Column(name="before", numbers=True),
    Column(name="in", numbers=True), Column(name="out", numbers=True), Column(name="dropped", numbers=True),
    Column(name="seconds", numbers=True), Column(name="articles/s", numbers=True),
    Column(name="peak MB", numbers=True),
)  # fmt: skip


def show_account(settings: Settings, ended: "Ended", place: str) -> None:
    """Print what became of a job."""
    if settings.json:
        from twosource.cli.printing import print_json  # noqa: PLC0415

        print_json(account_json(ended, place))
        return
    screen = open_screen(settings)
    _show_stages(screen, ended.summary.stages)
    screen.blank()
    for words in tell(ended.summary):
        screen.line(words)
    _tell_end(screen, ended, place)


def _show_stages(screen: Screen, stages: "Sequence[StageSummary]") -> None:
    """Show a row for each stage, with what it does where there is room."""
    rows = [_row(stage) for stage in stages]
    if screen.width is not None and screen.width < _ROOM:
        screen.table(_COLUMNS, rows)
        return
    says = [Piece(stage.says, "aside") for stage in stages]
    screen.table((*_COLUMNS, _SAYS), [(*row, told) for row, told in zip(rows, says, strict=True)])


def tell(summary: "Summary") -> list[str]:
    """Return in sentences what became of the articles."""
    found = [f"{plural(summary.met, 'article')} in {plural(summary.files, 'file')}: {_kept(summary)}."]
    if summary.passed_over:
        found.append(f"{_count(summary.passed_over, 'of those kept were passed over')}.")
    return [*found, f"{plural(summary.reports, 'report')} of {plural(summary.incidents, 'incident')}."]


def _kept(summary: "Summary") -> str:
    copies = f" ({plural(summary.copies, 'copy', 'copies')} among them)" if summary.copies else ""
    parts = [f"{summary.articles:,} kept{copies}"]
    parts += [f"{summary.known:,} met again"] if summary.known else []
    parts += [_count(summary.left_out, "dropped")] if summary.left_out else []
    return ", ".join(parts)


def _count(reasons: "Mapping[str, int]", fate: str) -> str:
    """Write how many met a fate, and why: "3 dropped (2 too-short and 1 not-news)"."""
    told = listed(f"{number:,} {reason}" for reason, number in reasons.items())
    return f"{sum(reasons.values()):,} {fate} ({told})"


def _tell_end(screen: Screen, ended: "Ended", place: str) -> None:
    screen.line(f"{place}: done in {show_seconds(ended.seconds)}.")
    if ended.problems:
        screen.line(Piece(f"{plural(ended.problems, 'problem')}, told of on standard error.", "bad"))


def _row(stage: "StageSummary") -> tuple[Words, ...]:
    return (
        stage.name,
        f"{stage.tasks:,}",
        f"{stage.done_before:,}",
        f"{stage.rows_in:,}",
        f"{stage.rows_out:,}",
        f"{sum(stage.dropped.values()):,}",
        f"{stage.seconds:,.1f}",
        "" if stage.rate is None else f"{stage.rate:,.0f}",
        f"{stage.peak_bytes / _MEGABYTE:,.0f}",
    )


def account_json(ended: "Ended", place: str) -> "JsonObject":
    """Return a job's account for machines; its shape is told in docs/reference/archive.md."""
    summary = ended.summary
    return {
        "out": place,
        "seconds": round(ended.seconds, 3),
        "files": summary.files,
        "articles": {
            "met": summary.met,
            "kept": summary.articles,
            "known": summary.known,
            "copies": summary.copies,
            "dropped": dict(summary.left_out),
            "passed_over": dict(summary.passed_over),
        },
        "reports": summary.reports,
        "incidents": summary.incidents,
        "dropped": {what: dict(reasons) for what, reasons in summary.dropped.items()},
        "stages": [_stage_json(stage) for stage in summary.stages],
        "tables": dict(ended.tables),
        "problems": ended.problems,
        "issues": [
            {"address": one.address, "message": one.message, "hint": one.hint, "remark": one.remark}
            for one in ended.issues
        ],
    }


def _stage_json(stage: "StageSummary") -> "JsonObject":
    return {
        "stage": stage.name,
        "says": stage.says,
        "tasks": stage.tasks,
        "done_before": stage.done_before,
        "rows_in": stage.rows_in,
        "rows_out": stage.rows_out,
        "dropped": dict(stage.dropped),
        "seconds": round(stage.seconds, 3),
        "cpu_seconds": round(stage.cpu_seconds, 3),
        "articles_per_second": None if stage.rate is None else round(stage.rate, 1),
        "peak_bytes": stage.peak_bytes,
        "written_bytes": stage.bytes,
    }
