"""Sail in this process: a Spark Connect server for one machine, in a wheel, without Java."""

import os
import warnings

from twosource.archive.engines.onworkers import close_slots
from twosource.archive.engines.spark import SparkEngine


def open_sail(workers: int) -> SparkEngine:
    """Start Sail on a free port of this machine and return an engine on it; raises ImportError where it is missing."""
    os.environ.setdefault(
        "RUST_LOG", "off"
    )  # read by Sail, which tells each step; its errors come as answers
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")
        import pyspark.worker  # noqa: F401, PLC0415 - Sail would, in a thread of its own
        from pysail.spark import SparkConnectServer  # noqa: PLC0415

    server = SparkConnectServer(ip="127.0.0.1", port=0)
    server.start(background=True)
    host, port = server.listening_address

    def close() -> None:
        server.stop()
        close_slots()

    return SparkEngine(f"sc://{host}:{port}", workers=workers, closing=close)
