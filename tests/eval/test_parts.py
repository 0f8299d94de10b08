"""Which records are learnt from, tuned on, or kept unseen."""

import pytest
from eval.parts import part_of


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("muc4", {"id": "A", "split": "tst1"}),
        ("muc4", {"id": "A", "split": "tst4"}),
        ("polnear", {"id": "A", "split": "dev"}),
        ("factuality", {"text": "It rained .", "split": "train", "corpus": "UW"}),
        ("factuality", {"text": "It rained .", "split": "dev", "corpus": "UDS_IH2"}),
        ("geo", {"id": "A", "corpus": "lgl"}),
        ("timex", {"id": "A", "corpus": "timebank"}),
        ("gva", {"id": "A"}),
        ("a set of tomorrow", {"id": "A", "split": "train"}),
    ],
    ids=lambda one: one if isinstance(one, str) else str(one.get("split") or one.get("corpus")),
)
def test_development_and_held_back_parts_are_unseen(name: str, row: dict[str, str]) -> None:
    assert part_of(name, row) == "unseen"


def test_a_trained_split_is_shared_out_by_name_alone() -> None:
    rows = [{"id": f"D{n}", "split": "dev"} for n in range(500)]
    parts = [part_of("muc4", row) for row in rows]
    assert {"train", "tune"} == set(parts)
    assert 20 < parts.count("tune") < 65
    assert parts == [part_of("muc4", {**row, "text": "other words"}) for row in rows]


def test_all_events_of_a_sentence_are_of_one_part() -> None:
    rows = [
        {"text": "Talks failed and fire broke out .", "split": "train", "corpus": "UDS_IH2", "start": n}
        for n in (0, 6)
    ]
    assert part_of("factuality", rows[0]) == part_of("factuality", rows[1])
