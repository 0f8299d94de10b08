"""HTML pages to measure on: the example pages with other articles in them, and two sorts of wrapping.

The first keep the clutter around an article as it is, some 2 to 4 thousand characters of markup; simple
pages have nothing but a menu and a foot; heavy ones have the menus, teasers, comments and scripts of a
large news site, some 100 thousand characters.
"""

from html import escape
from pathlib import Path
from typing import Final

from lxml import html

from invented import Story, tell

_WRAPPING: Final = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | {outlet}</title>
<meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{published}"><link rel="canonical" href="{url}"></head>
<body><header><a href="/">{outlet}</a><nav><ul><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li>
<li><a href="/business">Business</a></li></ul></nav></header>
<main><article><h1>{title}</h1>{body}</article></main>
<aside><h2>Most read</h2><ul><li><a href="/a">Ten walks by the sea</a></li><li><a href="/b">A cook and her garden</a></li></ul></aside>
<footer><p>All rights reserved. {outlet} is a member of the press union.</p></footer></body></html>"""
_SHORTEST: Final = 60  # characters of a paragraph that belongs to the article and not to the clutter


def wrap(story: Story) -> str:
    """Return an article as a simple page."""
    given = {
        name: escape(value, quote=True)
        for name, value in (
            ("title", story.title), ("outlet", story.outlet), ("published", story.published), ("url", story.url),
        )
    }  # fmt: skip
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in story.paragraphs)
    return _WRAPPING.format_map(given | {"body": body})


def burden(story: Story) -> str:
    """Return an article as a page of a large site: what else is in it is told by neighbouring articles."""
    around = [tell(int(story.id.rpartition("-")[2]) * 50 + at) for at in range(50)]
    teasers = "".join(
        f'<div class="card"><a href="{other.url}"><img src="/{other.id}.jpg" alt=""><h3>{escape(other.title)}</h3></a>'
        f"<p class='teaser'>{escape(other.paragraphs[0][:120])}</p></div>"
        for other in around
    )
    menus = "".join(
        f'<li class="item"><a href="/{at}" data-track="menu-{at}">Section {at}</a></li>' for at in range(200)
    )
    remarks = "".join(
        f'<li class="comment"><span class="user">{other.outlet}</span><p>{escape(other.paragraphs[4])}</p></li>'
        for other in around[:20]
    )
    script = f"<script>window.data={{{','.join(f'k{at}:[{at},{at * 7}]' for at in range(2_500))}}};</script>"
    page = wrap(story)
    page = page.replace(
        "</head>", f"{script}<style>{'.card{margin:0 auto;padding:4px}' * 200}</style></head>"
    )
    page = page.replace("<ul><li>", f"<ul>{menus}<li>", 1)
    return page.replace("<aside>", f'<section class="comments"><ul>{remarks}</ul></section><aside>{teasers}')


def dress(markup: str, story: Story) -> str:
    """Return a page with the words of another article in the place of its own."""
    tree = html.document_fromstring(markup)
    for heading in (*tree.iter("h1"), *tree.iter("title")):
        heading.text = story.title
    for link in tree.iter("link"):
        if link.get("rel") == "canonical":
            link.set("href", story.url)
    long = _long_paragraphs(tree)
    for paragraph in long[1:]:
        paragraph.getparent().remove(paragraph)
    for words in reversed(story.paragraphs):
        made = html.Element("p")
        made.text = words
        long[0].addnext(made)
    long[0].getparent().remove(long[0])
    return str(html.tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>"))


def read_examples(folder: Path) -> list[str]:
    """Return the example pages that hold paragraphs, in order of name."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.html"))]
    return [text for text in texts if _long_paragraphs(html.document_fromstring(text))]


def _long_paragraphs(tree: html.HtmlElement) -> list[html.HtmlElement]:
    return [p for p in tree.iter("p") if len(p.text_content()) >= _SHORTEST]
