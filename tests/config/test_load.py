from datetime import timedelta
from pathlib import Path

import pytest

from twosource.config import Config, find_config, load_config
from twosource.config.process import Process
from twosource.errors import ConfigError
from twosource.feeds import Feed


def load(tmp_path: Path, text: str) -> Config:
    path = tmp_path / "twosource.toml"
    path.write_text(text, "utf-8")
    return load_config(path)


def faults(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    before = f"{tmp_path / 'twosource.toml'}: "
    assert all(fault.startswith(before) and "\n" not in fault for fault in caught.value.faults)
    return [fault.removeprefix(before) for fault in caught.value.faults]


def test_without_a_file_all_stands_at_its_defaults() -> None:
    assert load_config(None) == Config() == Config(process=Process())


def test_an_empty_file_says_the_same(tmp_path: Path) -> None:
    assert load(tmp_path, "") == Config()


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        """
        [watch]
        contact = "https://desk.example"
        workers = 2
        allow_private = true
        fetch_pages = false
        health = "[::1]:9000"
        log = "json"
        most_waiting = 50
        tries = 4
        at_once = 3
        host_pause = "2s"
        timeout = "1m"
        max_bytes = 1000000
        robots = false
        drain = "5s"
        keep_days = 7

        [[feeds]]
        name = "Rift Wire"
        url = "https://rift-wire.example/rss"
        form = "rss"
        every = "90s"
        pages = false
        outlet = "Rift Wire"
        group = "Africa / East"
        paused = true

        [[feeds]]
        name = "drop"
        folder = "drop"
        only = ["*.xml", "*.txt"]
        """,
    )

    assert found.process == Process(
        contact="https://desk.example",
        workers=2,
        allow_private=True,
        fetch_pages=False,
        health="[::1]:9000",
        log="json",
        most_waiting=50,
        tries=4,
        at_once=3,
        host_pause=timedelta(seconds=2),
        timeout=timedelta(minutes=1),
        max_bytes=1_000_000,
        robots=False,
        drain=timedelta(seconds=5),
        keep_days=7,
    )
    assert found.feeds == (
        Feed(
            name="Rift Wire",
            address="https://rift-wire.example/rss",
            form="rss",
            every=timedelta(seconds=90),
            pages=False,
            outlet="Rift Wire",
            group="Africa / East",
            paused=True,
        ),
        Feed(name="drop", address=str(tmp_path / "drop"), form="folder", only=("*.xml", "*.txt")),
    )


@pytest.mark.parametrize("words", ["off", "127.0.0.1:0", "localhost:80"])
def test_health_answers_somewhere_or_nowhere(tmp_path: Path, words: str) -> None:
    found = load(tmp_path, f'[watch]\nhealth = "{words}"').process.health
    assert found == (None if words == "off" else words)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("watch = 3", ["watch: must be a table under [watch]"]),
        ('[watch]\nworkers = "two"', ["watch.workers: must be a whole number, not 'two'"]),
        ("[watch]\nworkers = true", ["watch.workers: must be a whole number, not True"]),
        ("[watch]\nworkers = 0", ["watch.workers: 0 is not between 1 and 64"]),
        ("[watch]\nrobots = 1", ["watch.robots: must be true or false, not 1"]),
        ('[watch]\nlog = "jason"', ["watch.log: 'jason' is none of text, json; did you mean json?"]),
        ('[watch]\nhealth = "nowhere"', ["watch.health: 'nowhere' is no address and port; write 127.0.0.1:8766, or off"]),
        ('[watch]\nhealth = "127.0.0.1:70000"', ["watch.health: '127.0.0.1:70000' is no address and port; write 127.0.0.1:8766, or off"]),
        ("[watch]\nworker = 2", ["watch.worker: is no key here; did you mean workers?"]),
        ('[watch]\ncontact = "a\\nb"', ["watch.contact: 'a\\nb' is no text on one line"]),
        ('[watch]\ntimeout = "1w"', ["watch.timeout: 1w is not between 1s and 10m"]),
        ("[fedes]", ["fedes: is no key here; did you mean feeds?"]),
        ("feeds = 3", ["feeds: must be a list of tables, each under [[feeds]]"]),
        ("feeds = [3]", ["feeds[1]: must be a table under [[feeds]]"]),
        ('[[feeds]]\nurl = "https://a.example"', ['feeds[1].name: is missing; give it: name = "..."']),
        ('[[feeds]]\nname = "a"', ['feeds[1].url: is missing; give url = "https://..." or folder = "path"']),
        ('[[feeds]]\nname = "a"\nurl = "ftp://a.example"', ["feeds[1].url: 'ftp://a.example' only http and https addresses are asked"]),
        ('[[feeds]]\nname = "a"\nurl = "https://u:p@a.example"', ["feeds[1].url: 'https://u:p@a.example' carries a user name or password, which is not sent"]),
        ('[[feeds]]\nname = "a"\nurl = 3', ["feeds[1].url: must be text, not 3"]),
        ('[[feeds]]\nname = "a"\nurl = "https://a.example"\nfolder = "b"', ["feeds[1].folder: stands beside url; a feed has one of them"]),
        ('[[feeds]]\nname = "a"\nurl = "https://a.example"\nevery = "5 min"', ["feeds[1].every: '5 min' is no length of time; write it as 90s, 5m, 2h or 1d"]),
        ('[[feeds]]\nname = "a"\nurl = "https://a.example"\nevery = "0s"', ["feeds[1].every: 0s is not between 1s and 31d"]),
        ('[[feeds]]\nname = "a"\nurl = "https://a.example"\nform = "folder"', ['feeds[1].form: a folder is given as folder = "path", not as a url']),
        ('[[feeds]]\nname = "a"\nfolder = "b"\nform = "rss"', ["feeds[1].form: 'rss' is no form of a folder; leave it out"]),
        ('[[feeds]]\nname = "a"\nurl = "https://a.example"\nonly = ["*.xml"]', ["feeds[1].only: belongs to folders: it chooses files by their names"]),
        ('[[feeds]]\nname = "a"\nfolder = "b"\nonly = [3]', ["feeds[1].only: 3 in it is no text"]),
        ("[watch", ["is no TOML: Expected ']' at the end of a table declaration (at end of document)"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, told: list[str]) -> None:
    assert faults(tmp_path, text) == told


def test_names_and_addresses_are_each_feeds_own(tmp_path: Path) -> None:
    text = """
        [[feeds]]
        name = "Rift Wire"
        url = "https://a.example/rss"
        [[feeds]]
        name = "rift wire"
        url = "https://b.example/rss"
        [[feeds]]
        name = "other"
        url = "https://a.example/rss"
        """

    assert faults(tmp_path, text) == [
        "feeds[2].name: 'rift wire' is the name of feeds[1] too; each feed needs its own",
        "feeds[3].url: is that of feeds[1] (Rift Wire) too; one of them is enough",
    ]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = '[watch]\nworkers = 0\n[[feeds]]\nname = "a"\nevery = "x"\nurl = "https://a.example"\n[nothing]'

    assert [one.partition(":")[0] for one in faults(tmp_path, text)] == [
        "watch.workers",
        "feeds[1].every",
        "nothing",
    ]


def test_the_first_fault_and_the_number_of_others_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"watch\.workers: .* \(and 1 more\)$"):
        load(tmp_path, "[watch]\nworkers = 0\ntries = 0")


def test_a_file_that_can_not_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "twosource.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="is not written in UTF-8"):
        load_config(path)
    with pytest.raises(ConfigError, match="can't be read"):
        load_config(tmp_path)


def test_a_file_of_any_size_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "twosource.toml"
    path.write_text("#" * 5_000_001)
    with pytest.raises(ConfigError, match="is larger than 5,000,000 bytes"):
        load_config(path)


def test_it_is_found_by_name_variable_or_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TWOSOURCE_CONFIG", raising=False)
    assert find_config() is None

    Path("twosource.toml").touch()
    Path("other.toml").touch()
    Path("third.toml").touch()
    monkeypatch.setenv("TWOSOURCE_CONFIG", "other.toml")
    assert find_config("third.toml") == Path("third.toml")
    assert find_config() == Path("other.toml")
    monkeypatch.delenv("TWOSOURCE_CONFIG")
    assert find_config() == Path("twosource.toml")
    with pytest.raises(ConfigError, match="there is no such file"):
        find_config("fourth.toml")
