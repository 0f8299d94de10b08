from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from twosource.knowledge.wordpieces import load_word_pieces
from twosource.read.decoding import Numbers, decode, lay_out, make_layout
from twosource.read.decoding_spans import BRIDGED
from twosource.read.handing import Handing
from twosource.read.proposals import KINDS, LABELS, Proposals, Proposed, Sureness, Telling
from twosource.read.windows import Window, pack
from twosource.text import Span

#: Log-odds that make a probability of 0.9991 out of three outputs, or of one.
SURE = 8.0
LINK_WIDTH = 4


def near(value: Any) -> Any:
    """Return what equals a value that differs by a rounding."""
    return pytest.approx(value, abs=0.002)


COLUMNS = lay_out(LINK_WIDTH)
WIDTH = max(end for _, end in COLUMNS.values())


def packed(text: str, sentences: Sequence[Span] = ()) -> Window:
    (window,) = pack(text, sentences or (Span(0, len(text)),), load_word_pieces())
    return window


def outside(window: Window) -> Numbers:
    """Return rows that propose nothing."""
    rows = np.zeros((len(window.pieces), WIDTH), dtype=np.float32)
    rows[:, : 3 * len(LABELS) : 3] = SURE
    rows[:, COLUMNS["incident"][0]] = -SURE
    return rows


def mark(rows: Numbers, window: Window, label: str, tags: Mapping[int, str]) -> None:
    """Tag words, by their number, with B or I."""
    first = COLUMNS[f"tag:{label}"][0]
    for word, tag in tags.items():
        rows[window.firsts[word], first + " BI".index(tag)] = 2 * SURE


def point(rows: Numbers, window: Window, names: tuple[str, str], start: int, end: int, way: int = 0) -> None:
    """Let a word point to another, in one of a few ways that don't disturb one another."""
    (query, _), (key, _) = (COLUMNS[name] for name in names)
    rows[window.firsts[start], query + way] = 2 * SURE
    rows[window.firsts[end], key + way] = 2 * SURE


def read(
    text: str, window: Window, rows: Numbers, thresholds: Mapping[str, float] | None = None
) -> Proposals:
    layout = make_layout(COLUMNS, thresholds or {})
    sentences = [Span(0, len(text))] * (window.sentence_of[-1] + 1)
    return decode(text, sentences, [window], [rows], layout, "model/1-abcdef")


def marked(text: str, label: str, tags: Mapping[int, str]) -> list[str]:
    window = packed(text)
    rows = outside(window)
    mark(rows, window, label, tags)
    return [one.span.of(text) for one in read(text, window, rows).of(label)]


def test_a_stretch_is_proposed_with_its_characters_and_probability() -> None:
    text = "Rebels hit a market."
    window = packed(text)
    rows = outside(window)
    mark(rows, window, "target", {2: "B", 3: "I"})
    (found,) = read(text, window, rows).spans
    assert found == Proposed(label="target", span=Span(11, 19), score=near(1.0))


@pytest.mark.parametrize(
    ("text", "label", "tags", "found"),
    [
        pytest.param("Ali Omar Sami", "victim", {0: "B", 1: "B", 2: "I"}, ["Ali", "Omar Sami"], id="B opens another"),
        pytest.param("Ali Omar Sami", "victim", {1: "I", 2: "I"}, ["Omar Sami"], id="I without B opens"),
        pytest.param("Ali, Omar", "victim", {0: "B", 1: "I"}, ["Ali"], id="no comma at the end"),
        pytest.param('"Ali" fell', "victim", {0: "B", 1: "I", 2: "I"}, ["Ali"], id="no quotation marks"),
        pytest.param('He: "Go."', "content", {2: "B", 3: "I", 4: "I", 5: "I"}, ['"Go."'], id="a content keeps them"),
        pytest.param("Mayor: shots", "cue", {1: "B"}, [":"], id="a cue can be a mark"),
        pytest.param("Mayor: shots", "victim", {1: "B"}, [], id="nothing else can"),
        pytest.param("the Front (FPR) did", "perp_organisation", {1: "B", 2: "I", 3: "I", 4: "I"}, ["Front (FPR)"], id="a bracket is closed"),
        pytest.param("in the U.S. today", "place", {2: "B", 3: "I", 4: "I", 5: "I"}, ["U.S."], id="a letter's full stop"),
        pytest.param("near Musaqala", "place", {1: "B"}, ["Musaqala"], id="a word of several pieces is whole"),
        pytest.param("$50 gone", "weapon", {0: "B", 1: "I"}, ["$50"], id="a sign of money opens"),
    ],
)  # fmt: skip
def test_stretches_are_whole_words_without_marks(
    text: str, label: str, tags: dict[int, str], found: list[str]
) -> None:
    assert marked(text, label, tags) == found


@pytest.mark.parametrize(
    ("label", "found"), [("place", ["Here", "There"]), ("content", ["Here. There"])], ids=["place", "content"]
)
def test_only_a_content_goes_on_over_a_full_stop(label: str, found: list[str]) -> None:
    text = "Here. There."
    window = packed(text, [Span(0, 5), Span(6, 12)])
    rows = outside(window)
    mark(rows, window, label, {0: "B", 1: "I", 2: "I"})
    assert [one.span.of(text) for one in read(text, window, rows).spans] == found


@pytest.mark.parametrize(("least", "found"), [(0.5, 0), (0.3, 1)], ids=["half", "less than half"])
def test_a_threshold_of_its_own_decides_for_a_label(least: float, found: int) -> None:
    text = "Ali fell"
    window = packed(text)
    rows = outside(window)
    rows[window.firsts[0], 3 * LABELS.index("victim") : 3 * LABELS.index("victim") + 3] = np.log(
        [0.6, 0.3, 0.1]
    )
    assert len(read(text, window, rows, {"victim": least}).spans) == found


@pytest.mark.parametrize(
    ("share", "tag", "found"),
    [
        pytest.param(0.3, "I", ["Ali, the mayor"], id="nearly in it"),
        pytest.param(0.3, "B", ["Ali", "the mayor"], id="before a word that begins"),
        pytest.param(0.1, "I", ["Ali", "the mayor"], id="outside of it"),
    ],
)
def test_a_word_between_two_of_a_stretch_ends_it_only_where_it_is_surely_outside(
    share: float, tag: str, found: list[str]
) -> None:
    text = "Ali, the mayor"
    window = packed(text)
    rows = outside(window)
    mark(rows, window, "victim", {0: "B", 2: tag, 3: "I"})
    first = COLUMNS["tag:victim"][0]
    rows[window.firsts[1], first : first + 3] = np.log([1 - share, share / 3, share * 2 / 3])
    assert [one.span.of(text) for one in read(text, window, rows).spans] == found


def told(text: str, *, cue: int, source: int | None, contents: Mapping[int, str]) -> tuple[Window, Numbers]:
    """Return numbers that mark a cue, a source of one word, and contents that point to the cue."""
    window = packed(text)
    rows = outside(window)
    mark(rows, window, "cue", {cue: "B"})
    mark(rows, window, "content", contents)
    for word, tag in contents.items():
        if tag == "B":
            point(rows, window, ("content_query", "cue_key"), word, cue)
    if source is not None:
        mark(rows, window, "source", {source: "B"})
        point(rows, window, ("cue_query", "source_key"), cue, source)
    return window, rows


def test_contents_cue_and_source_are_joined_by_what_points_to_what() -> None:
    text = "Nobody, Sami said, was hurt."
    contents = {0: "B", 5: "B", 6: "I"}
    window, rows = told(text, cue=3, source=2, contents=contents)
    (found,) = read(text, window, rows).handings
    assert found.handing == Handing(
        source=Span(8, 12), cue=Span(13, 17), contents=(Span(0, 6), Span(19, 27)), word="said", states=True
    )
    assert found.score == pytest.approx(1.0, abs=0.01)


def test_a_cue_that_points_to_none_has_no_source() -> None:
    text = "Rain is expected"
    window, rows = told(text, cue=2, source=None, contents={0: "B"})
    query, key = COLUMNS["cue_query"][0], COLUMNS["source_key"][0]
    rows[window.firsts[2], query] = rows[0, key] = 2 * SURE
    (found,) = read(text, window, rows).handings
    assert found.handing.source is None


def test_a_content_that_points_to_none_is_handed_over_by_nobody() -> None:
    text = "Rain fell"
    window = packed(text)
    rows = outside(window)
    mark(rows, window, "content", {0: "B", 1: "I"})
    assert read(text, window, rows).handings == ()


def test_a_sentence_is_told_of_at_the_mean_of_its_pieces() -> None:
    text = "Bombs. Rain fell."
    sentences = [Span(0, 6), Span(7, 17), Span(17, 17)]
    window = packed(text, sentences)
    rows = outside(window)
    main, kinds = COLUMNS["tellings"][0], COLUMNS["kinds"][0]
    rows[window.firsts[0], main] = rows[window.firsts[0], kinds + 1] = 2 * SURE  # one of its two pieces
    rows[window.firsts[2] :, main + 2] = SURE
    tellings = decode(text, sentences, [window], [rows], make_layout(COLUMNS, {}), "v").tellings
    assert tellings == (
        Telling(
            about=near({"main": 1.0, "other": 0.0, "background": 0.0}),
            kinds=near({**dict.fromkeys(KINDS, 0.5), "bombing": 1.0}),
        ),
        Telling(
            about=near({"main": 0.0, "other": 0.0, "background": 1.0}),
            kinds=near(dict.fromkeys(KINDS, 0.5)),
        ),
        Telling(about={"main": 0.0, "other": 0.0, "background": 1.0}, kinds=dict.fromkeys(KINDS, 0.0)),
    )


def test_each_word_has_its_sureness_and_marks_have_none() -> None:
    text = "It burned?"
    window = packed(text)
    rows = outside(window)
    first, _ = COLUMNS["sureness"]
    rows[window.firsts[1], first + 1] = 2 * SURE
    rows[window.firsts[1], COLUMNS["degree"][0]] = 7.5
    _, found = read(text, window, rows).sureness
    shares = near({"asserted": 0.0, "hedged": 1.0, "denied": 0.0})
    assert found == Sureness(span=Span(3, 9), degree=3.0, shares=shares)


def test_a_text_tells_of_an_incident_where_its_surest_window_does() -> None:
    text = "One. Two."
    sentences = [Span(0, 4), Span(5, 9)]
    windows = [packed(text, [sentence]) for sentence in sentences]
    windows[1].sentence_of = [1, 1]
    rows = [outside(window) for window in windows]
    rows[1][0, COLUMNS["incident"][0]] = SURE
    rows[0][0, COLUMNS["incident_kinds"][0] + 2] = SURE
    found = decode(text, sentences, windows, rows, make_layout(COLUMNS, {}), "v")
    assert found.incident == pytest.approx(1.0, abs=0.001)
    assert found.kinds == near({**dict.fromkeys(KINDS, 0.5), "kidnapping": 1.0})


def test_a_text_without_windows_proposes_nothing_for_its_sentences() -> None:
    found = decode("", [Span(0, 0)], [], [], make_layout(COLUMNS, {}), "v")
    assert (found.spans, found.incident, len(found.tellings)) == ((), 0.0, 1)


@pytest.mark.parametrize(
    ("name", "place"),
    [("tag:place", (0, 3)), ("degree", (0, 2)), ("source_key", (0, 1)), ("incident", None)],
    ids=["tags out of order", "too wide", "links of two widths", "missing"],
)
def test_a_network_with_other_outputs_is_refused(name: str, place: tuple[int, int] | None) -> None:
    given = {key: one for key, one in COLUMNS.items() if key != name}
    with pytest.raises(ValueError, match=name):
        make_layout(given if place is None else {**given, name: place}, {})


TEXT = 'Police said "two men" (aged 30) were shot in El-Paso, Texas. Nobody knows: U.S. officials denied it.'
WINDOW = packed(TEXT, [Span(0, 59), Span(60, len(TEXT))])


@settings(deadline=None, max_examples=80)
@given(
    arrays(np.float32, (len(WINDOW.pieces), WIDTH), elements=st.floats(-200, 200, width=32)),
    st.floats(0.05, 0.95),
)
def test_whatever_the_numbers_are_stretches_lie_in_the_text_and_scores_are_shares(
    rows: Numbers, least: float
) -> None:
    layout = make_layout(COLUMNS, dict.fromkeys(LABELS, least))
    found = decode(TEXT, [Span(0, 59), Span(60, len(TEXT))], [WINDOW], [rows], layout, "v")
    words = set(zip(WINDOW.starts, WINDOW.ends, strict=True))
    starts, ends = {start for start, _ in words}, {end for _, end in words}
    assert all(one.span.start in starts and one.span.end in ends for one in found.spans)
    assert all(BRIDGED * least - 0.001 <= one.score <= 1.001 for one in found.spans)
    assert list(found.spans) == sorted(found.spans, key=lambda one: (one.span.start, one.span.end))
    assert all(0 <= one.score <= 1.001 and one.handing.word for one in found.handings)
    assert all(sum(one.about.values()) == pytest.approx(1, abs=0.001) for one in found.tellings)
    assert 0 <= found.incident <= 1
