"""Files of a job, on disk and in an object store: whole or not there, and one clear line for what can't be had."""

import json
import socket
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import uuid4

import pytest
from eval.orders import NOON

from tests.archive import answers, object_store, stretches
from tests.archive.object_store import ObjectStore
from twosource.archive.filesystems import open_filesystem, s3_options
from twosource.archive.inputs import list_files
from twosource.archive.running import Asked, run_archive
from twosource.archive.settings import Settings
from twosource.archive.storage import Storage
from twosource.errors import ArchiveError, InputError


@pytest.fixture(scope="module")
def server() -> Iterator[ObjectStore]:
    with object_store.running() as store:
        yield store


@pytest.fixture
def bucket(server: ObjectStore, monkeypatch: pytest.MonkeyPatch) -> str:
    for name, value in server.variables.items():
        monkeypatch.setenv(name, value)
    return server.make_bucket()


@pytest.fixture(params=["disk", "object store"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path / "out") if request.param == "disk" else f"{request.getfixturevalue('bucket')}/out"


def test_what_is_written_is_read_listed_and_deleted(place: str) -> None:
    storage = Storage(place)
    assert not storage.has("a/one.txt")
    assert storage.names("a") == []
    storage.write("a/one.txt", b"first")
    storage.write("a/one.txt", b"second")
    storage.write("a/b/two.txt", b"")
    assert storage.read("a/one.txt") == b"second"
    assert storage.names("a") == ["a/b/two.txt", "a/one.txt"]
    assert storage.names("") == ["a/b/two.txt", "a/one.txt"]
    storage.delete("a/one.txt")
    storage.delete("a/one.txt")
    assert storage.has("a/b/two.txt")
    assert not storage.has("a/one.txt")
    assert not storage.has("a/b")


def test_a_part_of_a_file_is_read(place: str) -> None:
    storage = Storage(place)
    storage.write("big", bytes(range(256)) * 100)
    with storage.open("big") as stream:
        stream.seek(256)
        assert stream.read(3) == b"\0\1\2"


def test_a_file_that_is_not_there_is_told_in_a_line(place: str) -> None:
    with pytest.raises(ArchiveError, match=r"nothing.txt can't be reached: .*not exist|No such file"):
        Storage(place).read("nothing.txt")


def test_a_file_that_is_being_written_is_no_file_yet(tmp_path: Path) -> None:
    (tmp_path / "commit.json.1234.part").write_bytes(b"half")
    assert Storage(str(tmp_path)).names("") == []


def test_a_place_is_the_same_from_every_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Storage("out").address == str(tmp_path / "out")
    assert Storage(f"file://{tmp_path}/a%20b").address == str(tmp_path / "a b")


@pytest.mark.parametrize(
    ("variables", "options"),
    [
        ({}, {}),
        ({"AWS_REGION": "eu-north-1", "AWS_DEFAULT_REGION": "us-west-2"}, {"region": "eu-north-1"}),
        ({"AWS_DEFAULT_REGION": "us-west-2"}, {"region": "us-west-2"}),
        ({"AWS_ENDPOINT_URL": "http://127.0.0.1:9000/"}, {"endpoint_override": "127.0.0.1:9000", "scheme": "http"}),
        (
            {"AWS_ENDPOINT_URL": "http://a.example", "AWS_ENDPOINT_URL_S3": "https://s3.example"},
            {"endpoint_override": "s3.example", "scheme": "https"},
        ),
        ({"AWS_ENDPOINT_URL": "store.example:9000"}, {"endpoint_override": "store.example:9000", "scheme": "https"}),
        ({"AWS_NO_SIGN_REQUEST": "true"}, {"anonymous": True}),
    ],
    ids=["none", "region", "default region", "endpoint", "endpoint of s3", "endpoint without scheme", "anonymous"],
)  # fmt: skip
def test_the_usual_variables_say_where_a_store_is(
    variables: dict[str, str], options: dict[str, object]
) -> None:
    assert s3_options(variables) == options


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("s3:///out", "is no address of a bucket"),
        ("s3://key:secret@bucket/out", "is no address of a bucket"),
        ("s3://bucket/out?region=x", "is no address of a bucket"),
        ("nosuchstore://bucket/out", "is no kind of storage that is known here"),
    ],
    ids=["no bucket", "keys in it", "questions in it", "unknown"],
)
def test_an_address_that_nobody_knows_is_refused(address: str, words: str) -> None:
    with pytest.raises(ArchiveError, match=words) as refused:
        open_filesystem(address)
    assert refused.value.hint
    assert "secret" not in str(refused.value)


def test_a_bucket_that_is_not_there_is_told_with_what_to_do(bucket: str) -> None:
    with pytest.raises(ArchiveError, match=r"can't be reached: .*NO_SUCH_BUCKET") as told:
        Storage(f"{bucket}x/out").write("a", b"")
    assert told.value.hint == "Check the name of the bucket; it has to be there already."
    with pytest.raises(InputError, match="leads to nothing"):
        list_files([f"{bucket}x/out"])


def test_keys_that_are_not_known_are_told_with_what_to_do(server: ObjectStore, bucket: str) -> None:
    server.allow(0)
    try:
        with pytest.raises(ArchiveError, match="can't be reached") as reading:
            list_files([f"{bucket}/wire"])
        with pytest.raises(ArchiveError, match="can't be reached") as writing:
            Storage(bucket).write("a", b"")
    finally:
        server.allow(float("inf"))
    assert reading.value.hint.startswith("Check AWS_ACCESS_KEY_ID")
    assert writing.value.hint.startswith("Check AWS_ACCESS_KEY_ID")


def test_a_dead_endpoint_is_given_up_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as bound:  # listens to nobody
        bound.bind(("127.0.0.1", 0))
        dead = ObjectStore(endpoint=f"http://127.0.0.1:{bound.getsockname()[1]}")
        for name, value in dead.variables.items():
            monkeypatch.setenv(name, value)
        began = time.monotonic()
        with pytest.raises(ArchiveError, match="NETWORK_CONNECTION") as told:
            list_files(["s3://news/wire"])
    assert time.monotonic() - began < 60
    assert "AWS_ENDPOINT_URL" in told.value.hint
    assert "\n" not in str(told.value)


def put_all(bucket: str, folder: Path) -> None:
    storage = Storage(bucket)
    for path in folder.rglob("*"):
        if path.is_file():
            storage.write(str(path.relative_to(folder)), path.read_bytes())


def test_objects_are_listed_as_folders_are_walked(bucket: str, tmp_path: Path) -> None:
    stretches.write_folder(tmp_path, stretches.make_records(9))
    put_all(bucket, tmp_path)
    here, issues_here = list_files([str(tmp_path / "tree")])
    there, issues_there = list_files([f"{bucket}/tree/"])
    assert [(one["names"], one["sizes"]) for one in there] == [(one["names"], one["sizes"]) for one in here]
    assert [one.message for one in issues_there] == [one.message for one in issues_here] != []


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("tree/1/1.html", ["1.html"]),
        ("tree/*/1.html", ["1/1.html"]),
        ("tree/**/[14].html", ["1/1.html", "1/4.html"]),
        ("tree/wire.*", ["wire.jsonl", "wire.jsonl.gz"]),
    ],
    ids=["one object", "a star", "two stars", "names"],
)
def test_objects_are_found_by_globs(pattern: str, names: Sequence[str], bucket: str, tmp_path: Path) -> None:
    stretches.write_folder(tmp_path, stretches.make_records(6))
    put_all(bucket, tmp_path)
    found, _ = list_files([f"{bucket}/{pattern}"])
    assert [name for one in found for name in one["names"]] == names


@pytest.mark.parametrize("write", stretches.WRITERS.values(), ids=list(stretches.WRITERS))
def test_inputs_in_an_object_store_give_what_they_give_here(
    write: stretches.Write, bucket: str, tmp_path: Path
) -> None:
    path = write(tmp_path, stretches.make_records(8))
    put_all(bucket, tmp_path)
    there = stretches.clean_inputs([f"{bucket}/{path.name}"], f"{bucket}/out")
    here = stretches.clean_inputs([path], tmp_path / "job")
    assert [one.text for one in there.articles] == [one.text for one in here.articles]
    assert [one.address for one in there.articles] == [
        one.address.replace(str(path), f"{bucket}/{path.name}") for one in here.articles
    ]
    assert json.dumps(there.bodies)


def test_a_whole_job_may_read_and_write_objects(bucket: str, tmp_path: Path) -> None:
    stretches.write_jsonl(tmp_path, stretches.make_records(6))
    put_all(bucket, tmp_path)
    here = answers.answers_of_add([str(tmp_path / "wire.jsonl")], tmp_path / "ledger.db").tables
    asked = Asked(inputs=[f"{bucket}/wire.jsonl"], place=f"{bucket}/found", settings=Settings(now=NOON))
    run_archive(asked, answers.Here(), answers.Noted())
    fetch_tables(Storage(asked.place), tmp_path / "fetched")
    there = answers.answers_of_job(tmp_path / "fetched").tables
    assert there["incidents"] == here["incidents"] != []
    assert there["facts"] == here["facts"]
    assert [one["id"] for one in there["claims"]] == [one["id"] for one in here["claims"]]
    noted = answers.Noted()
    run_archive(asked, answers.Here(), noted)
    assert all(tasks == done for tasks, done in noted.stages.values())


def fetch_tables(storage: Storage, to: Path) -> None:
    for table in answers.TABLES:
        (to / table).mkdir(parents=True)
        for name in storage.names(table):
            (to / name).write_bytes(storage.read(name))


def test_what_fsspec_opens_is_read_and_written_where_it_is_installed(tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="fsspec is not installed (make setup-engines)")
    place = f"memory://{uuid4().hex}"
    stretches.write_folder(tmp_path, stretches.make_records(9))
    put_all(place, tmp_path)
    there = stretches.clean_inputs([f"{place}/tree"], f"{place}/out")
    here = stretches.clean_inputs([tmp_path / "tree"], tmp_path / "job")
    assert [one.text for one in there.articles] == [one.text for one in here.articles]
