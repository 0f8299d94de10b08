"""Looking into what feedparser makes of an entry, without the guesses of its own ``get``."""

from typing import Any


def words_of(record: Any, key: str) -> str | None:
    """Return a field as printed; dict.get, as feedparser's own get() guesses absent dates."""
    value = dict.get(record, key)
    return value if isinstance(value, str) and value.strip() else None


def first_words(record: Any, keys: tuple[str, ...]) -> str | None:
    """Return the first of several fields that holds words."""
    for key in keys:
        words = words_of(record, key)
        if words:
            return words
    return None


def parts_of(entry: Any) -> list[Any]:
    """Return the bodies an entry gives, HTML before text, full content before summary."""
    contents = [part for part in dict.get(entry, "content") or [] if words_of(part, "value")]
    contents.sort(key=lambda part: "html" not in str(part.get("type")))
    summary = dict.get(entry, "summary_detail")
    return [*contents, summary] if summary and words_of(summary, "value") else contents
