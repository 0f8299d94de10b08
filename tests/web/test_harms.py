"""The eye that looks over hostile pages sees what it looks for."""

import pytest

from tests.web.harms import harms


@pytest.mark.parametrize(
    "body",
    [
        "<hostile>", "<script>alert(1)</script>", "<script src=//elsewhere.example/x.js></script>",
        "<script src=/static/x.js>alert(1)</script>", "<p onclick=x>", "<p style='color:red'>", "<style>*{}</style>",
        "<a href='javascript:alert(1)'>x</a>", "<a href='//elsewhere.example'>x</a>",
        "<a href='https://elsewhere.example'>x</a>", "<img src=https://elsewhere.example/x>",
        "<a rel='nofollow' href='https://elsewhere.example'>x</a>", "<form action='https://elsewhere.example'>",
        "<iframe srcdoc=x>", "<svg><a xlink:href='javascript:x'/></svg>", "<meta http-equiv=refresh>", "<base href=/>",
        "<p>49${7*7}</p>",
    ],
)  # fmt: skip
def test_it_sees_what_a_text_has_become(body: str) -> None:
    assert harms(f"<!doctype html><html><body>{body}</body></html>") != []


@pytest.mark.parametrize(
    "body",
    [
        "&lt;hostile&gt;", "<script src=/static/x.js></script>", "<a href='/incidents/i_1?a=b#c'>x</a>",
        "<a href='https://elsewhere.example' rel='noreferrer noopener nofollow'>x</a>", "<p>{{7*7}}${7*7}</p>",
    ],
)  # fmt: skip
def test_it_leaves_what_is_ours(body: str) -> None:
    assert harms(f"<!doctype html><html><body>{body}</body></html>") == []
