"""What is made of an archive's figures: scores by pairs, peers that group, and the paper that reckons with a billion."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
from benchmarks.archive.beside import find_steps
from benchmarks.archive.jobs import describe_stages
from benchmarks.archive.page import merge, put_into, write_tables
from benchmarks.archive.paper import Scale, bill, find_scales, load_prices, reckon
from benchmarks.archive.peers import find_copies, group_by_words, words_f1
from benchmarks.archive.quality import Scores, name_article, score_pairs
from benchmarks.archive.tables import cost_of, is_flat, peak_mb, picture, shuffled

from twosource.archive.stages import all_stages

ROOT: Final = Path(__file__).parents[2]


def make_job(articles: int = 1_000, cpu_ms: float = 2.0, peak_mb: float = 300.0) -> dict[str, Any]:
    """Build the figures of a job each of whose stages takes a part of so many milliseconds an article."""
    shapes = {name: shape for name, shape in describe_stages().items() if not name.startswith("merge_")}
    stage = {
        "tasks": 1,
        "cpu s": articles * cpu_ms / 1e3 / len(shapes),
        "task s": 1.0,
        "peak MB": peak_mb,
        "bytes": 10 * articles,
        "bytes left": 5 * articles,
    }
    return {
        "articles": articles, "cpu s": articles * cpu_ms / 1e3, "wall s": 60.0, "driver cpu s": 0.1, "driver peak MB": 90.0,
        "workers": 2, "stages": {name: {**stage, **shape} for name, shape in shapes.items()},
    }  # fmt: skip


# --- scores --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "scores"),
    [
        pytest.param(
            {"a": "1", "b": "1", "c": "2", "d": "2"}, Scores(precision=1.0, recall=1.0, f1=1.0), id="as it is"
        ),
        pytest.param({}, Scores(precision=1.0, recall=0.0, f1=0.0), id="nothing together"),
        pytest.param({"a": "1", "b": "1"}, Scores(precision=1.0, recall=0.5, f1=2 / 3), id="half of it"),
        pytest.param(
            dict.fromkeys("abcd", "1"), Scores(precision=2 / 6, recall=1.0, f1=0.5), id="all together"
        ),
    ],
)
def test_a_grouping_is_scored_by_its_pairs(found: dict[str, str], scores: Scores) -> None:
    assert score_pairs({"a": "x", "b": "x", "c": "y", "d": "y"}, found) == scores


def test_articles_are_told_apart_by_address_and_minute() -> None:
    assert (
        name_article("https://a.example/1", "2024-01-01T06:07:00+00:00")
        == "https://a.example/1 2024-01-01T06:07"
    )
    assert name_article("https://a.example/1", "2024-01-01") == "https://a.example/1 2024-01-01T00:00"


def test_words_are_compared_as_often_as_they_stand() -> None:
    assert words_f1("The ferry left. The port shut.", "the ferry left the port shut") == 1.0
    assert words_f1("ferry", "port") == 0.0
    assert words_f1("", "") == 0.0


# --- peers ---------------------------------------------------------------------------------------

STORY = " ".join(f"word{at} of the long story" for at in range(40))
OTHER = " ".join(f"thing{at} in a different tale" for at in range(40))


def test_a_peer_finds_what_prints_one_text() -> None:
    found = find_copies({"a": STORY, "b": f"{STORY} with an end", "c": OTHER}, "rensa")
    assert found["a"] == found["b"] != found["c"]


def test_a_peer_groups_by_words_from_a_threshold_on() -> None:
    group = group_by_words({"a": STORY, "b": f"{STORY} again", "c": OTHER, "d": OTHER})
    close = group(0.5)
    assert close["a"] == close["b"] != close["c"] == close["d"]


def test_a_jobs_steps_are_those_up_to_reading_and_those_after() -> None:
    steps = find_steps([stage.name for stage in all_stages()])
    assert steps["cleaning"] == ("index", "clean")
    assert "verify" in steps["copies"]
    assert {"judging", "incidents"} <= set(steps["grouping"])


# --- the paper -----------------------------------------------------------------------------------


def test_a_job_costs_what_its_processes_took_for_each_article() -> None:
    job = make_job()
    assert cost_of(job) == pytest.approx(2.0)
    assert peak_mb(job) == 300.0
    assert shuffled(job) == pytest.approx(10 * len(make_job()["stages"]))


@pytest.mark.parametrize(("cost", "flat"), [(2.3, True), (2.5, False), (1.0, True)])
def test_a_cost_is_flat_within_a_fifth(cost: float, flat: bool) -> None:
    assert is_flat([make_job(), make_job(cpu_ms=cost)]) is flat


def test_core_hours_grow_with_the_articles() -> None:
    papers = reckon(make_job(), Scale(articles=1_000_000_000, merged=False))
    asking = sum(one.reads for one in papers) / 3 * 0.15e-3
    assert sum(one.core_hours for one in papers) == pytest.approx((2.0 * 1e9 / 1e3 + asking) / 3_600)


def test_a_task_that_reads_a_bucket_asks_every_task_before_it() -> None:
    papers = {one.stage: one for one in reckon(make_job(), Scale(articles=1_000_000, merged=False))}
    assert papers["clean"].tasks == 500
    assert papers["unique"].tasks == 256
    assert papers["unique"].reads == 500 * 256 * 3
    assert papers["read"].reads == 256 * 3


def test_the_bill_is_hours_and_requests_by_their_prices() -> None:
    papers, prices = reckon(make_job(), Scale()), load_prices()
    assert bill(papers).cores == pytest.approx(sum(one.core_hours for one in papers) * prices["core_hour"])
    assert (
        bill(papers).requests
        > bill(reckon(make_job(), Scale(unit_records=50_000, bucket_articles=40_000))).requests
    )


def test_figures_of_several_runs_stand_beside_one_another_in_order_of_size() -> None:
    found = merge(
        [{"sizes": {"100000": make_job(100_000)}}, {"sizes": {"10000": make_job(10_000)}, "machine": {}}]
    )
    assert list(found["sizes"]) == ["10000", "100000"]


def test_files_that_are_merged_are_asked_for_seldom() -> None:
    as_it_is, merged = (
        {one.stage: one.reads for one in reckon(make_job(), Scale(articles=4_000_000, merged=merged))}
        for merged in (False, True)
    )
    assert as_it_is["unique"] == 2_000 * 1_024 * 3
    assert (
        merged["unique"] == 8 * 1_024 * 3 + 1_024 * 3
    )  # files of eight stretches, and its own, put together
    assert merged["read"] == as_it_is["read"]


def test_the_tables_tell_of_every_size_and_way_to_cut_a_job() -> None:
    found = {"sizes": {"1000": make_job(), "2000": make_job(2_000)}}
    written = write_tables(found, find_scales(1_000_000_000))
    assert "| articles | 1,000 | 2,000 |" in written
    assert "| judging | " in written
    assert all(f"| {name} | " in written for name in ("pieces as they are", "larger pieces"))


def test_the_page_says_whether_the_cost_is_flat() -> None:
    one = {"1000": make_job()}
    told = [
        write_tables({"sizes": {**one, **more}}, {}).split("\n\n")[1]
        for more in ({}, {"9000": make_job(9_000)}, {"9000": make_job(9_000, cpu_ms=3.0)})
    ]
    assert [words.rpartition(":")[2] for words in told] == [
        "Only one size was measured so far, which does not show whether the cost of an article is flat.",
        " flat within 20%.",
        " **not flat** within 20%.",
    ]


def test_the_sums_are_shown_step_by_step() -> None:
    written = write_tables({"sizes": {"1000": make_job()}}, find_scales(1_000_000_000))
    assert "- processor: 2.00 ms x 1,000,000,000 = 556 core-hours, x $0.0425 = $24" in written
    assert (
        "- one exchange, were files left apart: 500,000 files x 262,144 tasks x 3 = 3.9e+11 reads, x $0.0004 a thousand = $157,286"
        in written
    )


def test_peers_and_speed_up_stand_on_the_page_once_they_were_measured() -> None:
    peers = {
        "copies": {
            "rensa": {"articles": 9, "cpu ms": 0.3, "peak MB": 300.0, "f1": 1.0},
            "datasketch": {"missing": "not installed"},
        }
    }
    found = {
        "sizes": {"1000": make_job()},
        "peers": peers,
        "speed-up": {"1": make_job(), "2": {**make_job(), "wall s": 30.0}},
    }
    written = write_tables(found, find_scales(1_000_000_000))
    assert "| copies | rensa | 9 | 0.300 | 300 |  |  | 1.000 |" in written
    assert "| copies | datasketch | not installed |" in written
    assert "| 2 | 30 | 2.00 | 2.00 |" in written


def test_stages_that_cost_next_to_nothing_are_told_together() -> None:
    job = make_job()
    names = list(job["stages"])
    job["stages"] = {
        **job["stages"],
        **{name: {**job["stages"][name], "cpu s": 0.0, "bytes": 0} for name in names[9:]},
    }
    written = write_tables({"sizes": {"1000": job}}, {})
    assert f"| the other {len(names) - 9} | 0.000 | 0 | 300 |" in written


def test_tables_go_where_a_page_is_marked_for_them() -> None:
    mark, end = "<!-- made by benchmarks.archive.page -->", "<!-- to here -->"
    page = f"# A\n{mark}\nold\n{end}\nwords\n{mark}\n{end}\n"
    filled = put_into(page, "| a |\n\n| b |\n")
    assert filled == f"# A\n{mark}\n| a |\n{end}\nwords\n{mark}\n| b |\n{end}\n"
    assert put_into(filled, "| a |\n\n| b |") == filled
    with pytest.raises(ValueError, match="2 places for 1 parts"):
        put_into(page, "| a |")


@pytest.fixture(scope="module")
def kept() -> str:
    """The figures that docs/scale.md is made of."""
    return (ROOT / "benchmarks" / "archive" / "figures.json").read_text(encoding="utf-8")


def test_the_tables_and_the_picture_of_the_page_are_those_of_the_figures(kept: str) -> None:
    found = json.loads(kept)
    page = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    assert put_into(page, write_tables(found, find_scales(1_000_000_000))) == page
    assert picture(found["sizes"]) == (ROOT / "docs" / "scale.svg").read_text(encoding="utf-8")


def test_figures_are_kept_without_the_texts_they_were_taken_from(kept: str) -> None:
    assert max(map(len, kept.splitlines())) < 200
