"""Watches and alerts as JSON and back: the shape webhooks, commands, ``--json`` and the API have in common.

It is documented in ``schema/alert.schema.json`` and ``schema/watch.schema.json``. Lengths of time are
written as ISO 8601 has them ("PT21600S", "P3D"), instants with their zone.
"""

from datetime import date, datetime, time
from typing import Any, TypeVar

import msgspec

from twosource.watches import Alert, Watch
from twosource.wire.values import JsonObject

T = TypeVar("T")


def alert_to_json(alert: Alert) -> JsonObject:
    """Return an alert; ``triggers`` is a list of ``{trigger, sentence}``."""
    pairs = [{"trigger": trigger, "sentence": sentence} for trigger, sentence in alert.triggers]
    return {**_plain(alert), "triggers": pairs}


def alert_from_json(data: JsonObject) -> Alert:
    """Read back what :func:`alert_to_json` wrote; raises ValueError or KeyError for another shape."""
    pairs = [(one["trigger"], one["sentence"]) for one in data["triggers"]]
    return _read({**data, "triggers": pairs}, Alert)


def watch_to_json(watch: Watch) -> JsonObject:
    """Return a watch with everything it asks, open questions as null or empty lists."""
    return _plain(watch)


def watch_from_json(data: JsonObject) -> Watch:
    """Read back what :func:`watch_to_json` wrote; raises ValueError for another shape."""
    return _read(data, Watch)


def _plain(value: object) -> JsonObject:
    found: JsonObject = msgspec.to_builtins(value, builtin_types=(datetime, date, time), enc_hook=repr)
    return {key: _written(one) for key, one in found.items()}


def _written(value: Any) -> Any:
    """Write instants and times of day as all JSON of this program has them."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _written(one) for key, one in value.items()}
    return [_written(one) for one in value] if isinstance(value, list | tuple) else value


def _read(data: JsonObject, kind: type[T]) -> T:
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from None
