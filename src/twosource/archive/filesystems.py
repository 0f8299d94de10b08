"""From an address to the file system it is of: this machine's disk, an object store, whatever fsspec knows.

Object stores are reached with the variables that their own tools read. For S3 and what speaks like it those are
AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL (http or https), AWS_REGION or AWS_DEFAULT_REGION, the keys in
AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN or in a profile, and AWS_NO_SIGN_REQUEST for
buckets that ask for no keys. Every request ends: each is tried a few times, for seconds.
"""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from twosource.errors import ArchiveError

FileSystem = Any  # pyarrow.fs.FileSystem; pyarrow has no types of its own

_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
_GOOGLE: Final = frozenset({"gs", "gcs"})
_ARROW: Final = frozenset({"abfs", "abfss", "hdfs", "viewfs"})  # what else pyarrow.fs opens
_ATTEMPTS: Final = 3  # at a request to S3, the first among them: AWS's "standard" mode
_CONNECT_S: Final = 5.0  # until a connection stands; a dead endpoint is told in some 20 seconds
_GOOGLE_S: Final = 30.0  # of trying at a request to Google's; its own bound is 15 minutes
_REGION: Final = "us-east-1"  # where nothing says; stores that only speak like S3 have none


def find_scheme(address: str) -> str:
    """Return an address's scheme in lower case; "" for a path of this machine, "file" addresses among them."""
    match = _SCHEME.match(address)
    scheme = match.group(1).lower() if match else ""
    return "" if scheme == "file" else scheme


def local_path(address: str) -> str:
    """Return the path of an address without scheme, or with that of files."""
    return unquote(urlsplit(address).path) if address[:7].lower() == "file://" else address


def open_filesystem(address: str) -> tuple[FileSystem, str]:
    """Return the file system of an address and the path in it; raises ArchiveError for one that nobody knows."""
    scheme = find_scheme(address)
    if not scheme:
        return _local(), str(Path(local_path(address)).absolute())
    with translated(address):
        if scheme == "s3":
            bucket, _, path = address.partition("://")[2].partition("/")
            _check_bucket(address, bucket)
            return _s3(bucket), f"{bucket}/{path}".rstrip("/")
        if scheme in _GOOGLE:
            return _google(), address.partition("://")[2].rstrip("/")
        if scheme in _ARROW:
            return _arrow(address)
        return _fsspec(scheme), _fsspec_path(scheme, address)


def _check_bucket(address: str, bucket: str) -> None:
    if not bucket or "@" in bucket or "?" in address:
        raise ArchiveError(
            f"{_KEYS_IN_IT.sub('://', address)} is no address of a bucket",
            hint="Write s3://BUCKET/PREFIX; keys, region and endpoint come from the AWS_ variables.",
        )


@lru_cache(maxsize=1)
def _local() -> FileSystem:
    from pyarrow import fs  # noqa: PLC0415 - 0.2 s

    return fs.LocalFileSystem()


def _s3(bucket: str) -> FileSystem:
    from pyarrow import fs  # noqa: PLC0415 - 0.2 s

    options = s3_options(os.environ)
    if "region" not in options:
        options["region"] = _REGION if "endpoint_override" in options else fs.resolve_s3_region(bucket)
    return _open_s3(tuple(sorted(options.items())))


@lru_cache(maxsize=16)
def _open_s3(options: tuple[tuple[str, Any], ...]) -> FileSystem:
    from pyarrow import fs  # noqa: PLC0415 - 0.2 s

    return fs.S3FileSystem(
        **dict(options),
        connect_timeout=_CONNECT_S,
        retry_strategy=fs.AwsStandardS3RetryStrategy(max_attempts=_ATTEMPTS),
        allow_delayed_open=True,  # a small file is one request, not three
    )


@lru_cache(maxsize=1)
def _google() -> FileSystem:
    from pyarrow import fs  # noqa: PLC0415 - 0.2 s

    return fs.GcsFileSystem(retry_time_limit=timedelta(seconds=_GOOGLE_S))


def s3_options(variables: Mapping[str, str]) -> dict[str, Any]:
    """Return what the usual variables say of an S3 store, as arguments of pyarrow's; keys it finds by itself."""
    endpoint = variables.get("AWS_ENDPOINT_URL_S3") or variables.get("AWS_ENDPOINT_URL")
    region = variables.get("AWS_REGION") or variables.get("AWS_DEFAULT_REGION")
    told: dict[str, Any] = {"region": region} if region else {}
    if endpoint:
        scheme, _, host = endpoint.rpartition("://")
        told |= {"endpoint_override": host.rstrip("/"), "scheme": scheme or "https"}
    if variables.get("AWS_NO_SIGN_REQUEST", "").lower() in {"1", "true", "yes"}:
        told["anonymous"] = True
    return told


def _arrow(address: str) -> tuple[FileSystem, str]:
    from pyarrow import fs  # noqa: PLC0415 - 0.2 s

    files, path = fs.FileSystem.from_uri(address)
    return files, path.rstrip("/")


@lru_cache(maxsize=16)
def _fsspec(scheme: str) -> FileSystem:
    from pyarrow import fs  # noqa: PLC0415 - 0.2 s

    try:
        return fs.PyFileSystem(fs.FSSpecHandler(import_module("fsspec").filesystem(scheme)))
    except (ImportError, ValueError):
        raise ArchiveError(
            f"{scheme}:// is no kind of storage that is known here",
            hint="Known are paths, s3://, gs:// and abfs://, and what fsspec opens where it is installed.",
        ) from None


def _fsspec_path(scheme: str, address: str) -> str:
    path: str = import_module("fsspec").get_filesystem_class(scheme)._strip_protocol(address)  # noqa: SLF001 - the way that fsspec names for it
    return path.rstrip("/")


@contextmanager
def translated(path: str) -> Iterator[None]:
    """Tell what storage refuses in one line; raises ArchiveError in place of pyarrow's errors and the system's."""
    from pyarrow import ArrowException  # noqa: PLC0415 - 0.2 s

    try:
        yield
    except (OSError, ArrowException, ValueError) as error:
        words = tell(error)
        hint = next((hint for mark, hint in _HINTS.items() if mark in words), "")
        raise ArchiveError(f"{path} can't be reached: {words}", hint=hint) from None


def tell(error: BaseException) -> str:
    """Return what an error of storage says, in one line, without what is of use to the store alone."""
    words = _FOR_THE_STORE.sub("", " ".join(str(error).split()))
    of_s3 = _OF_S3.search(words)
    return (f"{of_s3['words']} ({of_s3['code']})" if of_s3 else words)[:300]


_FOR_THE_STORE: Final = re.compile(r" \(Request ID: \w+\)")
_OF_S3: Final = re.compile(
    r"AWS Error (?P<code>\w+) during \w+ operation: (?:curlCode: \d+, )?(?P<words>.*?)(?:; Details:|$)"
)
_KEYS_IN_IT: Final = re.compile(r"://[^/@]*@")
_KEYS: Final = "Check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and that they may read and write there."
_HINTS: Final = {
    "NO_SUCH_BUCKET": "Check the name of the bucket; it has to be there already.",
    "ACCESS_DENIED": _KEYS,
    "INVALID_ACCESS_KEY_ID": _KEYS,
    "SIGNATURE_DOES_NOT_MATCH": _KEYS,
    "InvalidAccessKeyId": _KEYS,
    "SignatureDoesNotMatch": _KEYS,
    "NETWORK_CONNECTION": "Check the network, and AWS_ENDPOINT_URL if the store is not Amazon's.",
}
