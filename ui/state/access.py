"""How guests come in, as QML sees it."""

from __future__ import annotations

from urllib.parse import urlsplit

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from appliance.api.access import AccessState
from ui.link import link

QML_IMPORT_NAME = "Parlor.State"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Access(QObject):
    """Address, code and fingerprint that the glass shows."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = AccessState()
        link().subscribe("access", AccessState, self._replace)

    def _replace(self, state: AccessState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()

    @Property(str, notify=changed)
    def code(self) -> str:
        """Six digits, or empty while unknown."""
        return self.state.code

    @Property(str, notify=changed)
    def address(self) -> str:
        """The address to type, or empty where the room has no network."""
        return self.state.urls[0] if self.state.urls else ""

    @Property(str, notify=changed)
    def addresses(self) -> str:
        """All addresses to type, the best first, a line each."""
        return "\n".join(self.state.urls)

    @Property("QVariantList", notify=changed)  # pyright: ignore[reportArgumentType]
    def urls(self) -> list[str]:
        """All addresses to type, the best first."""
        return list(self.state.urls)

    @Property(str, notify=changed)
    def localAddress(self) -> str:
        """The address by the room's name in .local, where it is not the best; else empty."""
        hosts = ((urlsplit(url).hostname or "", url) for url in self.state.urls[1:])
        return next((url for host, url in hosts if host.endswith(".local")), "")

    @Property(int, notify=changed)
    def others(self) -> int:
        """How many addresses there are beside the best and the name's."""
        return max(0, len(self.state.urls) - 1 - bool(self.localAddress))

    @Property(str, notify=changed)
    def joinUrl(self) -> str:
        """The address with the code, for the QR code."""
        return self.state.join_url

    @Property(str, notify=changed)
    def watchAddress(self) -> str:
        """Where guests watch the glass; empty where the room has no network."""
        return f"{self.state.urls[0]}/watch" if self.state.urls else ""

    @Property(str, notify=changed)
    def fingerprint(self) -> str:
        """Of the room's public key: hex pairs joined by colons."""
        return self.state.fingerprint

    @Property(bool, notify=changed)
    def trusted(self) -> bool:
        """Whether browsers know the certificate, so that none warns."""
        return self.state.trusted

    @Slot()
    def renewCode(self) -> None:
        """Replace the code."""
        link().call("access.renew_code")
