"""Jobs on Sail, a server of Spark Connect in this process."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archive.answers import answers_of_add, answers_of_job, differences, run_job
from tests.archive.toys.jobs import drops_of, run_toys, words_of
from twosource.archive.engines import Engine
from twosource.archive.engines.choosing import open_engine
from twosource.archive.settings import Sizes
from twosource.errors import ArchiveError

EXAMPLES = str(Path(__file__).parents[3] / "examples" / "wires")

pytest.importorskip("pysail", reason="pysail is not installed (make setup-engines)")


@pytest.fixture(scope="module")
def sail() -> Iterator[Engine]:
    engine = open_engine("spark", workers=2)
    yield engine
    engine.close()


def test_words_are_counted_and_what_kills_is_left_out(sail: Engine, tmp_path: Path) -> None:
    run_toys(tmp_path, "a b a. c", "b die:x d. fail:y a", engine=sail)

    assert words_of(tmp_path) == {"a": 3, "b": 2, "c": 1, "d": 1}
    assert drops_of(tmp_path) == [("wording", "stage-failed", "fail:y"), ("wording", "worker-died", "die:x")]


def test_a_task_that_can_not_be_done_ends_the_job_in_one_line(sail: Engine, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"counting.*a trap was met") as raised:
        run_toys(tmp_path, "a trap", engine=sail)

    assert "\n" not in str(raised.value)


def test_the_examples_end_as_add_ends_them(sail: Engine, tmp_path: Path) -> None:
    run_job([EXAMPLES], tmp_path / "out", sizes=Sizes(unit_records=8, bucket_articles=8), engine=sail)

    added = answers_of_add([EXAMPLES], tmp_path / "examples.db")
    assert differences(added, answers_of_job(tmp_path / "out")) == []
