"""A daemon does not serve its own children."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from appliance.server import kinship
from appliance.server.kinship import is_own_child


@pytest.fixture
def proc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for pid, group in ((os.getpid(), "parlor-room.service"), (41, "parlor-room.service"), (42, "session-2.scope")):
        (tmp_path / str(pid)).mkdir()
        (tmp_path / str(pid) / "cgroup").write_text(f"0::/system.slice/{group}\n")
    monkeypatch.setattr(kinship, "PROC", tmp_path)
    monkeypatch.setenv("NOTIFY_SOCKET", "/run/systemd/notify")
    return tmp_path


@pytest.mark.parametrize(("pid", "is_child"), [(41, True), (42, False), (43, True)])
def test_under_systemd_a_shared_group_is_kinship_and_so_is_being_gone(proc: Path, pid: int, is_child: bool) -> None:
    assert is_own_child(pid) is is_child


def test_the_daemon_is_not_its_own_child(proc: Path) -> None:
    assert not is_own_child(os.getpid())


def test_elsewhere_a_group_says_nothing(proc: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET")
    assert not is_own_child(41)
