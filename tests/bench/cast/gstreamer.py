"""`/usr/bin/python3 gstreamer.py ADDRESS PORT`: receives casts by WHIP with GStreamer's webrtcbin, and counts.

Runs in Debian's Python, whose bindings PyPI lacks. Sockets get 4 MiB as ours do: with the kernel's default webrtcbin
shows 2 to 20 pictures a second of unpaced senders.
"""

from __future__ import annotations

import json
import os
import resource
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import gi  # pyright: ignore[reportMissingImports]

gi.require_version("Gst", "1.0")
gi.require_version("GstSdp", "1.0")
gi.require_version("GstWebRTC", "1.0")
from gi.repository import Gst, GstSdp, GstWebRTC  # noqa: E402  # pyright: ignore[reportMissingImports]

BUFFER = 4 << 20
PAGE = Path(__file__).with_name("page.html")
DECODERS = {"H264": "rtph264depay ! h264parse ! avdec_h264", "VP8": "rtpvp8depay ! vp8dec"}
SINK = (
    "videoconvert ! video/x-raw,format=I420"
    " ! appsink name=sink emit-signals=true sync=false async=false max-buffers=1 drop=true"
)
SOUND = "decodebin ! fakesink sync=false async=false"
shown: dict[str, int] = {}
latencies: list[float] = []
gaps: list[float] = []
began = {"at": time.monotonic(), "used": 0.0, "last": time.monotonic()}


def used_s() -> float:
    """Processor time of this process, seconds."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def widen() -> None:
    """Give every UDP socket of this process a large receive buffer."""
    for name in Path("/proc/self/fd").iterdir():
        try:
            if not str(name.readlink()).startswith("socket:"):
                continue
            with socket.socket(fileno=os.dup(int(name.name))) as one:
                if one.type == socket.SOCK_DGRAM:
                    one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
        except OSError:
            continue


def read_barcode(data: bytes, width: int, height: int) -> int | None:
    """The clock in a picture of page.html, from its luma plane."""
    stride = (width + 3) // 4 * 4
    bar = width / 40
    row = data[int(max(32, height / 24) * 0.4) * stride :]
    if row[int(bar)] < 128 or row[int(bar * 3)] > 128:
        return None
    return sum(1 << bit for bit in range(32) if row[int(bar * (bit + 4.5))] > 128)


def take(sink, name: str):
    """Count a decoded picture."""
    sample = sink.emit("pull-sample")
    shown[name] = shown.get(name, 0) + 1
    gaps.append((time.monotonic() - began["last"]) * 1000)
    began["last"] = time.monotonic()
    structure = sample.get_caps().get_structure(0)
    width, height = structure.get_value("width"), structure.get_value("height")
    stride = (width + 3) // 4 * 4
    lines = int(max(32, height / 24) * 0.4) + 1
    data = sample.get_buffer().extract_dup(0, stride * lines)
    code = read_barcode(data, width, height)
    if code is not None:
        latencies.append((time.time() * 1000 - code) % 2**32)
    return Gst.FlowReturn.OK


def decode(pipeline, pad, name: str) -> None:
    """Decode a stream that came and throw it away."""
    caps = pad.get_current_caps().get_structure(0)
    is_video = caps.get_value("media") == "video"
    text = f"{DECODERS[caps.get_value('encoding-name')]} ! {SINK}" if is_video else SOUND
    branch = Gst.parse_bin_from_description(text, True)
    pipeline.add(branch)
    branch.set_state(Gst.State.PLAYING)
    pad.link(branch.get_static_pad("sink"))
    if is_video:
        branch.get_by_name("sink").connect("new-sample", take, name)


def answer(offer: str, number: int) -> str:
    """Negotiate one session and wait for its candidates."""
    pipeline, webrtc = Gst.Pipeline.new(None), Gst.ElementFactory.make("webrtcbin", "webrtc")
    webrtc.set_property("bundle-policy", GstWebRTC.WebRTCBundlePolicy.MAX_BUNDLE)
    webrtc.set_property("latency", 40)
    pipeline.add(webrtc)
    name = f"cast-{number}"
    webrtc.connect("pad-added", lambda _, pad: decode(pipeline, pad, name))
    webrtc.connect("on-new-transceiver", lambda _, one: one.set_property("do-nack", True))
    pipeline.set_state(Gst.State.PLAYING)
    _, message = GstSdp.SDPMessage.new_from_text(offer)
    kind = GstWebRTC.WebRTCSDPType
    promise = Gst.Promise.new()
    webrtc.emit("set-remote-description", GstWebRTC.WebRTCSessionDescription.new(kind.OFFER, message), promise)
    promise.wait()
    # the answer lives as long as the reply that brought it
    created = Gst.Promise.new()
    webrtc.emit("create-answer", None, created)
    created.wait()
    reply = created.get_reply()
    local = reply.get_value("answer")
    promise = Gst.Promise.new()
    webrtc.emit("set-local-description", local, promise)
    promise.wait()
    until = time.monotonic() + 3
    while webrtc.get_property("ice-gathering-state") != GstWebRTC.WebRTCICEGatheringState.COMPLETE:
        time.sleep(0.02)
        if time.monotonic() > until:
            break
    widen()
    pipelines.append(pipeline)
    return webrtc.get_property("local-description").sdp.as_text()


pipelines: list = []


class Whip(BaseHTTPRequestHandler):
    """POST /whip, DELETE, and the page that sends there."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  its name
        """Say nothing."""

    def do_POST(self) -> None:
        """Begin a cast."""
        sdp = answer(self.rfile.read(int(self.headers["Content-Length"])).decode(), len(pipelines)).encode()
        self._send(201, sdp, "application/sdp")

    def do_DELETE(self) -> None:
        """End it; the process ends soon anyway."""
        self._send(200, b"", "text/plain")

    def do_GET(self) -> None:
        """The sender's page."""
        self._send(200, PAGE.read_bytes(), "text/html")

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Location", "/whip/1")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main() -> None:
    """Serve until killed."""
    Gst.init(None)
    server = ThreadingHTTPServer((sys.argv[1], int(sys.argv[2])), Whip)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print("ready", flush=True)
    for line in sys.stdin:
        if line.strip() == "start":
            shown.clear()
            latencies.clear()
            gaps.clear()
            began.update(at=time.monotonic(), used=used_s(), last=time.monotonic())
        elif line.strip() == "report":
            seconds = time.monotonic() - began["at"]
            report = {
                "fps": [count / seconds for count in shown.values()],
                "gaps_ms": list(gaps),
                "received_ms": [],
                "barcode_ms": list(latencies),
                "key_frame_requests": 0,
                "mbit_s": 0,
                "cpu_percent": (used_s() - began["used"]) / seconds * 100,
            }
            print(json.dumps(report), flush=True)


main()
