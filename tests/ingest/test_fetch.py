import gzip
import zlib
from collections.abc import Mapping

import pytest

from tests.fakes import NOON, FakeClock
from tests.ingest.servers import Exchange, Route, serve
from twosource import __version__
from twosource.errors import FetchError, InputError, RefusedAddress, TooLarge
from twosource.ids import PageId
from twosource.ingest.addresses import Journey, find_refusal, find_refusal_at_home
from twosource.ingest.fetch import FetchLimits, HttpFetcher
from twosource.ingest.resolve import look_up
from twosource.model import Page

QUICK = FetchLimits(timeout_s=1.0, max_bytes=100_000, max_redirects=2, tries=2, retry_wait_s=0.001)
PATIENT = FetchLimits(timeout_s=10, max_bytes=100_000, max_redirects=2, tries=2, retry_wait_s=0.001)


def fetcher(
    *, limits: FetchLimits = PATIENT, robots: bool = False, allow_private: bool = True
) -> HttpFetcher:
    return HttpFetcher(allow_private=allow_private, limits=limits, robots=robots, clock=FakeClock())


def redirect(target: str) -> Route:
    return lambda it: it.answer(status=302, headers={"Location": target})


def page(body: bytes, headers: Mapping[str, str] | None = None) -> Route:
    return lambda it: it.answer(body, headers=headers)


def test_a_page_comes_with_its_digest_type_and_time() -> None:
    with serve({"/a": page(b"<p>Hello</p>", {"Content-Type": "text/html; charset=cp1252"})}) as site:
        assert fetcher().fetch(f"{site.root}/a") == Page(
            id=PageId("d0a26d23e9d8e0538fd47e7bc502d26cf6c320e8daaec7c8521d4769530f5900"),
            address=f"{site.root}/a",
            media_type="text/html; charset=cp1252",
            content=b"<p>Hello</p>",
            fetched_at=NOON,
        )


def test_it_names_itself_and_how_to_reach_its_user() -> None:
    with serve({"/a": page(b"x")}) as site:
        HttpFetcher(allow_private=True, contact="https://desk.example", robots=False).fetch(f"{site.root}/a")
        assert site.agents == {f"twosource/{__version__} (+https://desk.example)"}


def test_a_redirect_is_followed_and_the_last_address_kept() -> None:
    with serve({"/old": redirect("/new"), "/new": page(b"moved")}) as site:
        assert fetcher().fetch(f"{site.root}/old").address == f"{site.root}/new"


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(b"storm")),
        ("gzip", gzip.compress(b"st") + gzip.compress(b"orm")),
        ("deflate", zlib.compress(b"storm")),
        ("deflate", zlib.compress(b"storm", wbits=-15)),
    ],
    ids=["gzip", "gzip in two parts", "deflate", "deflate without its head"],
)
def test_a_packed_body_is_unpacked(coding: str, body: bytes) -> None:
    with serve({"/a": page(body, {"Content-Encoding": coding})}) as site:
        assert fetcher().fetch(f"{site.root}/a").content == b"storm"


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


BOMB = gzip.compress(b"0" * 5_000_000)


def gzip_bomb(it: Exchange) -> None:
    it.answer(BOMB, headers={"Content-Encoding": "gzip"})


def huge(it: Exchange) -> None:
    it.start(headers={"Content-Length": "5000000000"})


def cut(it: Exchange) -> None:
    it.cut()


def garbage(it: Exchange) -> None:
    it.write(b"\x00\x01 this is no HTTP\r\n\r\n")
    it.cut()


@pytest.mark.parametrize(
    ("route", "error", "words"),
    [
        (lambda it: it.answer(status=500), FetchError, "the server answered 500"),
        (lambda it: it.answer(status=404), FetchError, "the server answered 404"),
        (lambda it: it.answer(status=204), FetchError, "the server answered 204"),
        (lambda it: it.answer(status=503), FetchError, "the server answered 503"),
        (hang, FetchError, "stopped answering|no answer within 1 seconds"),
        (trickle, FetchError, "no answer within 1 seconds"),
        (endless, TooLarge, "is larger than 100,000 bytes"),
        (gzip_bomb, TooLarge, "is larger than 100 kB"),
        (huge, TooLarge, "is 5,000,000,000 bytes; at most 100,000 are fetched"),
        (cut, FetchError, "the server cut the connection"),
        (garbage, FetchError, "gave no proper answer"),
        (page(b"?", {"Content-Encoding": "br"}), InputError, "is packed as 'br', which is not read"),
        (page(b"not gzip", {"Content-Encoding": "gzip"}), InputError, "is packed wrongly"),
        (redirect("/a"), FetchError, "redirects more than 2 times"),
        (redirect("file:///etc/passwd"), RefusedAddress, "only http and https addresses are asked"),
        (redirect("http://user:word@127.0.0.1/"), RefusedAddress, "carries a user name or password"),
        (redirect("http://[bad"), FetchError, "not an address"),
    ],
    ids=[
        "500",
        "404",
        "204",
        "503",
        "hang",
        "trickle",
        "endless",
        "bomb",
        "huge",
        "cut",
        "garbage",
        "coding",
        "broken",
        "loop",
        "file",
        "login",
        "nonsense",
    ],
)
def test_a_server_that_misbehaves_gives_one_clear_line(
    route: Route, error: type[InputError], words: str
) -> None:
    with serve({"/a": route}) as site, pytest.raises(error, match=words) as caught:
        fetcher(limits=QUICK).fetch(f"{site.root}/a")
    assert "\n" not in str(caught.value)


def test_a_busy_server_is_asked_again() -> None:
    answers = iter((503, 200))
    with serve({"/a": lambda it: it.answer(b"now", status=next(answers))}) as site:
        assert fetcher().fetch(f"{site.root}/a").content == b"now"
        assert site.asked == ["/a", "/a"]


def test_a_closed_port_gives_one_clear_line() -> None:
    with serve({}) as site:
        root = site.root
    with pytest.raises(FetchError, match="can't be reached"):
        fetcher().fetch(f"{root}/a")


# --- addresses that are not asked ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://news.example/a", "only http and https addresses are asked"),
        ("file:///etc/passwd", "only http and https addresses are asked"),
        ("http://me:secret@news.example/", "carries a user name or password"),
        ("http:///a", "without a host"),
        ("http://news.example:99999/", "is not a valid address"),
        ("http://127.0.0.1/", "127.0.0.1 is loopback"),
        ("http://[::1]/", "::1 is loopback"),
        ("http://[::ffff:127.0.0.1]/", "is loopback"),
        ("http://169.254.169.254/latest/meta-data/", "is link-local"),
    ],
)
def test_an_address_that_is_not_public_is_refused(url: str, words: str) -> None:
    with pytest.raises(FetchError, match=words):
        fetcher(allow_private=False).fetch(url)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("127.0.0.1", None),
        ("::1", None),
        ("192.168.3.4", None),
        ("100.64.1.1", None),
        ("fd00::1", None),
        ("93.184.215.14", None),
        ("169.254.169.254", "link-local"),
        ("::ffff:169.254.169.254", "link-local"),
        ("fe80::1", "link-local"),
        ("168.63.129.16", "a cloud's metadata"),
        ("224.0.0.1", "multicast"),
    ],
)
def test_at_home_private_addresses_are_allowed_and_a_clouds_metadata_is_not(
    address: str, reason: str | None
) -> None:
    assert find_refusal_at_home(address) == reason


@pytest.mark.parametrize(
    ("hops", "reason"),
    [
        (["127.0.0.1", "192.168.1.9"], None),
        (["127.0.0.1", "93.184.215.14"], None),
        (["93.184.215.14", "93.184.215.15"], None),
        (["93.184.215.14", "127.0.0.1"], "loopback"),
        (["127.0.0.1", "93.184.215.14", "10.0.0.8"], "private"),
    ],
    ids=["inside", "from inside out", "outside", "from outside in", "out and in again"],
)
def test_a_site_outside_never_sends_us_inside(hops: list[str], reason: str | None) -> None:
    journey = Journey(find_refusal_at_home)
    assert [journey.judge(address) for address in hops][-1] == reason


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["93.184.215.14", "10.0.0.8"], ["fd00::1"]], ids=str)
def test_a_name_that_leads_inside_is_refused(addresses: list[str]) -> None:
    careful = HttpFetcher(lookup=lambda _: addresses, robots=False, limits=QUICK)
    with pytest.raises(RefusedAddress, match=r"wire\.example leads to .*, which is (loopback|private)"):
        careful.fetch("http://wire.example/a")


def test_a_name_that_leads_nowhere_is_told() -> None:
    def nothing(host: str) -> list[str]:
        raise OSError

    with pytest.raises(FetchError, match=r"the name wire\.example leads nowhere"):
        HttpFetcher(lookup=nothing, robots=False).fetch("http://wire.example/a")


def only_the_test_server(address: str) -> str | None:
    return None if address == "127.0.0.1" else find_refusal(address)


@pytest.mark.parametrize("inside", ["http://127.0.0.2/b", "http://[::1]/", "http://intranet.example/"])
def test_a_public_name_that_redirects_inside_is_refused_at_the_second_hop(inside: str) -> None:
    names = {"wire.example": ["127.0.0.1"], "intranet.example": ["10.0.0.8"]}
    careful = HttpFetcher(robots=False, limits=PATIENT, lookup=names.__getitem__, judge=only_the_test_server)
    with (
        serve({"/a": redirect(inside)}) as site,
        pytest.raises(RefusedAddress, match=r"is (loopback|private)"),
    ):
        careful.fetch(site.root.replace("127.0.0.1", "wire.example") + "/a")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.20.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "168.63.129.16",
        "100.64.0.1",
        "100.100.100.200",
        "192.0.0.192",
        "198.18.0.1",
        "203.0.113.9",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "2001:db8::1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2001::1",
        "fec0::1",
    ],
)
def test_special_addresses_are_not_public(address: str) -> None:
    assert find_refusal(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "64:ff9b::808:808", "::ffff:1.1.1.1"]
)
def test_ordinary_addresses_are_public(address: str) -> None:
    assert find_refusal(address) is None


def test_a_literal_address_is_looked_up_as_itself() -> None:
    assert look_up("192.0.2.7") == ["192.0.2.7"]


# --- robots.txt -------------------------------------------------------------------------------------

RULES = b"User-agent: *\nDisallow: /private\nAllow: /private/open$\n"


def test_robots_are_heeded_and_asked_once() -> None:
    routes = {
        "/robots.txt": page(RULES),
        "/news": page(b"a"),
        "/private/open": page(b"b"),
        "/private/x": page(b"c"),
    }
    with serve(routes) as site:
        polite = fetcher(robots=True)
        assert polite.fetch(f"{site.root}/news").content == b"a"
        assert polite.fetch(f"{site.root}/private/open").content == b"b"
        with pytest.raises(FetchError, match=r"the robots\.txt of 127\.0\.0\.1 asks not to read this page"):
            polite.fetch(f"{site.root}/private/x")
        assert site.asked == ["/robots.txt", "/news", "/private/open"]


def test_robots_are_heeded_after_a_redirect() -> None:
    routes = {"/robots.txt": page(RULES), "/go": redirect("/private/x"), "/private/x": page(b"c")}
    with serve(routes) as site, pytest.raises(FetchError, match="asks not to read"):
        fetcher(robots=True).fetch(f"{site.root}/go")


@pytest.mark.parametrize(
    "robots", [lambda it: it.answer(status=500), cut, endless], ids=["500", "cut", "endless"]
)
def test_robots_that_can_not_be_had_allow_everything(robots: Route) -> None:
    with serve({"/robots.txt": robots, "/news": page(b"a")}) as site:
        assert fetcher(robots=True).fetch(f"{site.root}/news").content == b"a"


def test_robots_that_hang_cost_a_part_of_the_time() -> None:
    limits = FetchLimits(timeout_s=2, tries=1)
    with serve({"/robots.txt": hang, "/news": page(b"a")}) as site:
        assert fetcher(robots=True, limits=limits).fetch(f"{site.root}/news").content == b"a"


@pytest.mark.parametrize(
    ("status", "hint"),
    [
        (403, "Save the page with a browser and give the file."),
        (404, "Check the address."),
        (429, "Try again later."),
        (500, "Try again later."),
        (503, "Try again later."),
    ],
)
def test_a_status_comes_with_what_to_do(status: int, hint: str) -> None:
    with serve({"/a": lambda it: it.answer(status=status)}) as site, pytest.raises(FetchError) as caught:
        fetcher(limits=QUICK).fetch(f"{site.root}/a")
    assert (str(caught.value), caught.value.hint) == (f"the server answered {status}", hint)
