"""The articles of a job are those of ``add``, whatever they are packed in and however they are cut."""

from pathlib import Path
from typing import Any

import pytest

from tests.archive import stretches
from tests.archive.stretches import (
    SMALL,
    WRITERS,
    Write,
    add_inputs,
    alone,
    clean_inputs,
    clean_items,
    make_records,
)
from tests.fakes import NOON
from twosource.archive.settings import Sizes
from twosource.clean import clean

CUT = {"json lines", "packed json lines", "a warc", "a packed warc", "a warc in one gzip stream", "a zip"}


@pytest.mark.parametrize(("name", "write"), WRITERS.items(), ids=list(WRITERS))
def test_articles_equal_those_of_add(name: str, write: Write, tmp_path: Path) -> None:
    path = write(tmp_path, make_records(12))
    expected, _ = add_inputs([path], tmp_path / "ledger.db")
    made = (
        clean_items([alone(path)], tmp_path / "job")
        if path.is_file()
        else clean_inputs([path], tmp_path / "job")
    )
    assert made.articles == expected
    assert len(made.articles) >= 12
    assert (made.units > 3) == (name in CUT)


@pytest.mark.parametrize("write", WRITERS.values(), ids=list(WRITERS))
def test_what_is_cut_otherwise_gives_the_same(write: Write, tmp_path: Path) -> None:
    path = write(tmp_path, make_records(9))
    found = [
        clean_inputs([path], tmp_path / "job"),
        *(
            clean_items([alone(path)], tmp_path / f"{number}", sizes)
            for number, sizes in enumerate((Sizes(unit_records=1), Sizes(unit_bytes=1), SMALL, Sizes()))
            if path.is_file()
        ),
    ]
    assert all(one.articles == found[0].articles for one in found)
    assert all(sorted(one.dropped) == sorted(found[0].dropped) for one in found)


@pytest.mark.parametrize("name", ["json lines", "packed json lines"])
def test_lines_that_hold_no_article_are_named_by_their_number(name: str, tmp_path: Path) -> None:
    path = WRITERS[name](tmp_path, make_records(9))
    made = clean_items([alone(path)], tmp_path / "job")
    assert [(where, reason, detail.split(":")[0]) for where, reason, detail in made.dropped] == [
        (f"{path}:6", "unreadable", "this line is broken JSON"),
        (f"{path}:7", "unreadable", "this line has no text. Known names for the text"),
    ]
    assert made.counts["pages"] == 11
    assert made.counts["drafts"] == made.counts["articles"] == 9


def test_an_archived_page_has_the_date_it_was_had_on_and_others_that_of_the_job(tmp_path: Path) -> None:
    records = make_records(1)
    crawled = clean_inputs([stretches.write_warc(tmp_path, records)], tmp_path / "job")
    given = clean_inputs([stretches.write_jsonl(tmp_path, records)], tmp_path / "job")
    assert [f"{one.fetched_at:%d %H:%M}" for one in crawled.articles] == ["04 10:00"]
    assert [one.fetched_at for one in given.articles] == [NOON]


def test_what_is_no_article_is_counted_by_kind(tmp_path: Path) -> None:
    made = clean_items([alone(stretches.write_packed_warc(tmp_path, make_records(4)))], tmp_path / "job")
    passed_over = {name: count for name, count in made.counts.items() if name.startswith("passed")}
    assert passed_over == {
        "passed over: image/jpeg record": 1,
        "passed over: response with status 404": 1,
    }


def test_a_draft_that_the_program_fails_on_costs_itself_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(draft: Any) -> Any:
        return 1 / 0 if draft.title.startswith("Gunmen fire on bus 2 ") else clean(draft)

    monkeypatch.setattr("twosource.archive.stages.clean.clean", fail)
    path = stretches.write_jsonl(tmp_path, make_records(5))
    made = clean_items([alone(path)], tmp_path / "job")
    assert [one.title for one in made.articles] == [
        record["title"] for number, record in enumerate(make_records(5)) if number != 2
    ]
    failed = [(where, reason) for where, reason, _ in made.dropped if reason != "unreadable"]
    assert failed == [(f"{path}:3", "stage-failed")]


def test_an_outlet_and_a_date_fill_in_for_pages_that_do_not_say(tmp_path: Path) -> None:
    records = [{"title": one["title"], "text": one["text"]} for one in make_records(2)]
    item = alone(stretches.write_jsonl(tmp_path, records))
    made = clean_items([item], tmp_path / "job", outlet="Harbour Post", published="2024-03-01")
    assert [(one.outlet, one.published and f"{one.published:%Y-%m-%d}") for one in made.articles] == [
        ("Harbour Post", "2024-03-01")
    ] * 2


def test_rows_of_a_table_are_read_as_json_records(tmp_path: Path) -> None:
    records = make_records(12)
    path = stretches.write_parquet(tmp_path, records)
    made = clean_items([alone(path)], tmp_path / "job")
    assert [one.address for one in made.articles] == [f"{path}#{number}" for number in range(1, 13)]
    array = stretches.write_array(tmp_path, records)
    expected, _ = add_inputs([array], tmp_path / "ledger.db")
    assert [one.id for one in made.articles] == [one.id for one in expected]
    assert [one.published for one in made.articles] == [one.published for one in expected]
    assert made.units == 5  # of three groups of five, five and two rows, and three rows at most


def test_small_groups_of_rows_are_read_together(tmp_path: Path) -> None:
    path = stretches.write_parquet(tmp_path, make_records(7), rows=1)
    made = clean_items([alone(path)], tmp_path / "job")
    assert [one.address for one in made.articles] == [f"{path}#{number}" for number in range(1, 8)]
    assert made.units == 3
