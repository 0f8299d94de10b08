"""JSON on standard output, whole or piece by piece."""

import sys
from collections.abc import Iterable

from twosource.cli.neutral import harmless_json
from twosource.wire import JsonObject, JsonValue, to_line


def print_json(data: JsonValue) -> None:
    """Print one JSON document on one line."""
    sys.stdout.write(harmless_json(to_line(data)) + "\n")


def print_json_list(items: Iterable[JsonObject]) -> None:
    """Print a JSON array, an item a line, as the items come."""
    sys.stdout.write("[")
    comma = "\n"
    for item in items:
        sys.stdout.write(comma + harmless_json(to_line(item)))
        comma = ",\n"
    sys.stdout.write("\n]\n")
