"""Which engine runs a job: by the name and the address that the command line was given."""

from importlib.util import find_spec
from typing import Final

from twosource.archive.engines import Engine
from twosource.errors import ArchiveError

#: The names by which engines are asked for.
ENGINES: Final = ("local", "spark")


def open_engine(name: str, *, workers: int, remote: str | None = None) -> Engine:
    """Return an engine; raises ArchiveError for one that is unknown, not installed or not there.

    ``remote`` is the address of a Spark Connect server, sc://host:port. Without it "spark" is Sail, started in
    this process, with so many ``workers``; a server has as many as it has.
    """
    match name:
        case "local":
            return _open_local(workers, remote)
        case "spark" if remote is not None:
            return _open_remote(remote)
        case "spark":
            return _open_sail(workers)
    raise ArchiveError(f'there is no engine "{name}"', hint=f"Engines are {' and '.join(ENGINES)}.")


def _open_local(workers: int, remote: str | None) -> Engine:
    from twosource.archive.engines.local import LocalEngine  # noqa: PLC0415

    if remote is not None:
        raise ArchiveError("the local engine has no server", hint="Write --engine spark beside --remote.")
    return LocalEngine(workers)


def _open_remote(remote: str) -> Engine:
    from twosource.archive.engines.spark import SparkEngine, check_reachable  # noqa: PLC0415

    _need("pyspark", "grpc", extra="spark")
    engine = SparkEngine(remote)
    check_reachable(remote)
    return engine


def _open_sail(workers: int) -> Engine:
    from twosource.archive.engines.sail import open_sail  # noqa: PLC0415

    _need("pysail", "pyspark", "grpc", extra="sail")
    return open_sail(workers)


def _need(*packages: str, extra: str) -> None:
    missing = [package for package in packages if find_spec(package) is None]
    if missing:
        raise ArchiveError(
            f"the engine spark needs {' and '.join(missing)}, which is not installed",
            hint=f"Run: pip install 'twosource[{extra}]'.",
        )
