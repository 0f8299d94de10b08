import asyncio
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes import NOON, FakeClock
from tests.ingest.live.asking import PATIENT
from tests.ingest.servers import Exchange, Route, serve
from twosource.feeds import Feed, Health
from twosource.ingest.live.deciding import decide_next
from twosource.ingest.live.look import Look, look
from twosource.ingest.live.polite import PoliteFetcher
from twosource.ingest.live.troubles import tell_troubles

RSS = b"""<rss version="2.0"><channel><title>Lake Wire</title><ttl>7</ttl><item><title>Gunmen kill four</title>
<link>https://l.example/1</link><pubDate>Tue, 05 Mar 2024 11:00:00 GMT</pubDate></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><id>a</id><title>One</title></entry></feed>"""


def look_at(*feeds: Feed, health: Health | None = None) -> list[Look]:
    async def all_of_them() -> list[Look]:
        async with PoliteFetcher(PATIENT, clock=FakeClock()) as fetcher:
            return [await look(fetcher, feed, health or Health(), NOON) for feed in feeds]

    return asyncio.run(all_of_them())


def follow(feed: Feed, times: int) -> tuple[Health, list[str]]:
    """Ask a feed some times over; return its health, and what was told of it."""
    health, told = Health(), []
    for _ in range(times):
        [seen] = look_at(feed, health=health)
        fresh, health = tell_troubles(feed, decide_next(feed, health, seen.outcome, NOON))
        told += [one.sentence for one in fresh]
    return health, told


def feed_of(root: str, path: str = "/rss") -> Feed:
    return Feed(name="Lake Wire", address=f"{root}{path}")


def with_etag(it: Exchange) -> None:
    if it.handler.headers["If-None-Match"] == '"1"':
        it.answer(status=304)
    else:
        it.answer(RSS, headers={"ETag": '"1"', "Cache-Control": "max-age=60"})


def test_a_feed_is_read_with_what_is_to_be_remembered_of_it() -> None:
    with serve({"/rss": with_etag}) as site:
        [seen] = look_at(feed_of(site.root))
    assert [one.title for one in seen.items] == ["Gunmen kill four"]
    outcome = seen.outcome
    assert (outcome.kind, outcome.etag, outcome.form, outcome.fresh_for, outcome.rhythm.wait) == (
        "read", '"1"', "rss", timedelta(minutes=1), timedelta(minutes=7),
    )  # fmt: skip
    assert outcome.newest_at == NOON - timedelta(hours=1)


def test_an_unchanged_feed_is_not_read_again_with_or_without_validators() -> None:
    routes: Mapping[str, Route] = {"/rss": with_etag, "/bare": lambda it: it.answer(RSS)}
    with serve(routes) as site:
        for path in routes:
            feed = feed_of(site.root, path)
            [first] = look_at(feed)
            [second] = look_at(feed, health=decide_next(feed, Health(), first.outcome, NOON))
            assert (first.outcome.kind, second.outcome.kind, second.items) == ("read", "unchanged", ())


def test_what_can_not_be_read_is_an_outcome() -> None:
    routes: Mapping[str, Route] = {
        "/page": lambda it: it.answer(b"<html><body>News</body></html>"),
        "/gone": lambda it: it.answer(status=410),
        "/busy": lambda it: it.answer(status=429, headers={"Retry-After": "60"}),
    }
    with serve(routes) as site:
        found = look_at(*(feed_of(site.root, path) for path in routes))
        later = look_at(feed_of("http://127.0.0.1:1"))
    assert [(one.outcome.kind, one.outcome.is_lasting, one.outcome.is_gone) for one in found] == [
        ("failed", True, False), ("failed", True, True), ("failed", False, False),
    ]  # fmt: skip
    assert found[2].outcome.retry_after == timedelta(minutes=1)
    assert later[0].outcome.kind == "failed"


def test_an_index_of_sitemaps_is_followed_and_what_is_wrong_told() -> None:
    def index(it: Exchange) -> None:
        host = it.handler.headers["Host"]
        inner = "".join(
            f"<sitemap><loc>http://{host}/{name}.xml</loc></sitemap>" for name in ("a", "none", "b", "c")
        )
        it.answer(
            f"<sitemapindex>{inner}</sitemapindex>".encode(), headers={"Content-Type": "application/xml"}
        )

    def sitemap(name: str) -> Route:
        entry = f"<url><loc>https://s.example/{name}</loc><lastmod>2024-03-05T11:00:00Z</lastmod></url>"
        return lambda it: it.answer(
            f"<urlset>{entry}</urlset>".encode(), headers={"Content-Type": "text/xml"}
        )

    routes = {
        "/index.xml": index,
        "/a.xml": sitemap("a"),
        "/b.xml": sitemap("b"),
        "/c.xml": lambda it: it.answer(b"<urlset"),
    }
    with serve(routes) as site:
        [seen] = look_at(feed_of(site.root, "/index.xml"))
    assert [one.url for one in seen.items] == ["https://s.example/a", "https://s.example/b"]
    assert (seen.outcome.kind, seen.outcome.form, seen.outcome.digest) == ("read", "sitemap", None)
    assert len(seen.issues) == 2
    assert seen.outcome.flaw == "the server answered 404"


def test_a_folder_is_read_and_unchanged_and_gone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("News.")
    os.utime(path, (0, NOON.timestamp() - 60))
    feed = Feed(name="drop", address=str(tmp_path), form="folder")
    [first] = look_at(feed)
    health = decide_next(feed, Health(), first.outcome, NOON)
    [second] = look_at(feed, health=health)
    path.unlink()
    [third] = look_at(feed, health=health)
    [fourth] = look_at(replace(feed, address=str(tmp_path / "away")), health=health)
    kinds = [(one.outcome.kind, [item.key for item in one.items]) for one in (first, second, third, fourth)]
    assert kinds == [("read", ["a.txt"]), ("unchanged", []), ("read", []), ("failed", [])]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([(410, b"")] * 4, ["Lake Wire is gone for good, its server says; it is asked once a week."]),
        ([(500, b"")] * 5 + [(200, RSS)] * 2, ["can't be read", "Lake Wire answers again."]),
        ([(200, RSS), (200, ATOM), (200, ATOM)], ["Lake Wire was RSS and is Atom now."]),
        ([(200, RSS), (200, b"<html></html>"), (200, b"<html></html>")], ["is a web page, not a feed"]),
    ],
    ids=["gone", "away for a while", "another form", "a page now"],
)
def test_a_feed_that_changes_is_told_once(answers: list[tuple[int, bytes]], told: list[str]) -> None:
    left = list(answers)

    def one_after_another(it: Exchange) -> None:
        status, body = left.pop(0)
        it.answer(body, status=status)

    with serve({"/rss": one_after_another}) as site:
        _, sentences = follow(feed_of(site.root), len(answers))
    assert len(sentences) == len(told)
    assert all(words in sentence for words, sentence in zip(told, sentences, strict=True))


def test_a_feed_that_has_moved_for_good_is_told_once() -> None:
    with serve(
        {"/rss": lambda it: it.answer(status=301, headers={"Location": "/new"}), "/new": with_etag}
    ) as site:
        health, told = follow(feed_of(site.root), 3)
        assert health.moved_to == f"{site.root}/new"
        assert told == [
            f"Lake Wire has moved for good to {site.root}/new; write that into its configuration."
        ]
