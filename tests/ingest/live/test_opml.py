from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.errors import InputError
from twosource.feeds import Feed
from twosource.ingest.live.opml import BETWEEN, read_opml, read_subscriptions, write_opml

NAMES = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="/"), min_size=1, max_size=30)
FEEDS = st.builds(
    Feed,
    name=NAMES,
    address=st.integers(0, 10**6).map(lambda number: f"https://w{number}.example/rss?a=1&b=%20"),
    form=st.sampled_from(["auto", "rss", "atom", "json", "sitemap"]),
    every=st.integers(1, 31 * 86_400).map(lambda seconds: timedelta(seconds=seconds)),
    pages=st.booleans(),
    outlet=st.none() | NAMES,
    group=st.lists(NAMES, max_size=4).map(BETWEEN.join),
    paused=st.booleans(),
)
FOLDERS = st.builds(
    Feed,
    name=NAMES,
    address=NAMES.map(lambda name: f"/srv/{name}"),
    form=st.just("folder"),
    group=NAMES,
    only=st.lists(NAMES, max_size=3).map(tuple),
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        FEEDS | FOLDERS, max_size=6, unique_by=(lambda one: one.address, lambda one: one.name.casefold())
    )
)
def test_feeds_read_as_they_were_written(feeds: list[Feed]) -> None:
    found = read_opml(write_opml(feeds))
    assert sorted(found, key=lambda one: one.address) == sorted(feeds, key=lambda one: one.address)
    assert write_opml(read_opml(write_opml(found))) == write_opml(found)


def test_a_list_of_another_reader_is_taken_over() -> None:
    content = b"""<?xml version="1.0"?><opml version="1.0"><head><title>Mine</title></head><body>
    <outline text="Africa"><outline title="East">
      <outline type="rss" text="Lake Wire" xmlUrl="https://l.example/rss" htmlUrl="https://l.example/"/></outline>
      <outline text="Lake Wire" xmlurl="https://m.example/rss"/></outline>
    <outline xmlUrl="https://n.example/feed"/>
    <outline text="Twice" xmlUrl="https://l.example/rss"/>
    <outline text="Odd" xmlUrl="gopher://o.example/"/>
    <outline text="A note"/>
    </body></opml>"""
    found = read_subscriptions(content, "mine.opml")
    assert found.feeds == (
        Feed(name="Lake Wire", address="https://l.example/rss", group="Africa / East"),
        Feed(name="Lake Wire (2)", address="https://m.example/rss", group="Africa"),
        Feed(name="n.example", address="https://n.example/feed"),
    )
    assert [(one.message, one.remark) for one in found.issues] == [
        ("https://l.example/rss stands in it twice", True),
        ("'gopher://o.example/' only http and https addresses are asked", False),
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "broken XML"),
        (b"<rss/>", "is no OPML"),
        (b"<opml/>", "is no OPML"),
        (b"<opml><body>", "broken XML"),
        (
            b'<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml><body>&a;</body></opml>',
            "entities",
        ),
        (
            b'<!DOCTYPE opml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><opml><body>&b;</body></opml>',
            "entities",
        ),
        (b"<opml>" + b" " * 20_000_001 + b"</opml>", "at most 20 MB"),
    ],
    ids=["nothing", "rss", "no body", "broken", "outside entity", "bomb", "huge"],
)
def test_what_is_no_list_of_feeds_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_opml(content)


def test_groups_may_lie_as_deep_as_they_like() -> None:
    deep = (
        b'<outline text="g">' * 200 + b'<outline text="a" xmlUrl="https://a.example/"/>' + b"</outline>" * 200
    )
    [feed] = read_opml(b"<opml><body>" + deep + b"</body></opml>")
    assert feed.group == BETWEEN.join(["g"] * 10)


def test_odd_values_of_ours_stand_at_their_defaults() -> None:
    content = b"""<opml xmlns:t="urn:twosource:opml:1"><body><outline text="a" xmlUrl="https://a.example/" t:every="soon"
    t:form="folder" t:pages="maybe" t:paused=""/></body></opml>"""
    assert read_opml(content) == (Feed(name="a", address="https://a.example/"),)
