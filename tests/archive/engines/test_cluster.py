"""A real cluster of Spark: a master, and two workers of which one is killed in the middle of a job."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.archive.engines.servers import Cluster, find_lack, spark_cluster
from tests.archive.toys.jobs import Told, drops_of, found, run_toys, words_of
from twosource.archive.commits import Commit
from twosource.archive.engines.choosing import open_engine

FILES = 12

pytestmark = pytest.mark.skipif(bool(find_lack()), reason=find_lack())


@dataclass(kw_only=True)
class Killing(Told):
    """Progress that kills a worker of the cluster when the first words are found."""

    cluster: Cluster
    killed: list[Commit] = field(default_factory=list)

    def advance(self, commit: Commit) -> None:
        super().advance(commit)
        if commit.stage == "wording" and not self.killed:
            self.killed.append(commit)
            self.cluster.kill_worker(0)


def test_a_job_survives_a_worker_that_is_killed(tmp_path: Path) -> None:
    files = [f"slow-start own{number} all" for number in range(FILES)]
    with spark_cluster(tmp_path) as cluster:
        engine, told = open_engine("spark", workers=1, remote=cluster.address), Killing(cluster=cluster)
        try:
            run_toys(tmp_path, *files, engine=engine, told=told)
        finally:
            engine.close()

    assert (len(told.killed), engine.workers) == (1, 2)
    assert words_of(tmp_path) == {f"own{n}": 1 for n in range(FILES)} | {"all": FILES, "slow-start": FILES}
    assert len(found(tmp_path)) == FILES + 2
    assert sorted(number for stage, number in told.advanced if stage == "wording") == list(range(FILES))
    assert drops_of(tmp_path) == []
