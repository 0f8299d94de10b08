"""The log of the watch: one line for each thing that happened, as key=value text or as JSON.

Values are written so that no article can forge a line: control characters and quotes are escaped. What
other libraries log comes out in the same form. No secret is ever handed to it.
"""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any, Final, Literal, TextIO, cast

Form = Literal["text", "json"]
Level = Literal["info", "warning", "error"]

_NAME: Final = "twosource.watch"
_PLAIN: Final = re.compile(r"[\w.:/@%+,~#?&;()*!-]+", re.ASCII)
_MOST: Final = 1000  # characters of one value
_FIELDS: Final = "fields"  # where a record carries what it tells besides its message


class Log:
    """Tells what happens, on the logger of the watch; any thread may."""

    def __init__(self, logger: logging.Logger | None = None) -> None:
        self._logger = logger or logging.getLogger(_NAME)

    def tell(self, event: str, *, level: Level = "info", **told: Any) -> None:
        """Tell that something happened; what is None or empty is left out."""
        fields = {name: value for name, value in told.items() if value not in (None, "", ())}
        self._logger.log(getattr(logging, level.upper()), event, extra={_FIELDS: fields})

    def surprise(self, event: str, error: BaseException, **told: Any) -> None:
        """Tell of an error that nobody foresaw, with its trace."""
        fields = {"why": f"{type(error).__name__}: {error}", **told}
        self._logger.error(event, extra={_FIELDS: fields}, exc_info=error)


class _Formatter(logging.Formatter):
    def __init__(self, form: Form) -> None:
        super().__init__()
        self._form = form

    def format(self, record: logging.LogRecord) -> str:
        line = _line_of(record)
        if self._form == "json":
            return json.dumps(line, default=str)
        return " ".join(f"{name}={_quoted(value)}" for name, value in line.items())


def start_logging(stream: TextIO, form: Form) -> Log:
    """Write what is told, and what other libraries warn of, to a stream; returns the log."""
    return _start(logging.StreamHandler(stream), form)


def start_logging_to(handler: logging.Handler, form: Form) -> Log:
    """Write to a handler of logging instead of a stream."""
    return _start(handler, form)


def _start(handler: logging.Handler, form: Form) -> Log:
    handler.setFormatter(_Formatter(form))
    root, ours = logging.getLogger(), logging.getLogger(_NAME)
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    ours.setLevel(logging.INFO)
    return Log(ours)


def _line_of(record: logging.LogRecord) -> dict[str, Any]:
    at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    line = {"at": at, "level": record.levelname.lower()}
    told = cast("dict[str, Any] | None", getattr(record, _FIELDS, None))
    if told is None:  # another library's
        return {
            **line,
            "event": "library",
            "library": record.name,
            "why": record.getMessage(),
            **_trace(record),
        }
    return {**line, "event": record.msg, **told, **_trace(record)}


def _trace(record: logging.LogRecord) -> dict[str, str]:
    if record.exc_info is None or record.exc_info[1] is None:
        return {}
    return {"trace": logging.Formatter().formatException(record.exc_info)}


def _quoted(value: object) -> str:
    words = ",".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
    words = words if len(words) <= _MOST else f"{words[:_MOST]}..."
    return words if _PLAIN.fullmatch(words) else json.dumps(words)
