"""What PostgreSQL and its driver complain about, told in one line with what to do."""

from collections.abc import Callable

import pytest

from twosource.errors import LedgerUnavailable
from twosource.store.failures import translated

psycopg = pytest.importorskip(
    "psycopg", reason="psycopg is not installed here (pip install 'twosource[postgres]')"
)

_AT = 'connection failed: connection to server at "10.0.0.7", port 5432 failed: '


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param('FATAL:  password authentication failed for user "ana"', "password is wrong", id="password"),
        pytest.param("fe_sendauth: no password supplied", "password is wrong", id="no password"),
        pytest.param('FATAL:  role "ana" does not exist', "password is wrong", id="nobody"),
        pytest.param('FATAL:  database "team" does not exist', "there is no such database", id="no database"),
        pytest.param("FATAL:  sorry, too many clients already", "takes no more connections", id="too many"),
        pytest.param("FATAL:  the database system is starting up", "is starting or stopping", id="starting"),
        pytest.param("FATAL:  no pg_hba.conf entry for host", "lets nobody in from here", id="not let in"),
        pytest.param("Connection refused\n\tIs the server running?", "no server answers there", id="no server"),
        pytest.param("could not translate host name", "no server answers there", id="no such host"),
        pytest.param("server closed the connection unexpectedly", "the connection was cut", id="cut"),
    ],
)  # fmt: skip
def test_a_connection_that_can_not_be_had_is_told_in_a_line(words: str, told: str) -> None:
    error = _raised(lambda: _fail(psycopg.OperationalError(_AT + words)))

    assert str(error).startswith("ledger team: ")
    assert told in str(error)
    assert "\n" not in str(error)
    assert error.hint


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        pytest.param("DiskFull", "the server's disk is full", id="disk"),
        pytest.param("ReadOnlySqlTransaction", "it can't be written to", id="standby"),
        pytest.param("LockNotAvailable", "another program is writing to it", id="lock"),
        pytest.param("QueryCanceled", "it took too long", id="too long"),
        pytest.param("DeadlockDetected", "another program wrote the same", id="deadlock"),
        pytest.param("SerializationFailure", "another program wrote the same", id="serialization"),
        pytest.param("InsufficientPrivilege", "access is not permitted", id="privilege"),
        pytest.param("AdminShutdown", "the connection was cut", id="shutdown"),
        pytest.param("DataCorrupted", "it is damaged", id="damaged"),
        pytest.param("InFailedSqlTransaction", "an earlier question failed", id="undone"),
        pytest.param("TooManyConnections", "takes no more connections", id="connections"),
    ],
)
def test_what_a_server_complains_about_is_told_by_its_state(kind: str, told: str) -> None:
    error = _raised(lambda: _fail(getattr(psycopg.errors, kind)("in the server's own words")))

    assert str(error) == f"ledger team: {told} (in the server's own words)" or told in str(error)
    assert error.hint


def test_a_wrong_statement_stays_what_it_is() -> None:
    with pytest.raises(psycopg.errors.UndefinedColumn), translated("team"):
        raise psycopg.errors.UndefinedColumn


def _fail(error: Exception) -> None:
    with translated("team"):
        raise error


def _raised(failing: Callable[[], None]) -> LedgerUnavailable:
    with pytest.raises(LedgerUnavailable) as caught:
        failing()
    return caught.value
