"""Signed receipts of what was handed over: a canonical text, an Ed25519 signature, a check that anybody can do."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

KIND = "vergleichsring-receipt"
KEY_LENGTH = 32


class InvalidReceiptError(ValueError):
    """The text is no receipt of this service, or one byte of it is not what was signed."""


class UnusableKeyError(ValueError):
    """The setting RECEIPT_KEY is not 32 bytes in base64."""


@dataclass(frozen=True)
class SignedReceipt:
    """The exact text that was signed, its signature, and the name of the public key (all base64 or plain text)."""

    document: str
    signature: str
    key: str

    def as_file(self) -> str:
        """The file a municipality keeps: text and signature together."""
        return json.dumps({"document": self.document, "signature": self.signature, "key": self.key}, indent=1)


def canonical(content: dict[str, Any]) -> str:
    """One spelling per content: sorted keys, no spaces, plain text, no numbers with fractions."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sign(content: dict[str, Any]) -> SignedReceipt:
    """Sign a receipt's content with the service's key."""
    document = canonical({"kind": KIND, **content})
    signature = _private_key().sign(document.encode())
    return SignedReceipt(document, base64.b64encode(signature).decode(), public_key())


def verify(document: str, signature: str) -> dict[str, Any]:
    """The content of a genuine receipt. Raises InvalidReceiptError if a single byte is different."""
    try:
        raw = base64.b64decode(signature, validate=True)
        if base64.b64encode(raw).decode() != signature:  # two spellings of one signature: one of them was changed
            raise InvalidReceiptError
        _private_key().public_key().verify(raw, document.encode())
        content = json.loads(document)
    except (InvalidSignature, binascii.Error, UnicodeEncodeError, ValueError) as error:
        raise InvalidReceiptError from error
    if not isinstance(content, dict) or content.get("kind") != KIND:
        raise InvalidReceiptError
    return content


def verify_file(text: str) -> dict[str, Any]:
    """The content of a genuine receipt file; line ends and space around it do not count. Raises InvalidReceiptError."""
    try:
        receipt = SignedReceipt(**json.loads(text))
    except (ValueError, TypeError, RecursionError) as error:
        raise InvalidReceiptError from error
    if not all(isinstance(part, str) for part in (receipt.document, receipt.signature, receipt.key)):
        raise InvalidReceiptError
    if receipt.as_file() != text.replace("\r\n", "\n").strip() or receipt.key != public_key():
        raise InvalidReceiptError
    return verify(receipt.document, receipt.signature)


def public_key() -> str:
    """The public key in base64 (raw 32 bytes), for checking a receipt without this service."""
    raw = _private_key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return base64.b64encode(raw).decode()


def fingerprint(document: str) -> str:
    """Short name of a receipt, from its text."""
    return hashlib.sha256(document.encode()).hexdigest()[:16]


def _private_key() -> Ed25519PrivateKey:
    text = str(settings.RECEIPT_KEY).replace("+", "-").replace("/", "_")
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError) as error:
        raise UnusableKeyError from error
    if len(raw) != KEY_LENGTH:
        raise UnusableKeyError
    return Ed25519PrivateKey.from_private_bytes(raw)
