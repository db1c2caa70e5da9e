from __future__ import annotations

import importlib
import inspect

import aioice
import aioice.ice
import aioice.turn
import aiortc
import aiortc.codecs
import aiortc.codecs.h264
import aiortc.codecs.vpx
import aiortc.rtcpeerconnection
import aiortc.rtp
import aiortc.sdp
import pytest
from aiortc import RTCIceTransport, RTCPeerConnection, RTCRtpTransceiver
from aiortc.rtcdtlstransport import RTCDtlsTransport
from aiortc.rtcrtpreceiver import StreamStatistics
from aiortc.rtp import RtcpPacket, RtcpSenderInfo, RtcpSrPacket, RtpPacket, pack_remb_fci, unwrap_rtx

from appliance.media import connection
from appliance.media.receiver import StreamReceiver
from appliance.rtp import ice

UPGRADE = "aiortc changed: read appliance/media/connection.py and receiver.py against it, then say so in SUPPORTED"
ICE_UPGRADE = "aioice changed: read appliance/rtp/ice.py and connection.py against it, then say so in SUPPORTED_ICE"


def test_another_aiortc_is_refused_when_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aiortc, "__version__", "1.17.0")
    with pytest.raises(ImportError, match=r"1\.17\.0"):
        importlib.reload(connection)
    monkeypatch.undo()
    importlib.reload(connection)


def test_another_aioice_is_refused_when_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aioice, "__version__", "0.14.0")
    with pytest.raises(ImportError, match=r"0\.14\.0"):
        importlib.reload(connection)
    monkeypatch.undo()
    importlib.reload(connection)


def test_the_seams_of_aioice_that_are_used_exist() -> None:
    assert aioice.__version__.startswith(connection.SUPPORTED_ICE), ICE_UPGRADE
    ice_connection = inspect.getsource(aioice.ice.Connection)
    for used in (
        "self._nominated: dict[int, CandidatePair]",
        "def build_request(self, pair: CandidatePair, nominate: bool)",
        "self.remote_password",
        "await pair.protocol.request(",
        "pair.remote_addr,",
        "retransmissions=0",
    ):
        assert used in ice_connection, ICE_UPGRADE
    protocol = inspect.getsource(aioice.ice.StunProtocol.request)
    assert "integrity_key" in protocol, ICE_UPGRADE
    assert "self._connection = gatherer._connection" in inspect.getsource(RTCIceTransport), UPGRADE


def test_aiortcs_parts_that_have_no_underscore_but_no_promise_either_are_as_they_were() -> None:
    """What is used of modules that its documentation does not name."""
    statistics = StreamStatistics(90_000)
    statistics.add(RtpPacket(sequence_number=7))
    found = (statistics.fraction_lost, statistics.packets_lost, statistics.max_seq, statistics.jitter)
    assert found == (0, 0, 7, 0), UPGRADE
    packet = unwrap_rtx(RtpPacket(payload_type=98, payload=b"\x00\x09data"), payload_type=97, ssrc=5)
    assert (packet.sequence_number, packet.payload_type, packet.ssrc, packet.payload) == (9, 97, 5, b"data"), UPGRADE
    assert pack_remb_fci(1000, [1]).startswith(b"REMB"), UPGRADE
    (report,) = RtcpPacket.parse(bytes(RtcpSrPacket(1, RtcpSenderInfo(2, 3, 4, 5))))
    assert isinstance(report, RtcpSrPacket), UPGRADE
    assert (report.sender_info.ntp_timestamp, report.sender_info.rtp_timestamp) == (2, 3), UPGRADE
    for module, names in {
        aiortc.codecs: ("CODECS", "HEADER_EXTENSIONS", "is_rtx"),
        aiortc.codecs.h264: ("h264_depayload",),
        aiortc.codecs.vpx: ("vp8_depayload",),
        aiortc.rtp: ("unpack_header_extensions", "is_rtcp", "pack_rtcp_packet"),
        aiortc.sdp: ("SessionDescription", "MediaDescription"),
    }.items():
        assert all(hasattr(module, name) for name in names), UPGRADE
    # answers are made from CODECS' parameters, codec by codec in the offer's order, VP9 and AV1 by name alone
    peer = inspect.getsource(aiortc.rtcpeerconnection.find_common_codecs)
    assert "for c in remote_codecs" in peer, UPGRADE
    assert "copy.deepcopy(codec)" in peer, UPGRADE
    assert "VP9" not in inspect.getsource(aiortc.rtcpeerconnection.is_codec_compatible), UPGRADE


async def test_the_transceiver_keeps_our_receiver_where_we_put_it() -> None:
    made = connection.ReceivingConnection()
    transceiver = made.addTransceiver("video", direction="recvonly")
    receiver = transceiver.receiver
    await made.close()
    assert isinstance(receiver, StreamReceiver), UPGRADE
    assert "self.__receiver.stop()" in inspect.getsource(RTCRtpTransceiver), UPGRADE
    assert isinstance(transceiver.sender._ssrc, int), UPGRADE


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
        "await self.transport._send(data)",
        "self._rtp_header_extensions_map.configure(parameters)",
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
