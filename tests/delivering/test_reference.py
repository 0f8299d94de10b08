"""The references of CAP, webhooks and channels: what they print is what the program does."""

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path

from tests.alert_making import NOON
from twosource.config.channels import parse_channels
from twosource.delivering.signing import sign
from twosource.wire.cap_degrees import load_rules

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
CAP, WEBHOOKS, CHANNELS = (
    (REFERENCE / f"{name}.md").read_text("utf-8") for name in ("cap", "webhooks", "channels")
)
_BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)


def test_every_rule_of_cap_is_printed_with_its_reason() -> None:
    rules = load_rules()
    rows = [(name, row) for name in ("certainty", "severity", "urgency") for row in rules[name]["rows"]]
    printed = [line for line in CAP.splitlines() if line.startswith("| ")]
    missing = [
        row["why"]
        for _, row in rows
        if not any(f"| {row['is']} |" in line and row["why"] in line for line in printed)
    ]
    assert missing == []


def test_the_example_of_channels_is_read() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", CHANNELS, re.DOTALL)
    channels = parse_channels(tomllib.loads(example)["channels"])
    assert [channel.kind for channel in channels] == ["webhook", "email", "command", "terminal", "cap-folder"]


def test_code_for_receivers_checks_our_signatures() -> None:
    body = b'{"id":"d_1"}'
    with_us, without_us = (dict[str, object]() for _ in range(2))
    for block, names in zip(_BLOCK.findall(WEBHOOKS), (with_us, without_us), strict=True):
        exec(block, names)
    headers = sign(body, delivery="d_1", at=datetime.now(UTC), secrets=["new", "old"])
    handle, is_genuine = with_us["handle"], without_us["is_genuine"]
    assert callable(handle)
    assert callable(is_genuine)
    assert handle(body, headers, ["old"]) == "d_1"
    assert is_genuine(body, headers, "old")
    assert not is_genuine(body + b" ", headers, "old")
    assert not is_genuine(body, sign(body, delivery="d_1", at=NOON, secrets=["old"]), "old")
