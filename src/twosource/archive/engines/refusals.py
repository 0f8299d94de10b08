"""What is said where a cluster does not do what it is asked: one line, and what to do about it. Words only."""

from typing import Final
from urllib.parse import urlsplit

from twosource.archive.engines.onworkers import SAME_VERSION
from twosource.errors import ArchiveError

_DEFAULT_PORT: Final = 15002  # of Spark Connect servers
_MOST_WORDS: Final = 300

_START: Final = (
    "Start one with sbin/start-connect-server.sh, or leave out --remote to use Sail on this machine."
)
#: Words in an error after which trying again is of no use, what they mean, and what to do.
_FINAL: Final = (
    ("No module named 'twosource", "the workers have no twosource, or an older one", SAME_VERSION),
    ("Can't get attribute", "the workers have another version of twosource than this machine", SAME_VERSION),
    ("No module named", "the workers lack a package that twosource needs", SAME_VERSION),
    ("PYTHON_VERSION_MISMATCH", "the workers run another Python than this machine", SAME_VERSION),
    ("Cannot run program", "the workers can't start their Python", SAME_VERSION),
    ("UNAUTHENTICATED", "the server wants to know who asks", "Give a token: sc://HOST:PORT/;token=..."),
    ("PERMISSION_DENIED", "the server does not let this user in", "Give another token or user."),
    ("UNIMPLEMENTED", "what answers there is no Spark Connect server", _START),
    ("UNAVAILABLE", "no Spark Connect server answers there", _START),
    ("DEADLINE_EXCEEDED", "no Spark Connect server answers there", _START),
    ("RETRIES_EXCEEDED", "no Spark Connect server answers there", _START),
)


def parse_remote(remote: str) -> tuple[str, int]:
    """Return host and port of an address like sc://host:15002; raises ValueError for any other."""
    parts = urlsplit(remote)
    if parts.scheme != "sc" or not parts.hostname:
        raise ValueError(remote)
    return parts.hostname, parts.port or _DEFAULT_PORT


def refuse_remote(remote: str) -> ArchiveError:
    """Return the error for an address that is none."""
    return ArchiveError(f'"{remote}" is no address of a Spark Connect server', hint="Write sc://HOST:PORT.")


def refuse_connection(host: str, port: int, words: str) -> ArchiveError:
    """Return the error for a server that can't be reached."""
    return ArchiveError(f"no Spark Connect server answers at {host}:{port}: {words}", hint=_START)


def refuse_place(root: str, host: str, words: str) -> ArchiveError:
    """Return the error for workers that do not see where the job lies."""
    return ArchiveError(
        f"the worker {host} can't use {root}: {words}",
        hint="A cluster needs a place that all its machines share: s3://BUCKET/..., or a mounted directory.",
    )


def find_refusal(words: str) -> ArchiveError | None:
    """Return the error that an engine's words mean, None where trying again may help."""
    for sign, means, hint in _FINAL:
        if sign in words:
            return ArchiveError(f"{means}: {shorten(words)}", hint=hint)
    return None


def shorten(words: str) -> str:
    """Return the line of an error that says most: the last of a traceback, else the first."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    if not lines:
        return "it does not say why"
    is_traced = any(line.startswith("Traceback") for line in lines)
    said = [line for line in lines if not line.startswith(("SQLSTATE", "at ", "File "))]
    return (said[-1] if is_traced and said else lines[0])[:_MOST_WORDS]
