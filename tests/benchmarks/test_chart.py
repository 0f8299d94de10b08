from xml.etree import ElementTree as ET

import pytest

chart = pytest.importorskip("chart")


def test_a_chart_is_svg_with_a_line_and_a_name_for_each_series() -> None:
    drawn = chart.draw_chart(
        {"linking": [(1e4, 6.0), (1e6, 8.0)], "nothing": []}, title="Milliseconds", limits=[10.0]
    )
    root = ET.fromstring(drawn)

    assert len(root.findall("{*}polyline")) == 1
    assert "linking" in [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]


def test_one_size_alone_can_be_drawn() -> None:
    assert "polyline" in chart.draw_chart({"list": [(1e4, 6.0)]}, title="One")
