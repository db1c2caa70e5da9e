from __future__ import annotations

import importlib
import inspect

import aioice.ice
import aioice.turn
import aiortc
import aiortc.rtcpeerconnection
import pytest
from aiortc import RTCPeerConnection
from aiortc.rtcdtlstransport import RTCDtlsTransport

from appliance.media import connection, ice

UPGRADE = "aiortc changed: read appliance/media/connection.py and receiver.py against it, then say so in SUPPORTED"


def test_another_aiortc_is_refused_when_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aiortc, "__version__", "1.17.0")
    with pytest.raises(ImportError, match=r"1\.17\.0"):
        importlib.reload(connection)
    monkeypatch.undo()
    importlib.reload(connection)


def test_the_seams_that_are_used_exist() -> None:
    assert aiortc.__version__.startswith(connection.SUPPORTED), UPGRADE
    made = getattr(RTCPeerConnection, "_RTCPeerConnection__createTransceiver", None)
    assert made is not None, UPGRADE
    assert list(inspect.signature(made).parameters) == ["self", "direction", "kind", "sender_track"], UPGRADE
    transport = inspect.getsource(RTCDtlsTransport)
    for used in (
        "await receiver._handle_rtp_packet(packet, arrival_time_ms=arrival_time_ms)",
        "await recipient._handle_rtcp_packet(packet)",
        "receiver._handle_disconnect()",
        "RtpPacket.parse(data, self._rtp_header_extensions_map)",
        "await self._handle_rtp_data(data, arrival_time_ms=arrival_time_ms)",
        "await self._handle_rtcp_data(data)",
        "await self.transport._recv()",
        "async def _send_rtp(self, data: bytes)",
    ):
        assert used in transport, UPGRADE
    peer = inspect.getsource(aiortc.rtcpeerconnection)
    for used in ("transceiver.receiver._track = ", "receiver.setTransport(", "await transceiver.receiver.receive("):
        assert used in peer, UPGRADE


def test_aioice_asks_for_addresses_and_buffers_where_we_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aioice.ice, "get_host_addresses", ice._found_addresses)
    monkeypatch.setattr(aioice.turn, "UDP_SOCKET_BUFFER_SIZE", 0)
    gathering = inspect.getsource(aioice.ice.Connection)
    assert "addresses = get_host_addresses(" in gathering
    assert "turn.UDP_SOCKET_BUFFER_SIZE" in gathering
    ice.use_addresses(("127.0.0.1", "::1"))
    assert aioice.turn.UDP_SOCKET_BUFFER_SIZE == 4 << 20
    assert aioice.ice.get_host_addresses(True, True) == ["127.0.0.1", "::1"]
    assert aioice.ice.get_host_addresses(use_ipv4=True, use_ipv6=False) == ["127.0.0.1"]
    ice.use_addresses(())
    assert aioice.ice.get_host_addresses(True, True) == ice._found_addresses(True, True)
    assert "127.0.0.1" not in aioice.ice.get_host_addresses(True, True)
