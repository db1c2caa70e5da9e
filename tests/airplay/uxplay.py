#!/usr/bin/env python3
"""A stand-in for UxPlay 1.62: takes its arguments, prints what it prints with -d, sends real RTP where it is told to.

It does what the file `orders-PORT` beside it says, a line each: `mirror NAME`, `stop`, `die`. `no-discovery` or `crash`
as the file `nature` make it fail as the real one does. What it was given and can reach it sends to the port in `news`.
"""

import html
import json
import os
import pathlib
import re
import signal
import socket
import struct
import sys
import time
from itertools import pairwise

sys.stdout = open(1, "w", buffering=1, encoding="utf-8")  # noqa: SIM115  for as long as it lives
HOME = pathlib.Path(sys.argv[0]).resolve().parent
NATURE = (HOME / "nature").read_text() if (HOME / "nature").exists() else ""
OPTIONS = dict(pairwise(sys.argv[1:]))
PORT = int(OPTIONS["-p"])
print("UxPlay 1.62: An Open-Source AirPlay mirroring and audio-streaming server.")
if NATURE == "crash":
    os.abort()
print("using randomly-generated MAC address da:df:78:45:58:8e\nInitialized server socket(s)")
if NATURE == "no-discovery":
    print("No DNS-SD Server found (DNSServiceRegister call returned kDNSServiceErr_Unknown)\nExiting HTTP thread")
    sys.exit(0)
listening = [socket.create_server(("127.0.0.1", PORT + at)) for at in range(3)]
try:
    secret = (HOME.parent / "secret").read_text()
except OSError as error:
    secret = type(error).__name__
channel = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
seen = {"arguments": sys.argv[1:], "environment": dict(os.environ), "pid": os.getpid(), "secret": secret}
channel.sendto(json.dumps(seen).encode(), ("127.0.0.1", int((HOME / "news").read_text())))
signal.signal(signal.SIGTERM, lambda *_: (print("Stopping..."), os._exit(0)))


def port_of(sink):
    return int(re.search(r"udpsink host=127\.0\.0\.1 port=(\d+)", OPTIONS[sink])[1])


def packets(name):
    data, at = (HOME / name).read_bytes(), 0
    while at < len(data):
        (length,) = struct.unpack_from(">H", data, at)
        yield data[at + 2 : at + 2 + length]
        at += 2 + length


def mirror(name):
    print("Accepted IPv4 client on socket 28\nconn_request\n\nSETUP rtsp://127.0.0.1/1 RTSP/1.0\n")
    print('<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0">\n<dict>\n\t<key>model</key>')
    print(f"\t<string>iPad8,1</string>\n\t<key>name</key>\n\t<string>{html.escape(name, quote=False)}</string>")
    print("</dict>\n</plist>\n\nHandling request SETUP with URL rtsp://127.0.0.1/1\ntype = 110")
    print("raop_rtp_mirror starting mirroring\nMirroring initialized successfully")
    time.sleep(0.2)
    print("raop_rtp_mirror accepting client\nbegin video stream wxh = 640x360; source 640x360")


done, films = 0, None
while True:
    orders = (HOME / f"orders-{PORT}").read_text().splitlines() if (HOME / f"orders-{PORT}").exists() else []
    for order in orders[done:]:
        verb, _, rest = order.partition(" ")
        if verb == "mirror":
            mirror(rest)
            films = [(packets("video.rtp"), port_of("-vs")), (packets("audio.rtp"), port_of("-as"))]
        elif verb == "stop":
            films = None
            print("TEARDOWN request,  96=0, 110=1\nraop_rtp_mirror->running is no longer true")
            print("raop_rtp_mirror exiting TCP thread\nConnection closed for socket 28\nDestroying connection")
        elif verb == "die":
            os.abort()
    done = len(orders)
    for film, port in films or ():
        for packet, _ in zip(film, range(4), strict=False):
            channel.sendto(packet, ("127.0.0.1", port))
            print("raop_rtp video: now = 1796063963.123037, ntp = 4005052763.120049, latency = 0.1")
    time.sleep(0.02)
