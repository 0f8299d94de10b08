"""What the sets are made into before training: marks, tellings and links, on rows of our own."""

import json
from pathlib import Path

import pytest
from training.documents import Document, Link, find_string, load_documents

from twosource.text import Span

TEXT = (
    "PUERTO LINDO, 3 MAY 91 (WIRE) -- [TEXT] THREE GUNMEN FROM THE SOUTHERN COLUMN KILLED MAYOR ANA RUEDA "
    "WITH PISTOLS ON MONDAY.\n\n   RAIN FELL ALL WEEK.\n\n   THE GUNMEN FLED. POLICE SAID THAT GUNMEN WERE SEEN."
)


def _mention(text: str) -> dict[str, object]:
    return {"text": text, "start": 0, "end": len(text)}


def _muc4(tmp_path: Path, **more: object) -> Document:
    template = {
        "incident_type": "attack",
        "PerpInd": [[_mention("gunmen")]],
        "PerpOrg": [[_mention("southern column")]],
        "Target": [],
        "Victim": [[_mention("ana rueda")]],
        "Weapon": [[_mention("pistols")]],
    }
    key = {"HUM TGT: EFFECT OF INCIDENT": 'DEATH: "ANA RUEDA" / "MAYOR"'}
    rows = [
        {"id": f"X{n}", "split": "dev", "text": TEXT, "templates": [template], "templates_raw": [key], **more}
        for n in range(3)
    ]
    (tmp_path / "muc4").mkdir()
    (tmp_path / "muc4" / "docs.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return next(load_documents(tmp_path, "muc4", "train"))


def test_roles_are_marked_in_the_text_as_it_is_read(tmp_path: Path) -> None:
    document = _muc4(tmp_path)
    marked = {label: [span.of(document.text) for span in spans] for label, spans in document.marks.items()}
    assert marked["perp_organisation"] == ["SOUTHERN COLUMN"]
    assert marked["victim"] == ["ANA RUEDA"]
    assert marked["killed"] == ["MAYOR", "ANA RUEDA"]
    assert marked["injured"] == []
    assert "KILLED" in marked["trigger"]


def test_a_word_alone_is_marked_first_and_where_the_incident_is_told(tmp_path: Path) -> None:
    document = _muc4(tmp_path)
    assert [span.of(document.text) for span in document.marks["perp_individual"]] == ["GUNMEN"]


def test_sentences_with_the_keys_strings_tell_of_its_incident(tmp_path: Path) -> None:
    document = _muc4(tmp_path)
    assert document.tellings is not None
    assert document.kinds is not None
    by_sentence = dict(
        zip((s.of(document.text)[:8] for s in document.sentences), document.tellings, strict=True)
    )
    assert by_sentence["RAIN FEL"] == "background"
    assert document.tellings.count("main") == 1
    assert document.kinds[document.tellings.index("main")] == {"attack"}
    assert document.incident


def test_a_text_without_templates_teaches_that_it_tells_of_none(tmp_path: Path) -> None:
    document = _muc4(tmp_path, templates=[], templates_raw=[])
    assert document.incident is False
    assert set(document.tellings or ()) == {"background"}
    assert not any(document.marks.values())


@pytest.mark.parametrize(
    ("string", "found"),
    [("the gunmen", ["The  gunmen"]), ("gunmen", ["gunmen", "Gunmen"]), ("gun", []), ("--", [])],
    ids=["blanks", "each", "part of a word", "no word"],
)
def test_strings_are_found_whole_whatever_their_case(string: str, found: list[str]) -> None:
    text = "The  gunmen left. Gunmen came."
    assert [span.of(text) for span in find_string(text, string)] == found


def test_attributions_keep_their_links(tmp_path: Path) -> None:
    text = "Mara Oduya said the road was shut."
    given = {"source": [[0, 10]], "cue": [[11, 15]], "content": [[16, 33]]}
    (tmp_path / "polnear").mkdir()
    rows = [{"id": str(n), "split": "train", "text": text, "attributions": [given]} for n in range(3)]
    (tmp_path / "polnear" / "docs.jsonl").write_text("\n".join(map(json.dumps, rows)))
    document = next(load_documents(tmp_path, "polnear", "train"))
    assert document.links == (Link(cue=Span(11, 15), source=Span(0, 10), contents=(Span(16, 33),)),)
    assert document.known == {"source", "cue", "content"}
