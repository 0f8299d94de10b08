import functools
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.alert_making import NOON, make_alert
from tests.ingest.pages import split
from tests.wire.cap_reading import faults, read
from twosource.errors import InputError, UnreadableInput
from twosource.model import Draft
from twosource.wire.cap import to_cap, write_tree
from twosource.wire.cap_sender import Sender
from twosource.wire.cap_signing import Keys, sign_cap, verify_cap

DESK = Sender(address="desk@lake.example")


@functools.cache
def make_keys(kind: str = "ec", name: str = "desk.lake.example") -> Keys:
    """Make a key and a certificate that signs itself, good for a hundred years."""
    key = (
        ec.generate_private_key(ec.SECP256R1())
        if kind == "ec"
        else rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(named)
        .issuer_name(named)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOON)
        .not_valid_after(NOON + timedelta(days=36_500))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Keys(
        key=key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        certificate=certificate.public_bytes(Encoding.PEM),
    )


def signed(keys: Keys) -> bytes:
    return write_tree(sign_cap(read(to_cap(make_alert(), DESK)), keys))


@pytest.mark.parametrize("kind", ["ec", "rsa"])
def test_a_signed_message_is_the_message_with_a_signature_at_its_end(kind: str) -> None:
    keys = make_keys(kind)
    content = signed(keys)
    root = read(content)
    assert root[-1].tag == "{http://www.w3.org/2000/09/xmldsig#}Signature"
    root.remove(root[-1])
    assert write_tree(root) == to_cap(make_alert(), DESK)
    verified = verify_cap(content, keys.certificate)
    assert faults(write_tree(verified)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"Four killed", b"Nobody killed"), (b">Restricted<", b">Public<"), (b"-0.1,34.75 5", b"1,1 5")],
    ids=["headline", "scope", "area"],
)
def test_a_changed_message_is_refused(old: bytes, new: bytes) -> None:
    keys = make_keys()
    with pytest.raises(UnreadableInput, match="has no signature of that certificate's"):
        verify_cap(signed(keys).replace(old, new), keys.certificate)


def test_somebody_elses_signature_is_refused() -> None:
    with pytest.raises(UnreadableInput):
        verify_cap(signed(make_keys("ec", "other.example")), make_keys().certificate)


def test_an_unsigned_message_is_refused() -> None:
    with pytest.raises(UnreadableInput):
        verify_cap(to_cap(make_alert(), DESK), make_keys().certificate)


def test_what_is_no_key_is_told() -> None:
    with pytest.raises(InputError, match="the message can't be signed"):
        sign_cap(read(to_cap(make_alert(), DESK)), Keys(key=b"none", certificate=make_keys().certificate))


def test_a_key_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be read"):
        Keys.load(tmp_path / "key.pem", tmp_path / "certificate.pem")


def test_a_key_is_never_printed() -> None:
    assert "PRIVATE" not in repr(make_keys())


def test_our_own_reader_reads_a_signed_message() -> None:
    assert [type(one) for one in split(signed(make_keys()), "1.cap.xml")] == [Draft]
