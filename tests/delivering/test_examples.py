"""Every alert that the packaged examples can raise, as CAP: valid, and read alike by others."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest
from lxml import etree

from tests.ledgers import open_ledger, place_of
from tests.wire.cap_reading import faults, read
from twosource.alerting import rehearse_watch
from twosource.cli import main
from twosource.watches import Alert, Trigger, Watch
from twosource.wire.cap import to_cap
from twosource.wire.cap_sender import Sender

#: A watch that is raised by whatever can raise one; the silence of a feed is not of the past.
EVERYTHING = Watch(
    name="everything",
    tells=tuple(trigger for trigger in get_args(Trigger) if trigger != "feed is silent"),
    killed_at_least=1,
    injured_at_least=1,
    voices_at_least=2,
)
SENDERS = (
    Sender(address="desk@lake.example"),
    Sender(address="desk@lake.example", addresses=("night@lake.example",)),
)


@pytest.fixture(scope="module")
def alerts(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Alert]:
    path = tmp_path_factory.mktemp("alerts") / "examples.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TWOSOURCE_READER", "rules")
        assert main(["--db", place_of(path), "--json", "demo"]) == 0
    with open_ledger(path) as ledger:
        raised = rehearse_watch(
            ledger, EVERYTHING, datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
        )
    return {alert.id: alert for alert in raised}


def messages(alerts: Mapping[str, Alert]) -> list[bytes]:
    return [
        to_cap(alert, sender, [alerts[name] for name in alert.earlier])
        for alert in alerts.values()
        for sender in SENDERS
    ]


def test_every_alert_of_the_examples_keeps_to_the_standard(alerts: Mapping[str, Alert]) -> None:
    made = messages(alerts)
    assert len(made) > 20
    assert [fault for content in made for fault in faults(content)] == []


def test_every_alert_of_the_examples_is_valid_by_the_schema(alerts: Mapping[str, Alert]) -> None:
    root = os.environ.get("TWOSOURCE_DATA")
    if root is None:
        pytest.skip("TWOSOURCE_DATA is not set")
    schema = etree.XMLSchema(etree.parse(Path(root, "cap", "google", "schema", "cap12.xsd")))
    assert [content for content in messages(alerts) if not schema.validate(read(content))] == []


def test_every_alert_of_the_examples_is_read_by_another_reader(alerts: Mapping[str, Alert]) -> None:
    why = "install it alone: pip install --no-deps capparselib==0.6.6"
    parser = pytest.importorskip("capparselib.parsers", reason=why).CAPParser
    for content in messages(alerts):
        (found,) = parser(content.decode()).as_dict()
        assert str(found["cap_id"]) == read(content).findtext("{*}identifier")
        assert str(found["cap_info"][0]["cap_description"]) == read(content).findtext(
            "{*}info/{*}description"
        )
