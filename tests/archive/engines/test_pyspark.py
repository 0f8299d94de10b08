"""Jobs on Spark itself, in one process of Java with its Connect server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archive.answers import answers_of_add, answers_of_job, differences, run_job
from tests.archive.engines.servers import find_lack, spark_server
from tests.archive.toys.jobs import drops_of, run_toys, words_of
from twosource.archive.engines import Engine
from twosource.archive.engines.choosing import open_engine
from twosource.archive.settings import Sizes
from twosource.errors import ArchiveError

EXAMPLES = str(Path(__file__).parents[3] / "examples" / "wires")

pytestmark = pytest.mark.skipif(bool(find_lack()), reason=find_lack())


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with spark_server(tmp_path_factory.mktemp("spark")) as address:
        engine = open_engine("spark", workers=1, remote=address)
        yield engine
        engine.close()


def test_words_are_counted_and_what_kills_is_left_out(spark: Engine, tmp_path: Path) -> None:
    run_toys(tmp_path, "a b a. c", "b die:x d. fail:y a", engine=spark)

    assert words_of(tmp_path) == {"a": 3, "b": 2, "c": 1, "d": 1}
    assert drops_of(tmp_path) == [("wording", "stage-failed", "fail:y"), ("wording", "worker-died", "die:x")]
    assert spark.workers == 2


def test_a_task_that_can_not_be_done_ends_the_job_in_one_line(spark: Engine, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"counting.*a trap was met") as raised:
        run_toys(tmp_path, "a trap", engine=spark)

    assert "\n" not in str(raised.value)


def test_the_examples_end_as_add_ends_them(spark: Engine, tmp_path: Path) -> None:
    run_job([EXAMPLES], tmp_path / "out", sizes=Sizes(unit_records=16, bucket_articles=16), engine=spark)

    added = answers_of_add([EXAMPLES], tmp_path / "examples.db")
    assert differences(added, answers_of_job(tmp_path / "out")) == []
