"""The page about the interface is as the interface is, and every reference in it leads somewhere."""

import json
import re
import runpy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.api.surroundings import Api
from twosource.api import get_description

ROOT = Path(__file__).parents[2]


def test_the_reference_of_the_interface_is_current() -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "api_reference.py"))
    written = (ROOT / "docs" / "reference" / "api.md").read_text("utf-8")
    assert written == tool["render"](), "run python tools/api_reference.py"


def test_every_reference_of_the_description_leads_to_a_shape() -> None:
    description = get_description()
    named = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(description)))
    assert named <= set(description["components"]["schemas"])


@pytest.mark.parametrize("name", sorted(get_description()["components"]["schemas"]))
def test_every_shape_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(get_description()["components"]["schemas"][name])


def test_the_description_names_the_path_it_is_served_under(reading: Api) -> None:
    served: dict[str, Any] = reading.get("/api/v1/openapi.json").json()
    assert served["servers"] == [{"url": "/api/v1"}]
    assert served["paths"] == json.loads(json.dumps(get_description()["paths"]))


def test_the_page_for_people_loads_nothing_from_elsewhere(reading: Api) -> None:
    page = reading.get("/api/v1/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    loaded = re.findall(r'(?:src|href)="([^"#]+)"', page.text)
    assert set(loaded) == {"page.css", "openapi.json"}
    assert not re.search(r"<script|<style|style=", page.text)
    assert reading.get("/api/v1/page.css").headers["content-type"] == "text/css; charset=utf-8"


def test_the_page_for_people_tells_of_every_operation(reading: Api) -> None:
    page = reading.get("/api/v1/").text
    names = [one["operationId"] for path in get_description()["paths"].values() for one in path.values()]
    assert [name for name in names if f'<section id="{name}">' not in page] == []
