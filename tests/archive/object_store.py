"""A store that speaks like S3, on loopback: moto's server, where it is installed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.request import Request, urlopen
from uuid import uuid4

import pytest

KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_EC2_METADATA_DISABLED": "true"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectStore:
    """Where the store answers, and the variables by which it is reached."""

    endpoint: str

    @property
    def variables(self) -> dict[str, str]:
        return {**KEYS, "AWS_ENDPOINT_URL": self.endpoint, "AWS_REGION": "us-east-1"}

    def make_bucket(self) -> str:
        """Make a bucket that nobody else has, and return its address."""
        name = f"news-{uuid4().hex[:12]}"
        with urlopen(Request(f"{self.endpoint}/{name}", method="PUT"), timeout=10):
            return f"s3://{name}"

    def allow(self, requests: float) -> None:
        """Let so many requests through whatever their keys; then only known keys are served."""
        asked = Request(
            f"{self.endpoint}/moto-api/reset-auth",
            data=str(requests).encode(),
            headers={"Content-Type": "text/plain"},
        )
        with urlopen(asked, timeout=10):
            pass


@contextmanager
def running() -> Iterator[ObjectStore]:
    """Run a store for as long as the block; the test is passed over where moto is missing."""
    server: Any = pytest.importorskip(
        "moto.server", reason="moto is not installed (make setup-engines)"
    ).ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        yield ObjectStore(endpoint=f"http://{host}:{port}")
    finally:
        server.stop()
