"""The interface does what its description says: schemathesis asks every operation, well formed and not.

All its checks are on: no surprise, only statuses, types, headers and shapes that are described, what fits
the description is taken and what does not is refused, tokens are asked for, methods are as told.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from tests.api.surroundings import OneLedger, make_app
from tests.ledgers import copy_ledger
from twosource.api import get_description

_TAGS = [tag["name"] for tag in get_description()["tags"]]
#: Whose parameters others have too, and cost hundreds of calls to cover.
_SAME_FILTERS = ("/facts", "/claims", "/reports", "/exports/{form}", "/tallies/press")
_CONFIG: dict[str, Any] = {
    "seed": 7,
    "headers": {"Authorization": "Bearer reviews"},
    "workers": 1,
    "continue-on-failure": True,
    "checks": {
        # 410: it was merged away; 422: each parameter is right by itself, but together they mean nothing
        "positive_data_acceptance": {
            "expected-statuses": ["2xx", "3xx", "401", "403", "404", "409", "410", "422"]
        },
    },
    "generation": {"max-examples": 5, "mode": "all", "database": "none", "deterministic": True},
    "phases": {"stateful": {"enabled": False}},
}


def _config(tag: str) -> SchemathesisConfig:
    """Return how to ask the operations of one tag."""
    others = [{"include-tag": [one for one in _TAGS if one != tag], "enabled": False}]
    covered = [{"include-path": path, "phases": {"coverage": {"enabled": False}}} for path in _SAME_FILTERS]
    return SchemathesisConfig.from_dict({**_CONFIG, "operations": [*others, *covered]})


@pytest.fixture
def app(example_ledger: Path, tmp_path: Path) -> Iterator[Any]:
    surroundings = OneLedger(path=copy_ledger(example_ledger, tmp_path / "own.db"))
    yield make_app(surroundings)
    surroundings.close()


def _failures(finished: events.ScenarioFinished) -> Iterator[str]:
    for checks in finished.recorder.checks.values():
        for check in checks:
            if check.failure_info is not None:
                failure = check.failure_info.failure
                yield f"{finished.label}: {failure.title}. {failure.message}\n{check.failure_info.code_sample}"


@pytest.mark.parametrize("tag", _TAGS)
def test_every_answer_is_as_described(tag: str, app: Any) -> None:
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, config=_config(tag))
    told = list(from_schema(schema).execute())
    finished = [event for event in told if isinstance(event, events.ScenarioFinished)]
    faults = [str(event) for event in told if isinstance(event, events.NonFatalError | events.FatalError)]
    assert [failure for event in finished for failure in _failures(event)] == []
    assert faults == []
    assert sum(len(event.recorder.cases) for event in finished) >= 10
