"""The words that a reader sees of some markup, read independently of the program that is scored."""

from html.parser import HTMLParser


def squeeze(text: str) -> str:
    """Put words on one line."""
    return " ".join(text.split())


class _Words(HTMLParser):
    """Collects the words of markup, without those of scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._hidden = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Hide what follows a script or a style."""
        self._hidden = tag if tag in {"script", "style"} else self._hidden

    def handle_endtag(self, tag: str) -> None:
        """Show words again."""
        self._hidden = "" if tag == self._hidden else self._hidden

    def handle_data(self, data: str) -> None:
        """Keep words that a reader sees."""
        if not self._hidden:
            self.words.append(data)


def plain(markup: str) -> str:
    """Return the words of markup on one line: no elements, no references, no scripts.

    >>> plain("<p>One &amp; <b>two</b></p><script>x()</script>")
    'One & two'
    """
    reader = _Words()
    reader.feed(markup)
    reader.close()
    return squeeze("".join(reader.words))
