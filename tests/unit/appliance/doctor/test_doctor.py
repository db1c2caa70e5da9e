"""Each ailment made for real, and told with a remedy."""

import asyncio
import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from appliance.config import Config
from appliance.config.schema import AirPlayConfig, DevicesConfig, HttpsConfig, NetworkConfig
from appliance.doctor import Finding, examine, machine, places, resting, running
from appliance.media.engine import DriverChoice
from appliance.paths import Paths

LOCAL = NetworkConfig(addresses=("127.0.0.1",), https_port=0, http_port=0)


def test_folders(tmp_path: Path) -> None:
    good = Paths(tmp_path / "data", Path("/dev/shm/parlor-of-nobody"))
    assert (places.data(good).status, places.runtime(good).status) == ("ok", "ok")
    (tmp_path / "data").mkdir(mode=0o755)
    assert places.data(good).remedy == f"chmod 700 {tmp_path}/data"
    (tmp_path / "file").touch()
    assert places.data(Paths(tmp_path / "file/data", tmp_path)).status == "fail"
    assert "PARLOR_RUNTIME" in places.runtime(Paths(tmp_path, Path("/proc"))).remedy


def test_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(machine, "FAMILIES", ("No Such Family",))
    assert machine.fonts() == Finding(
        "fonts", "warn", "missing: No Such Family", "apt install fonts-noto-core fonts-noto-cjk"
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    assert machine.fonts().remedy == "apt install fontconfig"
    monkeypatch.setattr(machine, "RECEIVE_BUFFER_LIMIT", tmp_path / "rmem_max")
    (tmp_path / "rmem_max").write_text("212992\n")
    assert machine.receive_buffer().remedy == "sysctl -w net.core.rmem_max=4194304"
    (tmp_path / "rmem_max").write_text("4194304\n")
    assert machine.receive_buffer().status == "ok"


def test_a_taken_port() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        network = NetworkConfig(addresses=("127.0.0.1",), https_port=port, http_port=0)
        [finding] = resting.ports(Config(network=network))
    assert (finding.name, finding.status) == ("https_port", "fail")
    assert f"127.0.0.1:{port}" in finding.text


def test_a_certificate_that_is_not_there(tmp_path: Path) -> None:
    https = HttpsConfig(certificate=str(tmp_path / "c.pem"), key=str(tmp_path / "k.pem"))
    finding = resting.certificate(Config(https=https))
    assert (finding.status, str(tmp_path / "c.pem") in finding.text) == ("fail", True)
    assert resting.certificate(Config()).status == "ok"


def test_devices_of_a_room_at_rest() -> None:
    devices = DevicesConfig(
        camera=DriverChoice(driver="twin"),
        microphone=DriverChoice(driver="none"),
        speaker=DriverChoice(driver="nonsense"),
        display=DriverChoice(driver="twin", device="elsewhere"),
    )
    verdicts = {finding.name: finding.status for finding in resting.devices(Config(devices=devices))}
    assert verdicts == {"camera": "ok", "microphone": "ok", "speaker": "fail", "display": "warn"}


def test_a_room_without_the_airplay_helper_is_well(tmp_path: Path) -> None:
    def said(**fields: object) -> str:
        finding = resting.airplay(Config(airplay=AirPlayConfig(**fields)))  # type: ignore[arg-type]
        assert finding.status == "ok"
        return finding.text

    helper = tmp_path / "uxplay"
    assert "not installed" in said(command=str(helper))
    helper.touch(mode=0o755)
    assert said(command=str(helper)) == str(helper)
    assert said(enabled=False) == "switched off"


def test_what_a_running_room_says_of_itself() -> None:
    state = {
        "health": {
            "components": [
                {"name": "media", "status": "failed", "reason": "media.away", "since": "2026-01-01T00:00:00Z"},
                {"name": "https", "status": "degraded", "reason": "tls.old", "since": "2026-01-01T00:00:00Z"},
            ]
        },
        "devices": {
            "devices": [
                {"kind": "camera", "selected": True, "availability": "lost", "name": "Cam", "reason": ""},
                {"kind": "speaker", "selected": True, "availability": "available", "name": "Bar", "reason": ""},
                {"kind": "display", "selected": False, "availability": "available", "name": "TV", "reason": ""},
            ]
        },
    }
    assert [(finding.name, finding.status) for finding in running.components(state)] == [
        ("media", "fail"),
        ("https", "warn"),
    ]
    assert {finding.name: finding.status for finding in running.devices(state)} == {
        "camera": "fail",
        "microphone": "warn",
        "speaker": "ok",
        "display": "warn",
    }


def certificate(folder: Path, days: int) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "room")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=days))
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "both.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "both.pem")
    return context


@pytest.mark.parametrize(("days", "verdict"), [(90, "ok"), (3, "warn")])
async def test_the_door_is_looked_at_from_outside(tmp_path: Path, days: int, verdict: str) -> None:
    async def serve(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=certificate(tmp_path, days))
    url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        assert (await running.door({"access": {"urls": [url]}})).status == verdict
    finding = await running.door({"access": {"urls": [url]}})
    assert (finding.status, "does not answer" in finding.text) == ("fail", True)
    assert (await running.door({"access": {"urls": []}})).status == "fail"


async def test_a_room_at_rest_is_examined_as_such(tmp_path: Path) -> None:
    findings = await examine(Config(network=LOCAL), Paths(tmp_path, tmp_path / "run"))
    verdicts = {finding.name: finding.status for finding in findings}
    assert verdicts["daemon"] == "warn"
    assert "media" not in verdicts
    assert all(finding.remedy for finding in findings if finding.status != "ok")


async def test_a_daemon_that_is_silent_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("appliance.doctor.examination.ANSWER_S", 0.2)
    paths = Paths(tmp_path, tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(paths.api_socket))
        listening.listen()
        findings = await examine(Config(network=LOCAL), paths)
    assert findings[-1].status == "fail"
    assert "nobody answers" in findings[-1].text
