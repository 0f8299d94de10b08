"""Articles of a synthetic archive as web pages, and pages as a WARC (ISO 28500), a compressed member each."""

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Final
from uuid import NAMESPACE_URL, uuid5
from zlib import Z_BEST_SPEED, compressobj

from benchmarks.archive.articles import Printed

_PAGE: Final = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | {outlet}</title>
<meta property="og:site_name" content="{outlet}"><meta property="og:title" content="{title}">
<meta property="article:published_time" content="{published}"><link rel="canonical" href="{url}">
<script>window.layers=[{numbers}];</script><style>{style}</style></head>
<body><header><a href="/">{outlet}</a><nav><ul>{menu}</ul></nav></header>
<main><article><h1>{title}</h1>{body}</article></main>
<aside><h2>Most read</h2><ul><li><a href="/a">Ten walks by the sea</a></li><li><a href="/b">A cook and her garden</a></li></ul></aside>
<footer><p>All rights reserved. {outlet} is a member of the press union.</p></footer></body></html>"""
_MENU: Final = "".join(
    f'<li class="item"><a href="/{at}" data-track="menu-{at}">Section {at}</a></li>' for at in range(60)
)
_STYLE: Final = ".card{margin:0 auto;padding:4px}" * 60
_NUMBERS: Final = ",".join(str(at * 7) for at in range(1_500))
_HTTP: Final = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s"
_GZIP: Final = 31  # zlib's window bits of a gzip member


def make_page(printed: Printed) -> str:
    """Return an article as a page of a middling site: some 15 thousand characters, a tenth of them the article's."""
    given = {
        name: escape(getattr(printed, name), quote=True) for name in ("title", "outlet", "published", "url")
    }
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in printed.paragraphs)
    return _PAGE.format_map({**given, "body": body, "menu": _MENU, "style": _STYLE, "numbers": _NUMBERS})


def write_warc(path: Path, articles: Iterable[Printed]) -> None:
    """Write each article's page as a response that was got when it was published."""
    with path.open("wb") as stream:
        for one in articles:
            packed = compressobj(Z_BEST_SPEED, wbits=_GZIP)
            stream.write(packed.compress(_response(one)) + packed.flush())


def _response(printed: Printed) -> bytes:
    content = make_page(printed).encode()
    block = _HTTP % (len(content), content)
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {printed.url}\r\n"
        f"WARC-Date: {printed.published.replace('+00:00', 'Z')}\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, printed.url + printed.published)}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"
