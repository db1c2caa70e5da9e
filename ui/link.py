"""The shell's one connection to the room: JSON-RPC lines over a local socket, joined again whenever it breaks."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalSocket

from appliance.api import wire
from appliance.api.contract import event_name
from appliance.frames import PAGE

RETRY_MS = 200
ANSWER_MS = 8000
WORK_MS = 600_000
"""How long a verb may take that works on files."""
AWAY = "session.away"
"""Code of a call made while the room is away; every other code is the room's own."""

T = TypeVar("T", bound=msgspec.Struct)
Then = Callable[[Any], None]
Otherwise = Callable[[str, dict[str, Any]], None]

_log = logging.getLogger(__name__)


class _Refusal(msgspec.Struct, frozen=True):
    code: int
    message: str = ""
    data: dict[str, Any] = {}


class _Incoming(msgspec.Struct, frozen=True):
    method: str = ""
    params: msgspec.Raw = msgspec.Raw(b"{}")
    id: int | None = None
    result: Any = None
    error: _Refusal | None = None


class _Change(msgspec.Struct, frozen=True):
    full: bool
    state: dict[str, msgspec.Raw]


class _Call(NamedTuple):
    method: str
    then: Then | None
    otherwise: Otherwise | None
    deadline: QTimer


class Link(QObject):
    """Keeps the newest state of each domain. `connected` holds from a whole snapshot until the connection breaks."""

    connected_changed = Signal()
    refused = Signal(str, str)
    """A call was refused: error code, method."""

    def __init__(self, runtime: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.connected = False
        self.frames = runtime / "frames"
        """Where the mailboxes are."""
        self._pages = runtime / "pages"
        self.pictures = runtime / "glass"
        """Where captures go."""
        self.mirror = runtime / "mirror"
        """Where the mailbox of the glass goes."""
        self.boards = runtime / "boards"
        """Where files of the boards are."""
        self._path = str(runtime / "shell.sock")
        self._state: dict[str, msgspec.Raw] = {}
        self._readers: dict[str, list[Callable[[msgspec.Raw], None]]] = {}
        self._calls: dict[int, _Call] = {}
        self._ids = itertools.count(1)
        self._lines = wire.Lines()
        self._retry = QTimer(self, interval=RETRY_MS, singleShot=True)
        self._retry.timeout.connect(self.open)
        self._socket = QLocalSocket(self)
        self._socket.connected.connect(self._retry.stop)
        self._socket.readyRead.connect(self._read)
        self._socket.disconnected.connect(self._lose)
        self._socket.errorOccurred.connect(self._lose)

    def mailbox(self, stream: str) -> Path:
        """Where a stream's pictures lie."""
        return (self._pages if stream == PAGE else self.frames) / stream

    def open(self) -> None:
        """Connect, and try again until it works."""
        self._socket.abort()
        self._lines = wire.Lines()
        self._socket.connectToServer(self._path)

    def close(self) -> None:
        """Hang up for good."""
        self._socket.blockSignals(True)
        self._socket.abort()
        self.connected = False
        self._retry.stop()
        self._drop_calls()

    def subscribe(self, domain: str, kind: type[T], receive: Callable[[T], None]) -> None:
        """Hand every state of a domain to a receiver, beginning with the newest known."""
        reader = _reader(domain, kind, receive)
        self._readers.setdefault(domain, []).append(reader)
        if domain in self._state:
            reader(self._state[domain])

    def listen(self, event: type[T], receive: Callable[[T], None]) -> None:
        """Hand every event of a type to a receiver."""
        name = event_name(event)
        self._readers.setdefault(name, []).append(_reader(name, event, receive))

    def call(
        self,
        method: str,
        then: Then | None = None,
        otherwise: Otherwise | None = None,
        within_ms: int = 0,
        **params: Any,
    ) -> None:
        """Ask the room for a verb; `then` gets the result.

        A refusal is told to `otherwise` (its code and data), or by `refused`; a room that goes away before it answers
        is told to `otherwise` with the code AWAY. A verb that works on files is given more than ANSWER_MS.
        """
        if not self.connected:
            self._refuse(method, otherwise, AWAY, {})
            return
        id_ = next(self._ids)
        deadline = QTimer(self, interval=within_ms or ANSWER_MS, singleShot=True)
        deadline.timeout.connect(self._give_up)
        deadline.start()
        self._calls[id_] = _Call(method, then, otherwise, deadline)
        self._socket.write(wire.call(id_, method, params) + b"\n")

    def _read(self) -> None:
        try:
            for line in self._lines.feed(bytes(self._socket.readAll().data())):
                self._take(msgspec.json.decode(line, type=_Incoming))
        except (wire.MessageTooLarge, msgspec.MsgspecError) as error:
            _log.error("the room's words are not understood, connecting anew: %s", error)
            self._socket.abort()

    def _take(self, message: _Incoming) -> None:
        if message.method == "state":
            self._replace(msgspec.json.decode(message.params, type=_Change))
        elif message.method in self._readers:
            for reader in self._readers[message.method]:
                reader(message.params)
        elif message.id is not None and (call := self._calls.pop(message.id, None)):
            self._finish(call, message)

    def _finish(self, call: _Call, message: _Incoming) -> None:
        call.deadline.deleteLater()
        if message.error is not None:
            code = str(message.error.data.get("code", "session.internal"))
            _log.warning("%s was refused: %s (%s)", call.method, code, message.error.message)
            self._refuse(call.method, call.otherwise, code, message.error.data)
        elif call.then is not None:
            call.then(message.result)

    def _refuse(self, method: str, otherwise: Otherwise | None, code: str, data: dict[str, Any]) -> None:
        if otherwise is None:
            self.refused.emit(code, method)
        else:
            otherwise(code, data)

    def _replace(self, change: _Change) -> None:
        self._state |= change.state
        for domain, raw in change.state.items():
            for reader in self._readers.get(domain, ()):
                reader(raw)
        if change.full:
            self._set_connected(True)

    def _give_up(self) -> None:
        _log.error("the room did not answer within its time, connecting anew")
        self._socket.abort()
        self._lose()

    def _lose(self) -> None:
        self._retry.start()
        self._drop_calls()
        self._set_connected(False)

    def _drop_calls(self) -> None:
        dropped, self._calls = list(self._calls.values()), {}
        for call in dropped:
            call.deadline.stop()
            call.deadline.deleteLater()
            if call.otherwise is not None:
                call.otherwise(AWAY, {})

    def _set_connected(self, connected: bool) -> None:
        if connected != self.connected:
            self.connected = connected
            _log.info("connected to the room" if connected else "the room is away")
            self.connected_changed.emit()


def _reader(name: str, kind: type[T], receive: Callable[[T], None]) -> Callable[[msgspec.Raw], None]:
    decoder = msgspec.json.Decoder(kind)

    def read(raw: msgspec.Raw) -> None:
        try:
            value = decoder.decode(raw)
        except msgspec.MsgspecError as error:
            _log.error("%s is not understood: %s", name, error)
        else:
            receive(value)

    return read


_installed: list[Link] = []


def install(link: Link) -> None:
    """Make this the link of every state object built from now on."""
    _installed[:] = [link]


def link() -> Link:
    """The link that the shell installed."""
    return _installed[0]
