from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alert_making import NOON
from twosource.delivering.signing import SIGNATURE, TIMESTAMP, BadSignature, Signed, sign, verify

BODY = b'{"id":"d_1"}'
HEADERS = sign(BODY, delivery="d_1", at=NOON, secrets=["new", "old"])


def test_a_signature_is_the_same_for_ever() -> None:
    assert sign(b"{}", delivery="d_1", at=NOON, secrets=["secret"]) == {
        "Twosource-Delivery": "d_1",
        "Twosource-Timestamp": "1714651200",
        "Twosource-Signature": "v1=" + KNOWN,
    }


# echo -n '1714651200.d_1.{}' | openssl dgst -sha256 -hmac secret
KNOWN = "c41bd313ee948e63560726f057c5a5cf99ffdf259f20c65e703c2331b875eaf2"


@pytest.mark.parametrize("secrets", [["new"], ["old"], ["another", "old"]])
def test_either_secret_is_enough_while_one_changes_to_the_other(secrets: list[str]) -> None:
    assert verify(Signed(body=BODY, headers=HEADERS), secrets, now=NOON) == "d_1"


def test_headers_are_found_however_they_are_written() -> None:
    lower = {name.lower(): value for name, value in HEADERS.items()}
    assert verify(Signed(body=BODY, headers=lower), ["new"], now=NOON) == "d_1"


@pytest.mark.parametrize(
    ("body", "changed", "why"),
    [
        (b'{"id":"d_2"}', {}, "no secret made this signature"),
        (BODY, {"Twosource-Delivery": "d_2"}, "no secret made this signature"),
        (BODY, {TIMESTAMP: str(int(NOON.timestamp()) + 1)}, "no secret made this signature"),
        (BODY, {SIGNATURE: ""}, "no secret made this signature"),
        (BODY, {SIGNATURE: "v1=é"}, "no secret made this signature"),
        (BODY, {TIMESTAMP: "yesterday"}, "holds no time in seconds"),
        (BODY, {TIMESTAMP: "9" * 50}, "holds no time in seconds"),
        (BODY, {TIMESTAMP: ""}, "holds no time in seconds"),
    ],
    ids=["body", "id", "time", "unsigned", "no hex", "no time", "a long time", "no header"],
)
def test_whatever_was_changed_is_refused(body: bytes, changed: dict[str, str], why: str) -> None:
    with pytest.raises(BadSignature, match=why):
        verify(Signed(body=body, headers=HEADERS | changed), ["new"], now=NOON)


@pytest.mark.parametrize("minutes", [-6, 6, 60 * 24])
def test_an_old_message_sent_again_is_refused(minutes: int) -> None:
    with pytest.raises(BadSignature, match="further from now than 300 seconds"):
        verify(Signed(body=BODY, headers=HEADERS), ["new"], now=NOON + timedelta(minutes=minutes))


def test_no_secret_lets_nothing_through() -> None:
    with pytest.raises(BadSignature):
        verify(Signed(body=BODY, headers=HEADERS), [], now=NOON)


@given(
    st.binary(max_size=200), st.text("abcdef0123456789_", min_size=1), st.text(min_size=1).filter(str.strip)
)
def test_what_is_signed_is_verified(body: bytes, delivery: str, secret: str) -> None:
    try:
        secret.encode()
    except UnicodeEncodeError:
        return
    headers = sign(body, delivery=delivery, at=NOON, secrets=[secret])
    assert verify(Signed(body=body, headers=headers), [secret], now=NOON) == delivery
