"""The room's sound, as QML sees it."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from appliance.api.sound import SoundState
from ui.link import link

QML_IMPORT_NAME = "Parlor.State"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Sound(QObject):
    """Volume, mute and whether somebody speaks."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = SoundState()
        link().subscribe("sound", SoundState, self._replace)

    def _replace(self, state: SoundState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()

    @Property(int, notify=changed)
    def volume(self) -> int:
        """Per cent."""
        return self.state.volume

    @Property(bool, notify=changed)
    def muted(self) -> bool:
        """Whether the loudspeaker is silent."""
        return self.state.muted

    @Property(bool, notify=changed)
    def speech(self) -> bool:
        """Whether somebody in the room speaks."""
        return self.state.speech

    @Property(bool, notify=changed)
    def testTone(self) -> bool:
        """Whether the test tone plays."""
        return self.state.test_tone

    @Slot(int)
    def setVolume(self, volume: int) -> None:
        """Set the volume, per cent."""
        link().call("sound.set_volume", volume=volume)

    @Slot(bool)
    def setMuted(self, muted: bool) -> None:
        """Silence the loudspeaker or let it play."""
        link().call("sound.set_muted", muted=muted)

    @Slot()
    def playTestTone(self) -> None:
        """Play the test tone."""
        link().call("sound.play_test_tone")
