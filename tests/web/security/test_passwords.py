"""What a password must be like, and what is kept of it."""

import pytest

from twosource.errors import InputError
from twosource.web.security.passwords import LEAST, MOST, hash_password, is_password

WORDS = "seven herons by the weir"


def test_what_is_kept_is_argon2id_and_knows_the_password_again() -> None:
    kept = hash_password(WORDS)
    assert kept.startswith("$argon2id$")
    assert is_password(kept, WORDS)
    assert not is_password(kept, WORDS + " ")


def test_a_password_is_the_same_however_its_letters_are_composed() -> None:
    assert is_password(hash_password("café au bord du lac"), "cafe\u0301 au bord du lac")


@pytest.mark.parametrize("length", [0, LEAST - 1, MOST + 1])
def test_what_is_too_short_or_long_is_no_password(length: int) -> None:
    with pytest.raises(InputError, match=f"{LEAST} to {MOST} characters"):
        hash_password("x" * length)


@pytest.mark.parametrize("kept", [None, "", "$argon2id$broken", "plain"], ids=repr)
def test_nothing_is_the_password_of_nobody(kept: str | None) -> None:
    assert not is_password(kept, WORDS)
    assert not is_password(kept, "the password of nobody")


def test_a_lone_surrogate_is_a_wrong_password_not_a_fault() -> None:
    assert not is_password(None, "\ud800" * 20)
