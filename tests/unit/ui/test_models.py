"""KeyedListModel, against what a plain list would hold."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDateTime, Qt
from PySide6.QtTest import QAbstractItemModelTester

from ui.models import KeyedListModel, camel_case


class Row(msgspec.Struct, frozen=True):
    id: str
    starts_at: datetime | None = None
    value: int = 0


rows = st.lists(st.builds(Row, id=st.sampled_from("abcdef"), value=st.integers(0, 2)), unique_by=lambda row: row.id)


@given(st.lists(rows, max_size=6))
def test_it_becomes_each_list_in_turn(lists: list[list[Row]]) -> None:
    model = KeyedListModel(Row)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for wanted in lists:
        model.replace(wanted)
        assert model.items == wanted
    assert tester.model() is model


def test_only_what_differs_is_told(qtbot) -> None:
    model = KeyedListModel(Row)
    model.replace([Row("a"), Row("b"), Row("c")])
    told: list[str] = []
    model.rowsInserted.connect(lambda *_: told.append("in"))
    model.rowsRemoved.connect(lambda *_: told.append("out"))
    model.rowsMoved.connect(lambda *_: told.append("moved"))
    model.dataChanged.connect(lambda *_: told.append("changed"))
    model.replace([Row("a"), Row("b"), Row("c")])
    assert told == []
    model.replace([Row("c"), Row("a", value=1), Row("d")])
    assert told == ["out", "moved", "changed", "in"]


def test_roles_are_camel_case_and_times_are_qt_times(qtbot) -> None:
    model = KeyedListModel(Row)
    model.replace([Row("a", starts_at=datetime(2026, 1, 2, 3, 4, tzinfo=UTC))])
    roles = {bytes(name.data()).decode(): role for role, name in model.roleNames().items()}
    assert set(roles) == {"id", "startsAt", "value"}
    moment = model.data(model.index(0), roles["startsAt"])
    assert isinstance(moment, QDateTime)
    assert moment.toUTC().toString(Qt.DateFormat.ISODate) == "2026-01-02T03:04:00Z"
    assert model.data(model.index(0), Qt.ItemDataRole.DisplayRole) is None
    assert camel_case("a_long_name") == "aLongName"
