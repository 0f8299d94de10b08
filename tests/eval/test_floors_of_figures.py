"""Floors: pinned to their data, up freely, down only with a reason."""

from pathlib import Path

import pytest
from eval.floors import Floor, Floors, find_falls, load_floors, update, write_floors
from eval.runner import SetResult
from eval.tasks import Figure

from eval import floors
from twosource.cli.reader import DEFAULT_READER

ON = "rules on all"


def _result(
    value: float | None, *, data: str = "d1", better: str = "higher", headline: bool = True
) -> SetResult:
    figure = Figure(
        name="demo.f1", value=value, of=10, says="F1", better=better, headline=headline  # type: ignore[arg-type]
    )  # fmt: skip
    return SetResult(name="demo", measures="a demo", records=10, digest=data, seconds=1, figures=(figure,))


def _floors(value: float) -> Floors:
    return Floors(floors=(Floor(figure="demo.f1", on=ON, data="d1", of=10, floor=value),))


@pytest.mark.parametrize(
    ("result", "falls"),
    [
        (_result(0.7), 0),
        (_result(0.69), 1),
        (_result(None), 1),
        (_result(0.1, data="other"), 0),
        (_result(0.8, better="lower"), 1),
    ],
    ids=["at the floor", "below", "gone", "on other data", "too high where lower is better"],
)
def test_a_figure_is_held_against_the_floor_of_its_data(result: SetResult, falls: int) -> None:
    assert len(find_falls(result, _floors(0.7), ON)) == falls


@pytest.mark.parametrize(
    ("on", "value", "falls"),
    [
        ("rules on all", 0.695, 1),
        ("both on all", 0.695, 0),
        ("model on all", 0.695, 0),
        ("both on all", 0.68, 1),
    ],
    ids=["rules", "both", "model", "further than rounding goes"],
)
def test_what_a_trained_reader_gives_may_differ_by_a_processors_rounding(
    on: str, value: float, falls: int
) -> None:
    kept = Floors(floors=(Floor(figure="demo.f1", on=on, data="d1", of=10, floor=0.7),))
    assert len(find_falls(_result(value), kept, on)) == falls


def test_another_selection_has_floors_of_its_own() -> None:
    assert find_falls(_result(0.1), _floors(0.7), "sample 60/0") == []


def test_floors_rise_to_what_was_measured_and_are_cut_not_rounded() -> None:
    (floor,) = update(_floors(0.7), [_result(0.79999)], on=ON, day="2026-01-01", reason=None).floors
    assert floor.floor == 0.799


def test_a_floor_does_not_fall_without_a_reason() -> None:
    with pytest.raises(ValueError, match=r"demo.f1 0.7 -> 0.5"):
        update(_floors(0.7), [_result(0.5)], on=ON, day="2026-01-01", reason=None)


def test_a_reason_is_kept_beside_the_lowered_floor() -> None:
    lowered = update(_floors(0.7), [_result(0.5)], on=ON, day="2026-01-01", reason="a scorer was too kind")
    assert lowered.floors[0].floor == 0.5
    assert [(row.was, row.now, row.reason) for row in lowered.lowered] == [
        (0.7, 0.5, "a scorer was too kind")
    ]


def test_new_data_make_a_new_floor_without_a_reason() -> None:
    (floor,) = update(_floors(0.7), [_result(0.5, data="d2")], on=ON, day="2026-01-01", reason=None).floors
    assert (floor.data, floor.floor) == ("d2", 0.5)


def test_only_headlines_get_a_floor() -> None:
    assert update(Floors(), [_result(0.5, headline=False)], on=ON, day="2026-01-01", reason=None) == Floors()


def test_floors_come_back_from_their_file(tmp_path: Path) -> None:
    kept = update(_floors(0.7), [_result(0.5)], on=ON, day="2026-01-01", reason="why")
    write_floors(kept, tmp_path / "floors.json")
    assert load_floors(tmp_path / "floors.json") == kept


def test_a_broken_file_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "floors.json").write_text('{"floors": 3}', encoding="utf-8")
    with pytest.raises(ValueError, match="holds no floors"):
        load_floors(tmp_path / "floors.json")


def test_the_floors_of_the_project_can_be_read() -> None:
    assert all(floor.floor >= 0 for floor in load_floors(floors.FILE).floors)


def test_the_card_in_the_docs_shows_every_floor_of_the_whole() -> None:
    card = (Path(floors.FILE).parent.parent / "docs" / "SCORECARD.md").read_text(encoding="utf-8")
    whole = [floor for floor in load_floors(floors.FILE).floors if floor.on == f"{DEFAULT_READER} on unseen"]
    assert whole
    assert [floor.figure for floor in whole if f"`{floor.figure}`" not in card] == []
