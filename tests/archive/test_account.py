import msgspec
import pytest

from twosource.archive.account import Account, Spending, StageAccount, sum_up
from twosource.archive.commits import Commit
from twosource.archive.plans import Stage

READ = Stage(name="read", says="read what the articles tell")
LINK = Stage(name="link", says="link")
COMMITS = [
    Commit(
        stage="read", number=0, work="aa", files={"told": "x"}, rows={"told": 2}, bytes={"told": 90},
        counts={"reports": 2, "articles": 1}, seconds=0.5, cpu_seconds=0.25, peak_bytes=1_000,
    ),
    Commit(
        stage="read", number=1, work="bb", files={"told": "y"}, rows={"told": 3}, bytes={"told": 10},
        counts={"reports": 3}, seconds=1.5, cpu_seconds=0.75, peak_bytes=3_000,
    ),
]  # fmt: skip
ACCOUNT = Account(
    stages=(
        Spending(
            stage="read", says="read what the articles tell", tasks=2, made_now=1, rows={"told": 5},
            bytes={"told": 100}, counts={"reports": 5, "articles": 1}, seconds=2.0, cpu_seconds=1.0,
            peak_bytes=3_000, elapsed=1.25,
        ),
        Spending(
            stage="link", says="link", tasks=0, made_now=0, rows={}, bytes={}, counts={}, seconds=0,
            cpu_seconds=0, peak_bytes=0,
        ),
    )
)  # fmt: skip


def test_what_tasks_cost_and_counted_is_added_up() -> None:
    done = [
        StageAccount(stage=READ, commits=COMMITS, made_now=1, elapsed=1.25),
        StageAccount(stage=LINK, commits=[], made_now=0),
    ]
    assert sum_up(done) == ACCOUNT


def test_the_sums_of_all_stages() -> None:
    told = (ACCOUNT.count("reports"), ACCOUNT.seconds, ACCOUNT.cpu_seconds, ACCOUNT.peak_bytes)
    assert told == (5, 2.0, 1.0, 3_000)


def test_an_account_is_read_as_it_was_written() -> None:
    assert Account.from_json(ACCOUNT.to_json()) == ACCOUNT
    with pytest.raises(msgspec.DecodeError):
        Account.from_json("{}")
