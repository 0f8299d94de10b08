import asyncio
import gzip
import socket
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from itertools import pairwise

import pytest

from tests.fakes import NOON, FakeClock
from tests.ingest.live.asking import PATIENT, QUICK, ask, ask_outside, found_at, speak
from tests.ingest.servers import Exchange, Route, serve
from twosource import __version__
from twosource.ids import PageId
from twosource.ingest.live.answers import Answer
from twosource.ingest.live.polite import PoliteFetcher
from twosource.model import Page

POLITE = replace(PATIENT, robots=True)


def page(body: bytes, **headers: str) -> Route:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda it: it.answer(body, headers=named)


def redirect(target: str, status: int = 302) -> Route:
    return lambda it: it.answer(status=status, headers={"Location": target})


def test_a_page_comes_with_what_its_server_says_of_it() -> None:
    headers = {
        "ETag": 'W/"a1"',
        "Last-Modified": "Tue, 05 Mar 2024 11:00:00 GMT",
        "Cache-Control": "public, max-age=90",
        "Content-Type": "application/rss+xml",
    }
    with serve({"/rss": lambda it: it.answer(b"<rss/>", headers=headers)}) as site:
        assert ask(f"{site.root}/rss", how=replace(PATIENT, contact="https://desk.example")) == [
            Answer(
                kind="page",
                page=Page(
                    id=PageId(sha256(b"<rss/>").hexdigest()),
                    address=f"{site.root}/rss",
                    media_type="application/rss+xml",
                    content=b"<rss/>",
                    fetched_at=NOON,
                ),
                status=200,
                etag='W/"a1"',
                last_modified="Tue, 05 Mar 2024 11:00:00 GMT",
                fresh_for=timedelta(seconds=90),
            )
        ]
        assert site.agents == {f"twosource/{__version__} (+https://desk.example)"}


def unless_known(it: Exchange) -> None:
    known = it.handler.headers
    if known["If-None-Match"] == '"a1"' or known["If-Modified-Since"] == "Tue, 05 Mar 2024 11:00:00 GMT":
        it.handler.send_response(304)
        it.handler.end_headers()
    else:
        it.answer(b"news", headers={"ETag": '"a1"'})


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({}, "page"),
        ({"etag": '"a1"'}, "unchanged"),
        ({"etag": '"a0"'}, "page"),
        ({"last_modified": "Tue, 05 Mar 2024 11:00:00 GMT"}, "unchanged"),
    ],
    ids=["nothing known", "the same", "another", "not modified"],
)
def test_what_is_known_already_is_not_sent_again(said: dict[str, str | None], kind: str) -> None:
    with serve({"/rss": unless_known}) as site:
        [answer] = ask(f"{site.root}/rss", said=said)
    assert (answer.kind, answer.page is None) == (kind, kind == "unchanged")


def test_an_answer_of_304_that_nobody_asked_for_is_a_failure() -> None:
    with serve({"/rss": lambda it: it.answer(status=304)}) as site:
        assert [one.kind for one in ask(f"{site.root}/rss")] == ["failed"]


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [([301], True), ([308], True), ([301, 308], True), ([302], False), ([307], False), ([301, 302], False)],
    ids=str,
)
def test_only_what_has_moved_for_good_is_said_to_have_moved(statuses: list[int], moved: bool) -> None:
    routes = {f"/{number}": redirect(f"/{number + 1}", status) for number, status in enumerate(statuses)}
    with serve({**routes, f"/{len(statuses)}": page(b"here")}) as site:
        [answer] = ask(f"{site.root}/0")
        assert answer.page is not None
        assert answer.page.content == b"here"
        assert answer.moved_to == (f"{site.root}/{len(statuses)}" if moved else None)


def test_what_has_moved_to_nowhere_has_not_moved() -> None:
    with serve({"/a": redirect("/b", 301)}) as site:
        [answer] = ask(f"{site.root}/a")
    assert (answer.kind, answer.status, answer.moved_to) == ("failed", 404, None)


# --- servers that misbehave ------------------------------------------------------------------------


def hang(it: Exchange) -> None:
    it.over.wait(10)


def trickle(it: Exchange) -> None:
    it.start()
    while not it.over.wait(0.05):
        it.write(b".")


def endless(it: Exchange) -> None:
    it.start()
    for _ in range(10_000):
        it.write(b"x" * 10_000)


def cut_short(it: Exchange) -> None:
    it.start(headers={"Content-Length": "5000"})
    it.write(b"only this")
    it.cut()


BOMB = gzip.compress(b"0" * 5_000_000)
CUT_GZIP = gzip.compress(bytes(range(256)) * 20)[:-40]


@pytest.mark.parametrize(
    ("route", "words", "is_lasting"),
    [
        (lambda it: it.answer(status=404), "the server answered 404", True),
        (lambda it: it.answer(status=410), "the server answered 410", True),
        (lambda it: it.answer(status=403), "the server answered 403", True),
        (lambda it: it.answer(status=408), "the server answered 408", False),
        (lambda it: it.answer(status=500), "the server answered 500", False),
        (lambda it: it.answer(status=204), "the server answered 204", False),
        (hang, "the server stopped answering", False),
        (trickle, "no answer within 1 seconds", False),
        (endless, "is larger than 100,000 bytes", True),
        (page(BOMB, Content_Encoding="gzip"), "is larger than 100 kB", True),
        (page(CUT_GZIP, Content_Encoding="gzip"), "is packed wrongly (its compressed body ends too early)", True),
        (page(b"?", Content_Encoding="br"), "is packed as 'br', which is not read", True),
        (lambda it: it.start(headers={"Content-Length": "5000000000"}), "is 5,000,000,000 bytes; at most 100,000 are fetched", True),
        (cut_short, "gave no proper answer", False),
        (lambda it: it.cut(), "the server cut the connection", False),
        (redirect("/a"), "redirects more than 2 times", False),
        (redirect("file:///etc/passwd"), "only http and https addresses are asked", True),
        (redirect("http://[bad"), "redirects to something that is not an address", False),
        (redirect("http://me:secret@127.0.0.1/"), "carries a user name or password, which is not sent", True),
        (redirect("http://169.254.169.254/latest/meta-data/"), "169.254.169.254 is link-local", True),
    ],
    ids=["404", "410", "403", "408", "500", "204", "hang", "trickle", "endless", "bomb", "gzip cut", "coding", "huge",
         "cut in the middle", "cut", "loop", "file", "nonsense", "login", "link-local"],
)  # fmt: skip
def test_what_a_server_does_is_an_answer_never_an_error(route: Route, words: str, is_lasting: bool) -> None:
    with serve({"/a": route}) as site:
        [answer] = ask(f"{site.root}/a", how=QUICK)
    assert answer.kind == "failed"
    assert answer.trouble.startswith(words)
    assert "\n" not in answer.trouble
    assert answer.is_lasting is is_lasting


def says(*parts: bytes) -> Callable[[socket.socket], None]:
    def answer(connection: socket.socket) -> None:
        for part in parts:
            connection.sendall(part)

    return answer


def endless_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(100_000):
        connection.sendall(b"X-%d: %s\r\n" % (number, b"y" * 1000))


def slow_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(60):
        connection.sendall(b"X-%d: y\r\n" % number)
        time.sleep(0.05)


@pytest.mark.parametrize(
    "answer",
    [
        says(b"\x00\x01 this is no HTTP\r\n\r\n"),
        says(b"SSH-2.0-OpenSSH_9.6\r\n"),
        says(b"HTTP/1.1 99999999999999999999 what\r\n\r\n"),
        says(b"HTTP/1.1 200 OK\r\nContent-Length: minus one\r\n\r\nx"),
        says(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde"),
        says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n"),
        says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffff\r\nabc"),
        says(b"HTTP/1.1 200 OK\r\nX-Long: " + b"y" * 100_000 + b"\r\n\r\n"),
        endless_headers,
        slow_headers,
        says(b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n"),
        says(b""),
    ],
    ids=["bytes", "ssh", "status", "length", "two lengths", "chunk size", "chunk cut", "long header", "endless headers",
         "slow headers", "bad header", "nothing"],
)  # fmt: skip
def test_what_is_no_http_is_told(answer: Callable[[socket.socket], None]) -> None:
    with speak(answer) as root:
        began = time.monotonic()
        [found] = ask(f"{root}/a", how=QUICK)
    assert found.kind == "failed"
    assert "\n" not in found.trouble
    assert time.monotonic() - began < 20


# --- addresses that are not asked ------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/",
        "ftp://wire.example/",
        "http://inside.example/",
    ],
)
def test_an_address_that_is_not_public_is_not_asked(url: str) -> None:
    lookup = found_at(inside_example="10.0.0.8")
    answer = asyncio.run(
        ask_carefully(url, PoliteFetcher(replace(QUICK, allow_private=False), lookup=lookup))
    )
    assert (answer.kind, answer.is_lasting) == ("failed", True)


async def ask_carefully(url: str, fetcher: PoliteFetcher) -> Answer:
    async with fetcher:
        return await fetcher.ask(url)


@pytest.mark.parametrize(
    "inside",
    ["http://169.254.169.254/latest/", "http://127.0.0.2/b", "http://[::1]/", "http://intranet.example/"],
)
def test_a_public_name_does_not_send_us_inside(inside: str) -> None:
    lookup = found_at(wire_example="127.0.0.1", intranet_example="10.0.0.8")
    with serve({"/a": redirect(inside)}) as site:
        [answer] = ask_outside(site.root.replace("127.0.0.1", "wire.example") + "/a", lookup=lookup)
        assert site.asked == ["/a"]
    assert (answer.kind, answer.is_lasting) == ("failed", True)


def test_a_name_that_leads_elsewhere_a_moment_later_is_not_followed_there() -> None:
    """A lookup that changes between check and connection (DNS rebinding): what was checked is what is asked."""
    asked: list[str] = []

    def turning(host: str) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.8"]

    with serve({"/a": page(b"news")}) as site:
        url = site.root.replace("127.0.0.1", "wire.example") + "/a"
        answers = ask_outside(url, url, lookup=turning)
    assert [one.kind for one in answers] == ["page", "page"]
    assert asked == ["wire.example"]


def test_a_kept_connection_is_no_way_around_the_check() -> None:
    """Somebody outside redirects to a host inside that we have a connection to: it is refused all the same."""
    with serve(
        {"/in": page(b"secret"), "/out": lambda it: it.answer(status=302, headers={"Location": inside})}
    ) as site:
        inside = site.root.replace("127.0.0.1", "home.example") + "/in"
        outside = site.root.replace("127.0.0.1", "wire.example") + "/out"
        lookup = found_at(home_example="127.0.0.1", wire_example="127.0.0.1")
        seen: list[str] = []

        def judge(address: str) -> str | None:
            seen.append(address)
            return "loopback" if len(seen) > 4 else None

        fetcher = PoliteFetcher(replace(PATIENT, allow_private=False), lookup=lookup, judge=judge)
        answers = asyncio.run(ask_all([inside, outside], fetcher))
        assert site.asked == ["/in", "/out"]
    assert [one.kind for one in answers] == ["page", "failed"]


async def ask_all(urls: list[str], fetcher: PoliteFetcher) -> list[Answer]:
    async with fetcher:
        return [await fetcher.ask(url) for url in urls]


def test_a_name_that_leads_nowhere_is_told() -> None:
    def nothing(host: str) -> list[str]:
        raise OSError

    [answer] = ask_outside("http://wire.example/a", lookup=nothing)
    assert (answer.kind, answer.trouble) == ("failed", "the name wire.example leads nowhere")


@pytest.mark.parametrize(
    ("feed", "kind"),
    [
        ("http://public.example/rss", "failed"),
        ("http://93.184.215.14/rss", "failed"),
        ("http://nowhere.example/rss", "failed"),
        ("http://home.example/rss", "page"),
        ("http://127.0.0.1/rss", "page"),
    ],
)
def test_a_feed_outside_does_not_send_us_inside_even_where_private_addresses_are_allowed(
    feed: str, kind: str
) -> None:
    lookup = found_at(public_example="93.184.215.14", home_example="127.0.0.1")
    with serve({"/a": page(b"inside")}) as site:
        answer = asyncio.run(ask_via(f"{site.root}/a", feed, PoliteFetcher(PATIENT, lookup=lookup)))
        assert site.asked == ([] if kind == "failed" else ["/a"])
    assert answer.kind == kind


async def ask_via(url: str, feed: str, fetcher: PoliteFetcher) -> Answer:
    async with fetcher:
        return await fetcher.ask(url, via=feed)


# --- robots.txt -------------------------------------------------------------------------------------

RULES = b"User-agent: *\nDisallow: /private\n"


def test_robots_are_heeded_and_asked_for_once() -> None:
    with serve({"/robots.txt": page(RULES), "/a": page(b"a"), "/private/b": page(b"b")}) as site:
        answers = ask(f"{site.root}/a", f"{site.root}/private/b", f"{site.root}/a", how=POLITE)
        assert site.asked == ["/robots.txt", "/a", "/a"]
    assert [(one.kind, one.is_lasting) for one in answers] == [
        ("page", False),
        ("failed", True),
        ("page", False),
    ]
    assert answers[1].trouble == "the robots.txt of 127.0.0.1 asks not to read this page"


def test_robots_may_redirect() -> None:
    with serve({"/robots.txt": redirect("/r"), "/r": page(RULES), "/private/b": page(b"b")}) as site:
        assert [one.kind for one in ask(f"{site.root}/private/b", how=POLITE)] == ["failed"]


@pytest.mark.parametrize(
    "robots",
    [lambda it: it.answer(status=404), lambda it: it.answer(status=500), redirect("/robots.txt"), endless,
     redirect("http://169.254.169.254/"), page(b"\xff\x00 no rules"), page(BOMB, Content_Encoding="gzip")],
    ids=["none", "500", "loop", "endless", "inside", "nonsense", "bomb"],
)  # fmt: skip
def test_robots_that_can_not_be_had_allow_everything(robots: Route) -> None:
    with serve({"/robots.txt": robots, "/a": page(b"a")}) as site:
        assert [one.kind for one in ask(f"{site.root}/a", how=POLITE)] == ["page"]


@pytest.mark.parametrize("status", [429, 503])
def test_a_site_too_busy_for_its_robots_is_left_alone(status: int) -> None:
    with serve({"/robots.txt": lambda it: it.answer(status=status), "/a": page(b"a")}) as site:
        [answer] = ask(f"{site.root}/a", how=POLITE)
        assert site.asked == ["/robots.txt"]
    assert (answer.kind, answer.is_lasting) == ("failed", False)
    assert answer.trouble == f"the server answered {status} for its robots.txt"


def test_robots_that_hang_cost_a_part_of_the_time() -> None:
    with serve({"/robots.txt": hang, "/a": page(b"a")}) as site:
        assert [one.kind for one in ask(f"{site.root}/a", how=replace(POLITE, timeout_s=2.0))] == ["page"]


# --- manners ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_host_is_left_alone_as_long_as_it_asks(status: int) -> None:
    routes = {
        "/busy": lambda it: it.answer(status=status, headers={"Retry-After": "31536000"}),
        "/a": page(b"a"),
    }
    with serve(routes) as site:
        busy, other = ask(f"{site.root}/busy", f"{site.root}/a")
        assert site.asked == ["/busy"]
    assert (busy.kind, busy.status, busy.retry_after, busy.is_lasting) == (
        "failed",
        status,
        timedelta(days=1),
        False,
    )
    assert other.kind == "later"
    assert other.retry_after is not None
    assert timedelta(hours=23) < other.retry_after <= timedelta(days=1)


def test_one_host_is_asked_one_request_at_a_time() -> None:
    under_way: list[int] = []
    most: list[int] = []

    def slow(it: Exchange) -> None:
        under_way.append(1)
        most.append(len(under_way))
        it.over.wait(0.02)
        under_way.pop()
        it.answer(b"a")

    with serve({"/a": slow}) as site:
        answers = asyncio.run(ask_at_once([f"{site.root}/a"] * 6, PoliteFetcher(PATIENT, clock=FakeClock())))
    assert [one.kind for one in answers] == ["page"] * 6
    assert max(most) == 1


async def ask_at_once(urls: list[str], fetcher: PoliteFetcher) -> list[Answer]:
    async with fetcher:
        return list(await asyncio.gather(*map(fetcher.ask, urls)))


def test_connections_are_used_again() -> None:
    ports: set[int] = set()

    def note(connection: socket.socket) -> None:
        ports.add(connection.getpeername()[1])
        answer = b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na"
        for _ in range(3):
            connection.sendall(answer)
            connection.recv(65_536)

    with speak(note) as root:
        assert [one.kind for one in ask(*[f"{root}/a"] * 3)] == ["page"] * 3
    assert len(ports) == 1


def test_there_is_a_pause_between_two_requests() -> None:
    times: list[float] = []

    def note(it: Exchange) -> None:
        times.append(time.monotonic())
        it.answer(b"a")

    robots = page(b"User-agent: twosource\nCrawl-delay: 0.2\n")
    with serve({"/robots.txt": robots, "/a": note}) as site:
        ask(*[f"{site.root}/a"] * 3, how=POLITE)
    assert all(later - earlier >= 0.19 for earlier, later in pairwise(times))
