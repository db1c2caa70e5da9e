"""How large pictures of the call are drawn, told to the room, so that each comes in the quality that is seen."""

from __future__ import annotations

from PySide6.QtQml import QmlElement

from ui.cast.tiles import DrawnCast, Size, TileLedger

QML_IMPORT_NAME = "Parlor.Glass"
QML_IMPORT_MAJOR_VERSION = 1


class CallLedger(TileLedger):
    """As for casts, by stream; what is not drawn is left out, and so is not received."""

    def _send(self, tiles: dict[str, Size]) -> None:
        shown = {stream: size for stream, size in tiles.items() if all(size)}
        # a call may end meanwhile; the next one is told anew
        self._link.call("meeting.set_tiles", otherwise=lambda _code, _data: None, tiles=shown)


_installed: list[CallLedger] = []


def install(ledger: CallLedger) -> None:
    """Make this the ledger of every DrawnPicture built from now on."""
    _installed[:] = [ledger]


@QmlElement
class DrawnPicture(DrawnCast):
    """One place where a picture of the call is drawn; its castId is the picture's stream."""

    def _ledger_of_kind(self) -> TileLedger:
        return _installed[0]
