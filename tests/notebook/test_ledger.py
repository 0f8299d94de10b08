import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import twosource
from tests.exports.sample import HOSTILE, fill
from tests.ledgers import open_ledger, place_of
from twosource import Ledger
from twosource.errors import LedgerUnavailable, NoSuchRecord, TwosourceError
from twosource.exports import arrow

pandas: Any = import_module("pandas")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("notebook") / "news.db"
    with open_ledger(made) as ledger:
        fill(ledger)
    return made


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger(place_of(path)) as opened:
        yield opened


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, twosource; print(sorted({'sqlalchemy', 'pandas', 'pyarrow', 'starlette'} & set(sys.modules)))"

    assert (
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
        == "[]\n"
    )


def test_a_name_that_the_package_has_not_is_an_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Legder'"):
        _ = twosource.Legder


def test_nothing_is_opened_before_it_is_looked_at(tmp_path: Path) -> None:
    incidents = Ledger(tmp_path / "none.db").incidents()

    with pytest.raises(LedgerUnavailable, match=r"none\.db"):
        len(incidents)
    assert not (tmp_path / "none.db").exists()


def test_a_list_is_asked_for_in_the_words_of_the_desk(ledger: Ledger) -> None:
    assert [one.kind for one in ledger.incidents()] == ["arson", "shooting", "shooting", "car bombing"]
    assert [one.kind for one in ledger.incidents(kind="bombing")] == ["car bombing"]
    assert [one.kind for one in ledger.incidents(kind=["arson", "car-bombing"])] == ["arson", "car bombing"]
    assert len(ledger.incidents(place="Kisumu", until=date(2024, 4, 30))) == 1
    assert len(ledger.incidents(since="2024-05-01")) == 2
    assert len(ledger.incidents(near=(-0.1, 34.75, 10))) == 1
    assert len(ledger.incidents(status="contradicted", as_of=datetime(2024, 5, 2, 14, tzinfo=UTC))) == 0


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        pytest.param({"sinse": "2024"}, "'sinse' is no parameter here", id="no such word"),
        pytest.param({"since": "soon"}, "since: ", id="no date"),
        pytest.param({"kind": "football"}, "kind: ", id="no kind"),
        pytest.param({"near": (200, 0, 1)}, "near: ", id="nowhere"),
    ],
)
def test_what_can_t_be_read_is_told_at_once(ledger: Ledger, asked: Any, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        ledger.incidents(**asked)


def test_incidents_become_a_frame_of_typed_columns(ledger: Ledger) -> None:
    frame = ledger.incidents().to_pandas().set_index("kind")

    assert frame["killed_low"].dtype == pandas.Int64Dtype()
    assert frame["date_start"].dtype.kind == "M"
    assert frame.loc["car bombing", ["killed_low", "country"]].to_list() == [24, "SO"]
    assert frame.loc["car bombing", "killed_high"] is pandas.NA, "dozens have no end"
    assert frame.loc["arson", "killed_low"] is pandas.NA, "unknown is not nought"
    assert frame.loc["shooting", "contradicted"].map(list).to_list() == [[], ["killed"]]


def test_claims_can_be_of_one_field(ledger: Ledger) -> None:
    killed = ledger.claims("killed", place="Kisumu")

    assert sorted(claim.as_said for claim in killed) == ["Seven people died", "killing four", "killing four"]
    assert killed.to_pandas()["low"].to_list() == [4, 4, 7]
    assert len(killed) == 3


def test_reports_and_articles_are_those_of_incidents(ledger: Ledger) -> None:
    assert ledger.reports(kind="car bombing").to_pandas()["outlet"].to_list() == ["Banadir Gazette"]
    assert [article.outlet for article in ledger.articles(place="Kisumu")] == [
        "Lakeside Courier", "Coast Post", "Nyanza Herald",
    ]  # fmt: skip
    assert len(ledger.articles()) == 6
    assert ledger.articles(kind="arson").to_arrow().column("characters").to_pylist() == [26]


def test_an_incident_shows_what_it_is_made_of(ledger: Ledger) -> None:
    one = ledger.incident(ledger.incidents(status="contradicted")[0].id[:8])

    assert one.facts.to_pandas().set_index("field").loc["killed", "status"] == "contradicted"
    assert (len(one.claims), len(one.reports), len(one.articles)) == (16, 3, 3)
    assert repr(one).startswith("<incident i_45a7a5a001: Shooting of bus passengers")
    assert list(one.claims.to_pandas()["incident"].unique()) == [one.id]
    assert list(one.reports.to_pandas()["main"]) == [True, True, True]


def test_an_incident_nobody_had_told_of_is_none(ledger: Ledger) -> None:
    with pytest.raises(NoSuchRecord, match="nobody had told of i_45a7a5a001 by then"):
        ledger.incident("i_45a7a5a001", as_of="2024-05-01")


def test_a_tally_is_a_range_and_its_parts(ledger: Ledger) -> None:
    tally = ledger.tally(kind="shooting", by="month")

    assert (tally.low, tally.high) == (2, 2)
    assert tally.to_pandas().to_dict("list") == {
        "part": ["2024-04", "2024-05"],
        "low": [1, 1],
        "high": [1, 1],
    }
    assert repr(tally).endswith(": 2>")


def test_a_list_counts_shows_and_gives_its_items(ledger: Ledger) -> None:
    incidents = ledger.incidents()

    assert (repr(incidents), repr(incidents[0])[:8], bool(incidents)) == ("<4 incidents>", "Incident", True)
    with pytest.raises(IndexError, match="there is no incident at 4"):
        _ = incidents[4]
    assert not ledger.incidents(kind="hijacking")


def test_what_a_notebook_shows_is_escaped(ledger: Ledger) -> None:
    lists: list[Any] = [ledger.incidents(), ledger.claims(), ledger.articles(), ledger.reports()]
    others: list[Any] = [ledger.tally(by="place"), *(ledger.incident(one.id) for one in ledger.incidents())]
    pages = [one._repr_html_() for one in (*lists, *others)]

    assert all(page.startswith("<table>") and page.endswith("</table>") for page in pages)
    assert not any("<script" in page for page in pages)
    assert any("&lt;script&gt;" in page for page in pages), HOSTILE


def test_a_ledger_can_be_closed_and_asked_again(ledger: Ledger) -> None:
    before = len(ledger.incidents())
    ledger.close()

    assert len(ledger.incidents()) == before


def test_without_the_extra_the_way_to_it_is_told(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(arrow, "import_module", missing)

    with pytest.raises(TwosourceError, match="this needs pandas and pyarrow") as raised:
        ledger.incidents().to_pandas()
    assert raised.value.hint == "pip install 'twosource[tables]'"
