"""Where one may be led after signing in: nowhere but into the desk."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.web.security.hosts import host_of, is_known
from twosource.web.security.paths import inner_path, own_path


@pytest.mark.parametrize(
    "wanted",
    [
        "//elsewhere.example", "/\\elsewhere.example", "https://elsewhere.example", "javascript:alert(1)", "",
        "elsewhere.example", "/\t/elsewhere.example", "/\n/elsewhere.example", "///elsewhere", "\\\\elsewhere",
        "/x\\..\\y", " //elsewhere", "/\u202e", "/\ud800",
    ],
    ids=ascii,
)  # fmt: skip
def test_whatever_may_lead_elsewhere_leads_home(wanted: str) -> None:
    assert inner_path(wanted) == "/"


@pytest.mark.parametrize("wanted", ["/", "/incidents/i_1?as_of=2024-01-01", "/?place=سفارة", "/a//b"])
def test_a_path_of_ours_is_kept(wanted: str) -> None:
    assert inner_path(wanted) == wanted


@given(st.text(max_size=30))
@settings(max_examples=200, deadline=None)
def test_no_words_lead_elsewhere(wanted: str) -> None:
    found = inner_path(wanted)
    assert found.startswith("/")
    assert found[1:2] not in {"/", "\\"}


@pytest.mark.parametrize(
    ("scope", "path"),
    [
        ({"path": "/a"}, "/a"),
        ({"path": "/desk/a", "root_path": "/desk"}, "/a"),
        ({"path": "/desk", "root_path": "/desk"}, "/"),
        ({"path": "/desk/static/x", "root_path": "/desk/static", "app_root_path": "/desk"}, "/static/x"),
    ],
)
def test_the_path_of_our_own_has_no_prefix(scope: dict[str, str], path: str) -> None:
    assert own_path(scope) == path


@pytest.mark.parametrize(
    ("header", "known", "is_ours"),
    [
        ("127.0.0.1:8765", ("127.0.0.1",), True),
        ("[::1]:8765", ("::1",), True),
        ("LOCALHOST", ("localhost",), True),
        ("localhost.:80", ("localhost",), True),
        ("evil.example", ("localhost", "*"), False),
        ("192.0.2.7:8765", ("localhost", "*"), True),
        ("192.0.2.7:8765", ("localhost",), False),
        ("", ("localhost", "*"), False),
        ("localhost.evil.example", ("localhost",), False),
    ],
)
def test_only_names_of_ours_are_answered(header: str, known: tuple[str, ...], is_ours: bool) -> None:
    assert is_known(host_of(header), known) is is_ours
