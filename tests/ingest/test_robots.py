import pytest
from yarl import URL

from twosource.ingest.robots import LASTS_S, Robots

SITE = URL("https://wire.example/a")
RULES = "User-agent: *\nDisallow: /private\nCrawl-delay: 3\n"


def test_rules_are_gone_by_for_a_day() -> None:
    robots = Robots("twosource")
    assert not robots.knows(SITE)
    robots.learn(SITE, RULES, at=100.0)
    assert (robots.knows(SITE, 100.0 + LASTS_S - 1), robots.knows(SITE, 100.0 + LASTS_S)) == (True, False)


@pytest.mark.parametrize(("path", "allowed"), [("/a", True), ("/private", False), ("/private/x", False)])
def test_rules_say_what_may_be_read(path: str, allowed: bool) -> None:
    robots = Robots("twosource")
    robots.learn(SITE, RULES)
    assert robots.allows(SITE.with_path(path)) is allowed


@pytest.mark.parametrize(
    ("text", "delay_s"), [(RULES, 3.0), ("", 0.0), ("User-agent: *\nCrawl-delay: soon\n", 0.0)]
)
def test_a_site_may_ask_for_a_pause(text: str, delay_s: float) -> None:
    robots = Robots("twosource")
    assert robots.delay_s(SITE) == 0.0
    robots.learn(SITE, text)
    assert robots.delay_s(SITE) == delay_s


def test_old_rules_stay_in_force_where_none_can_be_had() -> None:
    robots = Robots("twosource")
    assert not robots.keep(SITE, at=0.0, lasts_s=600.0)
    robots.learn(SITE, RULES, at=0.0)
    assert robots.keep(SITE, at=LASTS_S, lasts_s=600.0)
    assert robots.knows(SITE, LASTS_S + 599.0)
    assert not robots.allows(SITE.with_path("/private"))


def test_the_sites_met_longest_ago_are_forgotten_first() -> None:
    robots = Robots("twosource")
    sites = [URL(f"https://{number}.example/") for number in range(12)]
    for site in sites:
        robots.learn(site, "# " + "x" * 500_000)
    assert [robots.knows(site) for site in sites] == [False] * 3 + [True] * 9


def test_rules_learnt_anew_replace_the_old() -> None:
    robots = Robots("twosource")
    for _ in range(30):
        robots.learn(SITE, "# " + "x" * 500_000)
    other = SITE.with_host("other.example")
    robots.learn(other, RULES)
    assert robots.knows(SITE)
