"""KeyedListModel: frozen structs with an id, shown by QML, brought up to date with the fewest row changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from PySide6.QtCore import QAbstractListModel, QByteArray, QDateTime, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


def camel_case(name: str) -> str:
    """The QML spelling of a field."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def qml_value(value: Any) -> Any:
    """A field's value as QML takes it: times become QDateTime, in UTC."""
    if isinstance(value, datetime):
        return QDateTime.fromMSecsSinceEpoch(round(value.timestamp() * 1000))
    return value


class KeyedListModel(QAbstractListModel):
    """Rows of one struct type; each field is a role under its camelCase name."""

    def __init__(self, kind: type[msgspec.Struct], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: list[Any] = []
        self._fields = kind.__struct_fields__

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Number of items; items have no children."""
        return 0 if parent.isValid() else len(self.items)

    def roleNames(self) -> dict[int, QByteArray]:
        """Field names, camelCase."""
        first = Qt.ItemDataRole.UserRole
        return {first + at: QByteArray(camel_case(field).encode()) for at, field in enumerate(self._fields)}

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One field of one item."""
        at = role - Qt.ItemDataRole.UserRole
        if not index.isValid() or not 0 <= at < len(self._fields):
            return None
        return qml_value(getattr(self.items[index.row()], self._fields[at]))

    def replace(self, items: Sequence[Any]) -> None:
        """Become these items, whose ids are unique; rows are removed, moved, put in or updated, the same ones stay."""
        wanted = {item.id for item in items}
        for row in reversed(range(len(self.items))):
            if self.items[row].id not in wanted:
                self._remove(row)
        for row, item in enumerate(items):
            at = next((i for i in range(row, len(self.items)) if self.items[i].id == item.id), None)
            if at is None:
                self._insert(row, item)
                continue
            if at != row:
                self._move(at, row)
            self._update(row, item)

    def _remove(self, row: int) -> None:
        self.beginRemoveRows(_ROOT, row, row)
        del self.items[row]
        self.endRemoveRows()

    def _insert(self, row: int, item: Any) -> None:
        self.beginInsertRows(_ROOT, row, row)
        self.items.insert(row, item)
        self.endInsertRows()

    def _move(self, source: int, target: int) -> None:
        self.beginMoveRows(_ROOT, source, source, _ROOT, target)
        self.items.insert(target, self.items.pop(source))
        self.endMoveRows()

    def _update(self, row: int, item: Any) -> None:
        before = self.items[row]
        if before != item:
            self.items[row] = item
            index = self.index(row)
            first = Qt.ItemDataRole.UserRole
            names = enumerate(self._fields)
            roles = [first + at for at, name in names if getattr(before, name) != getattr(item, name)]
            self.dataChanged.emit(index, index, roles)
