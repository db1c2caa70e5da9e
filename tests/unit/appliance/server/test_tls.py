from __future__ import annotations

import asyncio
import ipaddress
import ssl
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from appliance.server import certificate as made
from appliance.server.tls import CertificateError, GivenTls, OwnTls, Tls, in_directory

NAMES = ("10.0.0.5", "fd00::5", "room", "room.local")


def certificate_in(folder: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate((folder / "certificate.pem").read_bytes())


def write_pair(
    folder: Path, *names: str, certificate: str = "fullchain.pem", key: str = "privkey.pem"
) -> x509.Certificate:
    folder.mkdir(exist_ok=True)
    pem = made.make_key()
    (folder / key).write_bytes(pem)
    signed = made.self_sign(load_pem_private_key(pem, None), names or ("room.example.org",), "given")
    (folder / certificate).write_bytes(signed)
    return x509.load_pem_x509_certificate(signed)


async def served(tls: Tls) -> x509.Certificate:
    """The certificate that a client gets now."""

    async def hang_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0, ssl=tls.context)
    trust = ssl.create_default_context()
    trust.check_hostname = False
    trust.verify_mode = ssl.CERT_NONE
    try:
        _, writer = await asyncio.open_connection(*server.sockets[0].getsockname(), ssl=trust)
        found = x509.load_der_x509_certificate(writer.get_extra_info("ssl_object").getpeercert(binary_form=True))
        writer.close()
        await writer.wait_closed()
    finally:
        server.close()
        await server.wait_closed()
    return found


async def test_its_own_certificate_names_every_way_to_the_room(tmp_path: Path):
    tls = OwnTls(tmp_path, NAMES)
    found = await served(tls)
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.IPAddress) == [ipaddress.ip_address(ip) for ip in NAMES[:2]]
    assert names.get_values_for_type(x509.DNSName) == ["room", "room.local", "localhost"]
    key = found.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert key.curve.name == "secp256r1"
    assert found.not_valid_after_utc - found.not_valid_before_utc == timedelta(days=397)
    assert tls.fingerprint == made.fingerprint(found)
    assert len(tls.fingerprint) == 32 * 3 - 1
    assert not tls.is_trusted
    for name in ("certificate.pem", "key.pem"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_it_is_kept_over_restarts(tmp_path: Path):
    first = OwnTls(tmp_path, NAMES)
    content = (tmp_path / "certificate.pem").read_bytes()
    second = OwnTls(tmp_path, NAMES[:2])
    assert second.fingerprint == first.fingerprint
    assert (tmp_path / "certificate.pem").read_bytes() == content


async def test_a_new_address_renews_it_with_the_same_key(tmp_path: Path):
    tls = OwnTls(tmp_path, NAMES)
    before = tls.fingerprint
    assert tls.refresh(NAMES) is False
    assert tls.refresh(("10.0.0.77",)) is True
    assert tls.fingerprint == before
    assert "10.0.0.77" in made.names_of(await served(tls))


def test_it_is_renewed_thirty_days_before_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(made, "LIFETIME", timedelta(days=30))
    OwnTls(tmp_path, NAMES)
    monkeypatch.setattr(made, "LIFETIME", timedelta(days=397))
    tls = OwnTls(tmp_path, NAMES)
    assert certificate_in(tmp_path).not_valid_after_utc > datetime.now(UTC) + timedelta(days=300)
    assert tls.refresh(NAMES) is False


def test_a_damaged_certificate_of_its_own_is_made_again(tmp_path: Path):
    before = OwnTls(tmp_path, NAMES).fingerprint
    (tmp_path / "certificate.pem").write_text("nonsense")
    assert OwnTls(tmp_path, NAMES).fingerprint == before


def test_a_damaged_key_of_its_own_is_told(tmp_path: Path):
    OwnTls(tmp_path, NAMES)
    (tmp_path / "key.pem").write_text("nonsense")
    with pytest.raises(CertificateError, match=str(tmp_path)):
        OwnTls(tmp_path, NAMES)


@pytest.mark.parametrize("pair", [("fullchain.pem", "privkey.pem"), ("tls.crt", "tls.key")])
async def test_a_given_directory(tmp_path: Path, pair: tuple[str, str]):
    given = write_pair(tmp_path, "room.example.org", "*.example.org", "10.0.0.5", certificate=pair[0], key=pair[1])
    tls = in_directory(tmp_path)
    assert await served(tls) == given
    assert tls.is_trusted
    assert tls.names == ("room.example.org",)


async def test_renewed_files_are_used_without_a_restart(tmp_path: Path):
    write_pair(tmp_path)
    tls = in_directory(tmp_path)
    assert tls.refresh() is False
    renewed = write_pair(tmp_path, "new.example.org")
    assert tls.refresh() is True
    assert await served(tls) == renewed
    assert tls.names == ("new.example.org",)


async def test_another_kind_of_key_replaces_the_first_wholly(tmp_path: Path):
    write_pair(tmp_path)
    tls = in_directory(tmp_path)
    key = rsa.generate_private_key(65537, 2048)
    (tmp_path / "privkey.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (tmp_path / "fullchain.pem").write_bytes(made.self_sign(key, ("rsa.example.org",), "rsa"))
    assert tls.refresh() is True
    assert made.names_of(await served(tls)) == {"rsa.example.org"}


async def test_unfit_new_files_leave_the_old_in_use(tmp_path: Path):
    given = write_pair(tmp_path)
    tls = in_directory(tmp_path)
    (tmp_path / "privkey.pem").write_bytes(made.make_key())
    for _ in range(2):
        with pytest.raises(CertificateError, match=r"privkey\.pem is not the key of"):
            tls.refresh()
        assert await served(tls) == given
    renewed = write_pair(tmp_path)
    assert tls.refresh() is True
    assert await served(tls) == renewed


def test_unfit_files_are_named_with_what_to_do(tmp_path: Path):
    with pytest.raises(
        CertificateError, match=r"holds no certificate: put fullchain\.pem with privkey\.pem or tls\.crt"
    ):
        in_directory(tmp_path)
    write_pair(tmp_path)
    chain, key = tmp_path / "fullchain.pem", tmp_path / "privkey.pem"
    encrypted = load_pem_private_key(key.read_bytes(), None).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret")
    )
    other = tmp_path / "other.pem"
    other.write_bytes(encrypted)
    with pytest.raises(CertificateError, match=r"other\.pem is encrypted"):
        GivenTls(chain, other)
    other.write_text("nonsense")
    with pytest.raises(CertificateError, match=r"other\.pem is no PEM private key"):
        GivenTls(chain, other)
    with pytest.raises(CertificateError, match=r"other\.pem is no PEM certificate"):
        GivenTls(other, key)
    with pytest.raises(CertificateError, match=r"gone\.pem: No such file"):
        GivenTls(tmp_path / "gone.pem", key)
