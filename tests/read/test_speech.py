"""Who says, thinks or wants what: source, cue and content of each attribution."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.read.sentences import split_sentences
from twosource.read.speech import find_handings
from twosource.text import plain

Read = tuple[str | None, str, tuple[str, ...]]


def _read(text: str) -> list[Read]:
    text = plain(text)
    return [
        (
            found.source.of(text) if found.source else None,
            found.cue.of(text),
            tuple(content.of(text) for content in found.contents),
        )
        for found in find_handings(text, split_sentences(text))
        if found.contents and not found.nested
    ]


ONE: dict[str, tuple[str, Read]] = {
    "says that": (
        "The mayor said that the bridge was closed.",
        ("The mayor", "said", ("that the bridge was closed",)),
    ),
    "says without that": (
        "Ines Moro has said the bridge was closed.",
        ("Ines Moro", "has said", ("the bridge was closed",)),
    ),
    "after what is said": (
        "The bridge was closed, the mayor said on Friday.",
        ("the mayor", "said", ("The bridge was closed",)),
    ),
    "inverted": (
        "“The bridge is closed,” said the mayor.",
        ("the mayor", "said", ("The bridge is closed",)),
    ),
    "a sentence of its own": (
        "“Is the bridge closed?” asked the mayor.",
        ("the mayor", "asked", ("Is the bridge closed?",)),
    ),
    "in the middle": (
        "“The bridge,” the mayor said, “is closed.”",
        ("the mayor", "said", ("The bridge", "is closed.")),
    ),
    "goes on alone": (
        "“The bridge is closed,” the mayor said. “Nobody may cross it.”",
        ("the mayor", "said", ("The bridge is closed", "Nobody may cross it.")),
    ),
    "doubled strokes": (
        "''The bridge is closed,'' the mayor said.",
        ("the mayor", "said", ("The bridge is closed",)),
    ),
    "with an aside": (
        "Ines Moro, a councillor, said the bridge was closed.",
        ("Ines Moro, a councillor", "said", ("the bridge was closed",)),
    ),
    "with a relative clause": (
        "A woman who has sued the firm said the bridge was closed.",
        ("A woman who has sued the firm", "said", ("the bridge was closed",)),
    ),
    "told somebody": (
        "The mayor told reporters that the bridge was closed.",
        ("The mayor", "told", ("that the bridge was closed",)),
    ),
    "according to": (
        "The bridge was closed, according to the mayor.",
        ("the mayor", "according to", ("The bridge was closed",)),
    ),
    "according to first": (
        "According to the mayor, the bridge was closed.",
        ("the mayor", "According to", ("the bridge was closed",)),
    ),
    "opposes": (
        "The union opposes the new bridge.",
        ("The union", "opposes", ("the new bridge",)),
    ),
    "calls for": (
        "The union has called for a new bridge.",
        ("The union", "has called for", ("a new bridge",)),
    ),
    "refuses to": (
        "The union refused to leave the bridge.",
        ("The union", "refused", ("to leave the bridge",)),
    ),
    "is expected": (
        "The bridge is expected to open in May.",
        (None, "is expected", ("The bridge", "to open in May")),
    ),
    "praised by": (
        "The bridge was praised by the union.",
        ("the union", "was praised", ("The bridge",)),
    ),
    "a noun of speech": (
        "Officials met over the union's demand for a new bridge.",
        ("the union's", "demand", ("a new bridge",)),
    ),
    "put at": (
        "Police had earlier put the number of dead at two.",
        ("Police", "had earlier put", ("the number of dead at two",)),
    ),
    "said when": (
        "The union said on Friday, 3 May, it was in talks.",
        ("The union", "said", ("it was in talks",)),
    ),
    "said after": (
        "Guards said after they heard the shots they hid.",
        ("Guards", "said", ("after they heard the shots they hid",)),
    ),
    "joined verb": (
        "The mayor met reporters and said the bridge was closed.",
        ("The mayor", "said", ("the bridge was closed",)),
    ),
    "in a gap": (
        "They fled in what police believe was a stolen car.",
        ("police", "believe", ("was a stolen car",)),
    ),
    "shared by": (
        "Smoke rose over the port, videos shared on the net showed.",
        ("videos shared on the net", "showed", ("Smoke rose over the port",)),
    ),
    "a comma astray": (
        "A note from the office, said the bridge was closed.",
        ("A note from the office", "said", ("the bridge was closed",)),
    ),
    "no verb before": (
        "Seven dead, say the police.",
        ("the police", "say", ("Seven dead",)),
    ),
    "a signature": (
        "“We lost the bridge.”\n\n- Ines Moro",
        ("Ines Moro", "-", ("We lost the bridge.",)),
    ),
    "continued": (
        "“The bridge is closed,” the mayor continued.",
        ("the mayor", "continued", ("The bridge is closed",)),
    ),
    "an adjective": (
        "The union is wary of the new bridge.",
        ("The union", "is wary of", ("the new bridge",)),
    ),
    "a heading": ("Mayor: Bridge to open in May.", ("Mayor", ":", ("Bridge to open in May.",))),
}


@pytest.mark.parametrize(("text", "read"), ONE.values(), ids=ONE)
def test_an_attribution_has_source_cue_and_content(text: str, read: Read) -> None:
    assert read in _read(text)


@pytest.mark.parametrize(
    "text",
    [
        "The bridge was closed on Friday.",
        "The claims of the two firms are old.",
        "A bus stop near the bridge is called Elm Road.",
        "At 10:30 the bridge was closed.",
        "The proposed bridge is long.",
        "The report is on the table.",
        "Traffic continued over the old bridge.",
        "A wary crowd watched the bridge close.",
    ],
    ids=["plain", "noun", "bare-passive", "clock", "adjective", "report", "continued", "no-be"],
)
def test_words_that_only_look_like_speech_hand_nothing_over(text: str) -> None:
    assert [found for found in _read(text) if found[1] != "is called"] == []


def test_what_is_said_inside_a_quotation_is_not_taken_apart() -> None:
    text = "“I think we said that the bridge was closed,” the mayor said."
    assert [source for source, _, _ in _read(text)] == ["the mayor"]


def test_a_second_verb_has_the_speaker_of_the_first() -> None:
    text = "The mayor praised the union and said the bridge would open."
    assert _read(text)[-1] == ("The mayor", "said", ("the bridge would open",))


def test_an_attitude_inside_somebodys_words_is_part_of_them() -> None:
    text = "The mayor said the union opposes the new bridge."
    assert _read(text) == [("The mayor", "said", ("the union opposes the new bridge",))]


def test_what_two_people_say_in_a_sentence_is_kept_apart() -> None:
    text = "The mayor said two people were hurt, but a guard put the number of wounded at four."
    assert _read(text) == [
        ("The mayor", "said", ("two people were hurt",)),
        ("a guard", "put", ("the number of wounded at four",)),
    ]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Police say a boy was hurt while playing with fire.",
            "a boy was hurt while playing with fire",
        ),
        (
            "Police say a boy was hurt, while the mayor was away.",
            "a boy was hurt",
        ),
        (
            "Police say it is a sad day, knowing the boy.",
            "it is a sad day, knowing the boy",
        ),
        (
            "Police say it is a sad day, adding that they knew the boy.",
            "it is a sad day",
        ),
    ],
    ids=["inner-while", "outer-while", "inner-participle", "next-cue"],
)
def test_content_runs_to_the_end_of_its_clause(text: str, content: str) -> None:
    assert _read(text)[0] == ("Police", "say", (content,))


@pytest.mark.parametrize(
    "text",
    [
        "After the vote on Friday, the mayor said nothing would change.",
        "In a letter, the mayor said nothing would change.",
    ],
    ids=["after", "letter"],
)
def test_what_opens_the_speakers_own_clause_is_not_said(text: str) -> None:
    assert _read(text)[0][2] == ("nothing would change",)


def test_a_speaker_without_content_is_met_all_the_same() -> None:
    text = "Shots were fired near Lt. \nInes Moro said."
    last = find_handings(text, split_sentences(text))[-1]
    assert last.source is not None
    assert (last.source.of(text), last.contents) == ("Ines Moro", ())


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "said",
                "the",
                "mayor",
                '"',
                "''",
                ",",
                ".",
                ":",
                "-",
                "that",
                "put",
                "according",
                "to",
                "who",
                "\n",
            ]
        ),
        max_size=24,
    )
)
def test_contents_are_never_empty_or_outside_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for found in find_handings(text, split_sentences(text)):
        assert found.cue.end <= len(text)
        assert all(content.end <= len(text) and content.of(text).strip() for content in found.contents)


def test_speech_inside_speech_stands_for_itself() -> None:
    text = "The mayor said that witnesses told police that a lorry hit the bridge."
    assert [source for source, _, _ in _read(text)] == ["The mayor", "witnesses"]
