"""As much of an AirPlay sender as a receiver needs to believe in one: pairing, keys, SETUP, a mirror connection.

Source: the unofficial AirPlay protocol specification (openairplay.github.io) and what UxPlay 1.62 answers. Its pictures
cannot be decrypted, as the key is Apple's to make: the receiver tells of the session and throws them away.
"""

from __future__ import annotations

import hashlib
import plistlib
import socket
import struct
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

URL = "rtsp://127.0.0.1/1"
PLIST = "application/x-apple-binary-plist"
SPS = bytes.fromhex("6764001facd9405005bb016a02020280000003008000001e078c18cb")
PPS = bytes.fromhex("68ebe3cb22c0")


class Sender:
    """Connects when made."""

    def __init__(self, port: int, name: str) -> None:
        self._name = name
        self._count = 0
        self._control = socket.create_connection(("127.0.0.1", port), timeout=5)
        self._mirror: socket.socket | None = None
        self._pair()

    def mirror(self) -> None:
        """Begin to mirror; the picture's shape is sent, a picture follows."""
        device = {"name": self._name, "model": "iPad8,1", "deviceID": "11:22:33:44:55:66", "timingProtocol": "NTP"}
        keys = {"ekey": b"FPLY\1\2\1\0\0\0\0\x3c\0\0\0\0" + bytes(56), "eiv": bytes(16), "timingPort": 17_000}
        self._ask("SETUP", URL, plistlib.dumps(device | keys, fmt=plistlib.FMT_BINARY), PLIST)
        stream = {"streams": [{"type": 110, "streamConnectionID": 12_345}]}
        answer = plistlib.loads(self._ask("SETUP", URL, plistlib.dumps(stream, fmt=plistlib.FMT_BINARY), PLIST))
        self._ask("RECORD", URL)
        self._mirror = socket.create_connection(("127.0.0.1", answer["streams"][0]["dataPort"]), timeout=5)
        shape = b"\1" + SPS[1:4] + b"\xff\xe1" + struct.pack(">H", len(SPS)) + SPS
        self._send(1, shape + b"\1" + struct.pack(">H", len(PPS)) + PPS)
        self._send(0, bytes(400))

    def say_goodbye(self) -> None:
        """End the mirroring in order."""
        stream: dict[str, Any] = {"streams": [{"type": 110}]}
        self._ask("TEARDOWN", URL, plistlib.dumps(stream, fmt=plistlib.FMT_BINARY), PLIST)

    def close(self) -> None:
        """Be gone."""
        for each in (self._mirror, self._control):
            if each is not None:
                each.close()

    def _pair(self) -> None:
        identity, key = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()
        mine = key.public_key().public_bytes_raw()
        self._ask("POST", "/pair-setup", identity.public_key().public_bytes_raw())
        answer = self._ask("POST", "/pair-verify", b"\1\0\0\0" + mine + identity.public_key().public_bytes_raw())
        secret = key.exchange(X25519PublicKey.from_public_bytes(answer[:32]))
        aes, counter = (hashlib.sha512(b"Pair-Verify-AES-" + what + secret).digest()[:16] for what in (b"Key", b"IV"))
        cipher = Cipher(algorithms.AES(aes), modes.CTR(counter)).encryptor()
        cipher.update(answer[32:])
        self._ask("POST", "/pair-verify", b"\0\0\0\0" + cipher.update(identity.sign(mine + answer[:32])))
        self._ask("POST", "/fp-setup", b"FPLY\3\1\1\0\0\0\0\4\2\0\0\0")
        self._ask("POST", "/fp-setup", b"FPLY\3\1\3\0\0\0\0\x98" + bytes(152))

    def _ask(self, method: str, url: str, body: bytes = b"", kind: str = "application/octet-stream") -> bytes:
        self._count += 1
        head = f"{method} {url} RTSP/1.0\r\nCSeq: {self._count}\r\nUser-Agent: AirPlay/670.6.2\r\n"
        head += f"DACP-ID: 1\r\nActive-Remote: 1\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        self._control.sendall(head.encode() + body)
        got = b""
        while b"\r\n\r\n" not in got:
            got += self._receive()
        said, _, rest = got.partition(b"\r\n\r\n")
        assert b" 200 " in said.partition(b"\r\n")[0], said
        lengths = [line for line in said.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        length = int(lengths[0].partition(b":")[2]) if lengths else 0
        while len(rest) < length:
            rest += self._receive()
        return rest

    def _receive(self) -> bytes:
        data = self._control.recv(65_536)
        assert data, "the receiver hung up"
        return data

    def _send(self, kind: int, body: bytes) -> None:
        assert self._mirror is not None
        head = bytearray(128)
        struct.pack_into("<IB", head, 0, len(body), kind)
        for at in (16, 40, 56):
            struct.pack_into("<ff", head, at, 1280.0, 720.0)
        self._mirror.sendall(bytes(head) + body)
