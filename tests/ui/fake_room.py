"""A room for the shell's tests: a real socket that speaks the contract, checks every call by it and remembers it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from appliance.api import wire
from appliance.api.contract import VERBS, event_name
from appliance.api.errors import RoomError
from appliance.api.role import Role
from appliance.api.state import DOMAINS, READERS, RoomState


class Call(NamedTuple):
    method: str
    params: dict[str, Any]


class FakeRoom(QObject):
    """Listens at RUNTIME/shell.sock. A call with a wrong shape or without the shell's role is a failed test."""

    called = Signal(str)

    def __init__(self, runtime: Path, state: RoomState | None = None) -> None:
        super().__init__()
        self.runtime = runtime
        self.state = state or RoomState()
        self.calls: list[Call] = []
        self.refusals: dict[str, RoomError] = {}
        self.results: dict[str, Any] = {}
        """What verbs answer: a value, or a function of the parameters; None for those not named."""
        self.silent: set[str] = set()
        """Verbs that get no answer."""
        self.violations: list[str] = []
        self._rev = 0
        self._sockets: list[tuple[QLocalSocket, wire.Lines]] = []
        self._server = QLocalServer(self)
        self._server.newConnection.connect(self._welcome)
        (runtime / "frames").mkdir(parents=True, exist_ok=True)
        (runtime / "glass").mkdir(exist_ok=True)
        (runtime / "mirror").mkdir(exist_ok=True)
        (runtime / "boards" / "inbox").mkdir(parents=True, exist_ok=True)
        self.start()

    def start(self) -> None:
        path = str(self.runtime / "shell.sock")
        QLocalServer.removeServer(path)
        assert self._server.listen(path), self._server.errorString()

    def stop(self) -> None:
        """Die, as a killed daemon does."""
        self._server.close()
        for socket, _ in self._sockets:
            socket.abort()
        self._sockets.clear()

    def change(self, **domains: msgspec.Struct) -> None:
        """Replace whole domains and tell."""
        self.state = msgspec.structs.replace(self.state, **domains)
        self._tell({name: getattr(self.state, name) for name in domains}, full=False)

    def amend(self, domain: str, **fields: Any) -> None:
        """Replace some fields of one domain and tell."""
        self.change(**{domain: msgspec.structs.replace(getattr(self.state, domain), **fields)})

    def announce(self, event: msgspec.Struct) -> None:
        params = msgspec.to_builtins(event)
        params.pop("type", None)
        self._send(wire.notification(event_name(type(event)), params))

    def methods(self) -> list[str]:
        return [call.method for call in self.calls]

    def _welcome(self) -> None:
        while socket := self._server.nextPendingConnection():
            lines = wire.Lines()
            self._sockets.append((socket, lines))
            socket.readyRead.connect(lambda socket=socket, lines=lines: self._read(socket, lines))
            readable = {name: getattr(self.state, name) for name in DOMAINS if Role.SHELL in READERS[name]}
            self._tell(readable, full=True, only=socket)

    def _tell(self, domains: dict[str, msgspec.Struct], full: bool, only: QLocalSocket | None = None) -> None:
        self._rev += 1
        message = wire.notification("state", {"rev": self._rev, "full": full, "state": domains})
        self._send(message, only)

    def _send(self, message: bytes, only: QLocalSocket | None = None) -> None:
        for socket, _ in self._sockets:
            if only is None or socket is only:
                socket.write(message + b"\n")

    def _read(self, socket: QLocalSocket, lines: wire.Lines) -> None:
        for line in lines.feed(socket.readAll().data()):
            request = wire.request(wire.parse(line))
            self.calls.append(Call(request.method, request.params))
            self._check(request)
            if request.method not in self.silent:
                socket.write(self._answer(request) + b"\n")
            self.called.emit(request.method)

    def _answer(self, request: wire.Request) -> bytes:
        refused = self.refusals.get(request.method)
        if refused:
            return wire.refusal(request.id, refused)
        result = self.results.get(request.method)
        return wire.result(request.id, result(request.params) if callable(result) else result)

    def _check(self, request: wire.Request) -> None:
        verb = VERBS.get(request.method)
        if verb is None or Role.SHELL not in verb.roles:
            self.violations.append(f"{request.method} is not the shell's to call")
            return
        try:
            msgspec.convert(request.params, verb.params)
        except msgspec.ValidationError as error:
            self.violations.append(f"{request.method}: {error}")
