"""What people may change, as QML sees it."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from appliance.api.settings import SettingsState
from ui.link import link

QML_IMPORT_NAME = "Parlor.State"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Settings(QObject):
    """The settings in force, and the verb that changes them."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = SettingsState()
        link().subscribe("settings", SettingsState, self._replace)

    def _replace(self, state: SettingsState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()

    @Property(str, notify=changed)
    def roomName(self) -> str:
        """The name on the home page and in the network."""
        return self.state.room_name

    @Property(str, notify=changed)
    def language(self) -> str:
        """en or zh_CN."""
        return self.state.language

    @Property(str, notify=changed)
    def theme(self) -> str:
        """light, dark or auto."""
        return self.state.theme

    @Property(int, notify=changed)
    def idleTimeoutS(self) -> int:
        """Seconds without touch before the glass sleeps."""
        return self.state.idle_timeout_s

    @Property(str, notify=changed)
    def casting(self) -> str:
        """What becomes of a new cast: together, ask or take_over."""
        return self.state.casting

    @Property(bool, notify=changed)
    def airplay(self) -> bool:
        """Whether phones may cast by AirPlay, where the helper is installed."""
        return self.state.airplay

    @Slot(bool)
    def setAirplay(self, on: bool) -> None:
        """Take screens by AirPlay, or no more."""
        link().call("settings.change", airplay=on)

    @Property(bool, notify=changed)
    def watching(self) -> bool:
        """Whether guests may watch the glass from elsewhere."""
        return self.state.watching

    @Property(str, notify=changed)
    def hideTitles(self) -> str:
        """Whose titles are hidden: never, private or always."""
        return self.state.hide_titles

    @Property(int, notify=changed)
    def noShowMin(self) -> int:
        """Minutes after which a meeting without people gives the room back; 0: never."""
        return self.state.no_show_min

    @Slot(str)
    def setRoomName(self, name: str) -> None:
        """Rename the room."""
        link().call("settings.change", room_name=name)

    @Slot(str)
    def setLanguage(self, language: str) -> None:
        """Choose the glass's language."""
        link().call("settings.change", language=language)

    @Slot(str)
    def setTheme(self, theme: str) -> None:
        """Choose light, dark or auto."""
        link().call("settings.change", theme=theme)

    @Slot(str)
    def setHideTitles(self, hide: str) -> None:
        """Choose whose titles are hidden."""
        link().call("settings.change", hide_titles=hide)

    @Slot(int)
    def setNoShowMin(self, minutes: int) -> None:
        """Choose when the room is given back."""
        link().call("settings.change", no_show_min=minutes)

    @Slot(int)
    def setIdleTimeoutS(self, seconds: int) -> None:
        """Choose when the glass sleeps."""
        link().call("settings.change", idle_timeout_s=seconds)

    @Slot(str)
    def setCasting(self, casting: str) -> None:
        """Choose what becomes of a new cast."""
        link().call("settings.change", casting=casting)

    @Slot(bool)
    def setWatching(self, watching: bool) -> None:
        """Let guests watch, or no longer."""
        link().call("settings.change", watching=watching)

    @Property(bool, notify=changed)
    def callMuted(self) -> bool:
        """Whether the room goes into meetings muted."""
        return self.state.join_muted

    @Slot(bool)
    def setCallMuted(self, on: bool) -> None:
        """Go into meetings muted, or not."""
        link().call("settings.change", join_muted=on)

    @Property(bool, notify=changed)
    def callCamera(self) -> bool:
        """Whether its camera is on then."""
        return self.state.camera_on_join

    @Slot(bool)
    def setCallCamera(self, on: bool) -> None:
        """Have the camera on then, or off."""
        link().call("settings.change", camera_on_join=on)

    @Property(bool, notify=changed)
    def callAutoAnswer(self) -> bool:
        """Whether the room takes calls by SIP itself."""
        return self.state.auto_answer

    @Slot(bool)
    def setCallAutoAnswer(self, on: bool) -> None:
        """Take calls by SIP without a touch, or wait for one."""
        link().call("settings.change", auto_answer=on)

    @Property(bool, notify=changed)
    def callLobby(self) -> bool:
        """Whether conferences begin with a lobby."""
        return self.state.lobby

    @Slot(bool)
    def setCallLobby(self, on: bool) -> None:
        """Begin conferences with a lobby, or without."""
        link().call("settings.change", lobby=on)

    @Property(bool, notify=changed)
    def callRecording(self) -> bool:
        """Whether conferences may be recorded."""
        return self.state.recording

    @Slot(bool)
    def setCallRecording(self, on: bool) -> None:
        """Allow recordings, or not."""
        link().call("settings.change", recording=on)
