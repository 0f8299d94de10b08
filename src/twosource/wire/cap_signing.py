"""Signing CAP messages, and checking signatures (XML Signature, enveloped, as CAP 1.2 3.3.4.1 allows).

Needs the extra "signing" (signxml). Whose certificate one trusts is decided by who checks.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from twosource.errors import InputError, UnreadableInput

if TYPE_CHECKING:
    from lxml.etree import _Element

_HINT = "pip install 'twosource[signing]'"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Keys:
    """A private key and the certificate that goes with it, both PEM."""

    key: bytes
    certificate: bytes

    @classmethod
    def load(cls, key: Path, certificate: Path) -> Self:
        """Read both from files; raises InputError where they can't be."""
        try:
            return cls(key=key.read_bytes(), certificate=certificate.read_bytes())
        except OSError as error:
            raise InputError(f"{error.filename}: can't be read: {error.strerror}") from None


def sign_cap(tree: "_Element", keys: Keys) -> "_Element":
    """Return a message with an enveloped signature (RSA or ECDSA with SHA-256) as its last element.

    Raises InputError where the key can't be used or signxml is not installed.
    """
    try:
        from signxml.algorithms import SignatureConstructionMethod  # noqa: PLC0415 - an extra
        from signxml.exceptions import SignXMLException  # noqa: PLC0415
        from signxml.signer import XMLSigner  # noqa: PLC0415
    except ImportError:
        raise InputError("signing needs signxml", hint=_HINT) from None
    try:
        signer = XMLSigner(
            method=SignatureConstructionMethod.enveloped, signature_algorithm=_algorithm(keys.key)
        )
        signed: _Element = signer.sign(tree, key=keys.key, cert=[keys.certificate.decode()])
    except (SignXMLException, ValueError, TypeError) as error:
        raise InputError(f"the message can't be signed: {error}") from None
    return signed


def verify_cap(content: bytes, certificate: bytes) -> "_Element":
    """Return what the holder of a certificate signed of a message; raises UnreadableInput for anything else.

    Read only what is returned: what a signature does not cover is nobody's word.
    """
    try:
        from signxml.exceptions import SignXMLException  # noqa: PLC0415 - an extra
        from signxml.verifier import XMLVerifier  # noqa: PLC0415
    except ImportError:
        raise InputError("checking a signature needs signxml", hint=_HINT) from None
    try:
        found = XMLVerifier().verify(content, x509_cert=certificate.decode("ascii"))
    except (SignXMLException, ValueError) as error:
        raise UnreadableInput(f"has no signature of that certificate's: {error}") from None
    signed: _Element | None = (found[0] if isinstance(found, list) else found).signed_xml
    if signed is None:
        raise UnreadableInput("has a signature of something else than XML")
    return signed


def _algorithm(key: bytes) -> str:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415

    is_curve = isinstance(load_pem_private_key(key, None), EllipticCurvePrivateKey)
    return "ecdsa-sha256" if is_curve else "rsa-sha256"
