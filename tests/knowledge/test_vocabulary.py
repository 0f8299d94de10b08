"""The list of common words."""

from twosource.knowledge.vocabulary import load_vocabulary


def test_common_words_are_in_and_names_are_not() -> None:
    words = load_vocabulary()
    assert {"kidnapped", "pylons", "mayor"} <= words
    assert not {"kisumu", "lusweti", "peru"} & words
    assert all(word.islower() for word in words)
