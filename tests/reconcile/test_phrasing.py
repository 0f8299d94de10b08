import pytest

from twosource.reconcile.phrasing import name_target, with_article


@pytest.mark.parametrize(
    ("noun", "shown"),
    [
        ("police van", "a police van"),
        ("oil depot", "an oil depot"),
        ("university", "a university"),
        ("hourly bus", "an hourly bus"),
        ("18-month-old boy", "an 18-month-old boy"),
        ("17-year-old boy", "a 17-year-old boy"),
        ("US embassy", "the US embassy"),
        ("Turkish soldier", "a Turkish soldier"),
        ("police station of Harran", "the police station of Harran"),
        ("Old Mill", "Old Mill"),
        ("the mill", "the mill"),
        ("two homes", "two homes"),
        ("30 homes", "30 homes"),
        ("oil and gas sites", "oil and gas sites"),
        ("printing works", "printing works"),
        ("policemen", "policemen"),
        ("people waiting for buses", "people waiting for buses"),
        ("bus", "a bus"),
        ("crowd", "a crowd"),
        ("Peter's house", "Peter's house"),
        ("", ""),
    ],
)
def test_a_noun_gets_the_article_it_needs(noun: str, shown: str) -> None:
    assert with_article(noun) == shown


@pytest.mark.parametrize(
    ("kind", "target", "shown"),
    [
        ("car bombing", "police station", "of a police station"),
        ("drone strike", "refinery", "on a refinery"),
        ("shooting", "constable", "of a constable"),
        ("shooting", "people waiting for buses", "of people waiting for buses"),
        ("shooting", "bus", "at a bus"),
        ("arson", "houses", "at houses"),
        ("clash", "rangers", "with rangers"),
    ],
)
def test_a_target_follows_its_kind_as_an_editor_has_it(kind: str, target: str, shown: str) -> None:
    assert name_target(kind, target) == shown
