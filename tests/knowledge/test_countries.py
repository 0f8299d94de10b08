import pytest

from twosource.knowledge.countries import Country, find_country_name, load_countries


@pytest.mark.parametrize(
    ("code", "country"),
    [
        ("KE", Country(code="KE", alpha3="KEN", numeric=404, acled_region="Eastern Africa", ucdp_region="Africa")),
        ("IQ", Country(code="IQ", alpha3="IRQ", numeric=368, acled_region="Middle East", ucdp_region="Middle East")),
        ("XK", Country(code="XK", alpha3="XKX", numeric=None, acled_region="Europe", ucdp_region="Europe")),
    ],
)  # fmt: skip
def test_a_country_has_its_numbers_and_regions(code: str, country: Country) -> None:
    assert load_countries()[code] == country


def test_no_number_is_given_twice() -> None:
    numbers = [one.numeric for one in load_countries().values() if one.numeric is not None]

    assert len(numbers) == len(set(numbers))


def test_every_country_but_antarctica_lies_in_a_region_of_both() -> None:
    bare = {code for code, one in load_countries().items() if not (one.acled_region and one.ucdp_region)}

    assert bare <= {"AQ", "BV", "GS", "HM", "TF"}


def test_names_are_those_of_the_gazetteer() -> None:
    assert [find_country_name(code) for code in ("KE", "CI", "ZZ")] == ["Kenya", "Ivory Coast", None]
