import pytest
from eval.readers import VARIABLE


@pytest.fixture(autouse=True)
def rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measure the rules unless a test chooses; what it chooses ends with it."""
    monkeypatch.setenv(VARIABLE, "rules")
