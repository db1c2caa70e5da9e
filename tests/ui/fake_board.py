"""A board's room in the test's own process: speaks board.sock as FORMAT.md says, over a real socket."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pycrdt import Doc, Map
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from appliance.ink import message
from appliance.ink.message import Kind, Reader, SyncStep, Wet
from appliance.ink.record import elements_of, overrides_of


class FakeBoard:
    """One board, one glass. `stores` says whether changes are acknowledged."""

    def __init__(self, runtime: Path) -> None:
        self.doc: Doc[Any] = Doc()
        self.joined: list[str] = []
        self.wet: list[Wet] = []
        self.awareness: list[bytes] = []
        self.stores = True
        self._changes = 0
        self._buffer = bytearray()
        self._socket: QLocalSocket | None = None
        self._path = str(runtime / "board.sock")
        self._server = QLocalServer()
        self.come()
        self._server.newConnection.connect(self._take_client)
        self._watching = self.doc.observe(self._forward)
        self._is_own = True

    def elements(self, page: str = "first") -> Map[Any]:
        return self.doc.get(elements_of(page), type=Map)

    def overrides(self, page: str = "first") -> Map[Any]:
        return self.doc.get(overrides_of(page), type=Map)

    def send(self, data: bytes) -> None:
        if self._socket is not None:
            self._socket.write(len(data).to_bytes(4, "big") + data)
            self._socket.flush()

    def come(self) -> None:
        """Take glasses in."""
        assert self._server.listen(self._path)

    def go(self) -> None:
        """Break the connection, and take nobody in."""
        self._server.close()
        if self._socket is not None:
            self._socket.abort()
            self._socket = None

    def stop(self) -> None:
        self.doc.unobserve(self._watching)
        self.go()

    def store(self) -> None:
        """Acknowledge all that has come."""
        self.send(message.stored(self._changes))

    def _take_client(self) -> None:
        self._socket = self._server.nextPendingConnection()
        self._buffer.clear()
        self._changes = 0
        self._socket.readyRead.connect(self._read)

    def _forward(self, event: Any) -> None:
        if self._is_own:
            self.send(message.sync(SyncStep.UPDATE, event.update))

    def _read(self) -> None:
        if self._socket is None:
            return
        self._buffer += self._socket.readAll().data()
        while len(self._buffer) >= 4:
            length = int.from_bytes(self._buffer[:4], "big")
            if len(self._buffer) < 4 + length:
                return
            data = bytes(self._buffer[4 : 4 + length])
            del self._buffer[: 4 + length]
            self._take(Reader(data))

    def _take(self, reader: Reader) -> None:
        kind = reader.kind()
        if kind == Kind.JOIN:
            self.joined.append(reader.text())
            self.send(message.sync(SyncStep.STATE_VECTOR, self.doc.get_state()))
        elif kind == Kind.SYNC:
            step, data = reader.number(), reader.chunk()
            if step == SyncStep.STATE_VECTOR:
                self.send(message.sync(SyncStep.MISSING, self.doc.get_update(data)))
                return
            self._is_own = False
            self.doc.apply_update(data)
            self._is_own = True
            self._changes += 1
            if self.stores:
                self.store()
        elif kind == Kind.WET:
            self.wet.append(message.read_wet(reader))
        elif kind == Kind.AWARENESS:
            self.awareness.append(reader.chunk())
