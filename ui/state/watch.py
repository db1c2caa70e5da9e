"""Who watches the glass from elsewhere, as QML sees it."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlSingleton

from appliance.api.watch import Watcher, WatchState
from ui.link import link
from ui.models import KeyedListModel

QML_IMPORT_NAME = "Parlor.State"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlSingleton
class Watch(QObject):
    """The watchers, and the verb that ends them."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = WatchState()
        self._watchers = KeyedListModel(Watcher, self)
        link().subscribe("watch", WatchState, self._replace)

    def _replace(self, state: WatchState) -> None:
        if state != self.state:
            self.state = state
            self._watchers.replace(state.watchers)
            self.changed.emit()

    @Property(QObject, notify=changed)
    def watchers(self) -> QObject:
        """Rows with the fields of a Watcher."""
        return self._watchers

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many watch."""
        return len(self.state.watchers)

    @Property(str, notify=changed)
    def onlyName(self) -> str:
        """The name of the one who watches; empty where it is not known, or several do."""
        return self.state.watchers[0].name if len(self.state.watchers) == 1 else ""

    @Slot(str)
    def stop(self, watch_id: str) -> None:
        """End one."""
        link().call("watch.stop_watching", watch_id=watch_id)

    @Slot()
    def stopAll(self) -> None:
        """End everybody."""
        for watcher in self.state.watchers:
            self.stop(watcher.id)
