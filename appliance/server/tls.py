"""The TLS context of the room, kept current: its own certificate, or files that the administrator gave."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from appliance import secret
from appliance.server import certificate as x

PAIRS = (("fullchain.pem", "privkey.pem"), ("tls.crt", "tls.key"))
"""Names in a directory: as ACME clients write them, and as Kubernetes does."""


class CertificateError(Exception):
    """A certificate or key that cannot be used; the message names the file and what to do."""


class Tls(Protocol):
    """What serves HTTPS."""

    context: ssl.SSLContext
    """Stays the same object; new handshakes use the newest certificate."""
    fingerprint: str
    """See AccessState.fingerprint."""
    is_trusted: bool
    """Whether an administrator gave it."""
    names: tuple[str, ...]
    """Names that guests should use rather than addresses; wildcards left out."""

    def refresh(self, names: Iterable[str]) -> bool:
        """Renew or reload where due; returns whether anything changed. Blocking. Raises CertificateError."""
        ...


class _Current:
    """A context for the server's whole life, which hands every handshake to the context of the newest certificate.

    Loading another chain into one context would keep the old one beside it where the kinds of key differ.
    """

    def __init__(self) -> None:
        self.context = _context()
        self.context.sni_callback = self._hand_over
        self._newest = self.context

    def load(self, certificate: Path, key: Path) -> None:
        """Use this pair from now on. Raises OSError (ssl.SSLError), with the pair before still in use."""
        fresh = _context()
        fresh.load_cert_chain(certificate, key)
        self._newest = fresh

    def _hand_over(self, connection: ssl.SSLObject, _name: str | None, _context: ssl.SSLContext) -> None:
        connection.context = self._newest


class OwnTls:
    """A self-signed certificate for all the room's names. The key stays when the certificate is renewed."""

    is_trusted = False
    names: tuple[str, ...] = ()

    def __init__(self, directory: Path, names: Iterable[str]) -> None:
        self._certificate_path = directory / "certificate.pem"
        self._key_path = directory / "key.pem"
        self._loaded = _Current()
        self.context = self._loaded.context
        self.fingerprint = ""
        self._current: x509.Certificate | None = None
        self.refresh(names)

    def refresh(self, names: Iterable[str]) -> bool:
        """See Tls."""
        wanted = list(dict.fromkeys((*names, "localhost")))
        if self._current is not None and x.is_fresh(self._current, wanted):
            return False
        try:
            found = self._read() or self._make(wanted)
            if not x.is_fresh(found, wanted):
                found = self._make(wanted)
            self._loaded.load(self._certificate_path, self._key_path)
        except (OSError, ValueError) as error:
            raise CertificateError(f"the room's own certificate in {self._key_path.parent}: {error}") from error
        self._current = found
        self.fingerprint = x.fingerprint(found)
        return True

    def _read(self) -> x509.Certificate | None:
        try:
            found = x509.load_pem_x509_certificate(self._certificate_path.read_bytes())
            belongs = self._key().public_key() == found.public_key()
        except (FileNotFoundError, ValueError):
            return None
        return found if belongs else None

    def _make(self, names: list[str]) -> x509.Certificate:
        made = x.self_sign(self._key(), names, names[0])
        secret.write(self._certificate_path, made)
        return x509.load_pem_x509_certificate(made)

    def _key(self) -> ec.EllipticCurvePrivateKey:
        key = load_pem_private_key(secret.keep(self._key_path, x.make_key), None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise ValueError(f"{self._key_path} holds no elliptic-curve key; remove it to make a new one")  # noqa: TRY004  as all unfit files
        return key


class GivenTls:
    """A certificate chain and key in files, loaded again when either changes."""

    is_trusted = True

    def __init__(self, certificate_path: Path, key_path: Path) -> None:
        self._paths = (certificate_path, key_path)
        self._loaded = _Current()
        self.context = self._loaded.context
        self.fingerprint = ""
        self.names: tuple[str, ...] = ()
        self._seen: tuple[tuple[int, int], ...] = ()
        self.refresh()

    def refresh(self, names: Iterable[str] = ()) -> bool:  # noqa: ARG002  the files say whom they are for
        """See Tls. After a failure the certificate before stays in use."""
        seen = tuple(_stamp(path) for path in self._paths)
        if seen == self._seen:
            return False
        found = _read_pair(*self._paths)
        try:
            self._loaded.load(*self._paths)
        except OSError as error:
            raise CertificateError(f"{self._paths[0]} cannot serve HTTPS: {error}") from error
        self._seen = seen
        self.names = x.host_names(found)
        self.fingerprint = x.fingerprint(found)
        return True


def in_directory(directory: Path) -> GivenTls:
    """The pair of files in a directory. Raises CertificateError naming what was looked for."""
    for certificate, key in PAIRS:
        if (directory / certificate).exists():
            return GivenTls(directory / certificate, directory / key)
    wanted = " or ".join(f"{certificate} with {key}" for certificate, key in PAIRS)
    raise CertificateError(f"{directory} holds no certificate: put {wanted} there, or clear [https] directory")


def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    return context


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError as error:
        raise CertificateError(f"{path}: {error.strerror}; check [https] and the file's permissions") from error
    return status.st_mtime_ns, status.st_ino


def _read_pair(certificate_path: Path, key_path: Path) -> x509.Certificate:
    try:
        found = x509.load_pem_x509_certificate(certificate_path.read_bytes())
    except OSError as error:
        raise CertificateError(f"{certificate_path}: {error.strerror}; let the room read it") from error
    except ValueError as error:
        raise CertificateError(f"{certificate_path} is no PEM certificate; give the full chain as PEM") from error
    try:
        key = load_pem_private_key(key_path.read_bytes(), None)
    except OSError as error:
        raise CertificateError(f"{key_path}: {error.strerror}; let the room read it") from error
    except TypeError as error:
        raise CertificateError(f"{key_path} is encrypted; store the key without a passphrase") from error
    except ValueError as error:
        raise CertificateError(f"{key_path} is no PEM private key") from error
    if key.public_key() != found.public_key():
        raise CertificateError(f"{key_path} is not the key of {certificate_path}; give the pair that belongs together")
    return found
