"""Which engine is taken, and what is said where it can't be had: one line, and what to do."""

import socket
from collections.abc import Iterator
from importlib import util

import pytest

from twosource.archive.engines import choosing
from twosource.archive.engines.choosing import open_engine
from twosource.archive.engines.local import LocalEngine
from twosource.errors import ArchiveError


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port of loopback at which nobody answers."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


def test_local_is_the_processors_of_this_machine() -> None:
    engine = open_engine("local", workers=3)

    assert isinstance(engine, LocalEngine)
    assert engine.workers == 3


@pytest.mark.parametrize(
    ("name", "remote", "said", "hint"),
    [
        pytest.param("dask", None, 'there is no engine "dask"', "Engines are local and spark.", id="unknown"),
        pytest.param(
            "local",
            "sc://127.0.0.1",
            "the local engine has no server",
            "Write --engine spark beside --remote.",
            id="server-of-none",
        ),
        pytest.param(
            "spark",
            "https://127.0.0.1",
            '"https://127.0.0.1" is no address of a Spark Connect server',
            "Write sc://HOST:PORT.",
            id="no-address",
        ),
        pytest.param(
            "spark",
            "sc://127.0.0.1:many",
            '"sc://127.0.0.1:many" is no address of a Spark Connect server',
            "Write sc://HOST:PORT.",
            id="no-port",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(name: str, remote: str | None, said: str, hint: str) -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed (make setup-engines)")
    with pytest.raises(ArchiveError) as raised:
        open_engine(name, workers=1, remote=remote)

    assert (str(raised.value), raised.value.hint) == (said, hint)


def test_a_server_that_is_not_there_is_named(closed_port: int) -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed (make setup-engines)")
    with pytest.raises(ArchiveError) as raised:
        open_engine("spark", workers=1, remote=f"sc://127.0.0.1:{closed_port}")

    assert str(raised.value) == (
        f"no Spark Connect server answers at 127.0.0.1:{closed_port}: Connection refused"
    )


@pytest.mark.parametrize(
    ("remote", "said", "hint"),
    [
        pytest.param(None, "pysail and pyspark and grpc", "Run: pip install 'twosource[sail]'.", id="sail"),
        pytest.param(
            "sc://127.0.0.1", "pyspark and grpc", "Run: pip install 'twosource[spark]'.", id="spark"
        ),
    ],
)
def test_what_is_not_installed_is_named(
    monkeypatch: pytest.MonkeyPatch, remote: str | None, said: str, hint: str
) -> None:
    found = util.find_spec
    packages = ("pysail", "pyspark", "grpc")
    monkeypatch.setattr(choosing, "find_spec", lambda name: None if name in packages else found(name))

    with pytest.raises(ArchiveError) as raised:
        open_engine("spark", workers=1, remote=remote)

    assert (str(raised.value), raised.value.hint) == (
        f"the engine spark needs {said}, which is not installed",
        hint,
    )
