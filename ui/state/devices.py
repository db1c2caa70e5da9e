"""Camera, microphone, loudspeaker and display, as QML sees them."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton
from shiboken6 import Shiboken

from appliance.api.devices import Device, DevicesState
from ui.link import link
from ui.models import KeyedListModel

QML_IMPORT_NAME = "Parlor.State"
QML_IMPORT_MAJOR_VERSION = 1

_ORDER = ("camera", "microphone", "speaker", "display")


@QmlElement
@QmlSingleton
class Devices(QObject):
    """Devices, which of them the room uses, and the camera preview."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = DevicesState()
        self._viewers: set[int] = set()
        self._all = KeyedListModel(Device, parent=self)
        self._cameras = KeyedListModel(Device, parent=self)
        self._troubled = KeyedListModel(Device, parent=self)
        link().subscribe("devices", DevicesState, self._replace)

    def _replace(self, state: DevicesState) -> None:
        if state != self.state:
            self.state = state
            self._all.replace(sorted(state.devices, key=lambda device: _ORDER.index(device.kind)))
            self._cameras.replace([device for device in state.devices if device.kind == "camera"])
            self._troubled.replace([d for d in state.devices if d.selected and d.availability != "available"])
            self.changed.emit()

    @Property(QObject, notify=changed)
    def all(self) -> QObject:
        """Model of all devices, grouped by kind."""
        return self._all

    @Property(QObject, notify=changed)
    def cameras(self) -> QObject:
        """Model of the cameras."""
        return self._cameras

    @Property(QObject, notify=changed)
    def troubled(self) -> QObject:
        """Model of the devices in use that are lost or failed."""
        return self._troubled

    @Property(str, notify=changed)
    def preview(self) -> str:
        """Stream of the camera preview, or empty."""
        return self.state.preview

    @Slot(str)
    def select(self, device_id: str) -> None:
        """Use this device for its kind."""
        link().call("devices.select_device", device_id=device_id)

    @Slot(QObject)
    def openPreview(self, viewer: QObject) -> None:
        """Show the camera's picture while this viewer, or another, wants it."""
        self._viewers.add(_address(viewer))
        link().call("devices.open_preview")

    @Slot(QObject)
    def closePreview(self, viewer: QObject) -> None:
        """This viewer wants it no more."""
        if (address := _address(viewer)) in self._viewers:
            self._viewers.discard(address)
            if not self._viewers:
                link().call("devices.close_preview")


def _address(item: QObject) -> int:
    """Of the item itself: Python wraps it anew each time."""
    return Shiboken.getCppPointer(item)[0]
