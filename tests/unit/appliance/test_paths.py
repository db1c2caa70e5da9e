"""Where a room's files go, and what is said when they cannot."""

import os
from pathlib import Path

import pytest

from appliance import paths
from appliance.paths import PathError, Paths, locate


def test_data_follows_the_desktop_rules() -> None:
    home = {"PARLOR_RUNTIME": "/run/p", "XDG_DATA_HOME": "/srv/data"}
    assert locate(None, home).data == Path("/srv/data/parlor")
    assert locate(None, {"PARLOR_RUNTIME": "/run/p"}).data == Path.home() / ".local/share/parlor"
    assert locate(Path("here"), home).data == Path.cwd() / "here"


def test_systemd_and_the_environment_decide_the_runtime_directory() -> None:
    assert locate(Path("/d"), {"RUNTIME_DIRECTORY": "/run/parlor:/run/else"}).runtime == Path("/run/parlor")
    assert locate(Path("/d"), {"RUNTIME_DIRECTORY": "/run/parlor", "PARLOR_RUNTIME": "/x"}).runtime == Path("/x")


def test_two_rooms_of_one_user_live_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "on_tmpfs", lambda _path: True)
    session = {"XDG_RUNTIME_DIR": str(tmp_path)}
    one, two = (locate(tmp_path / name, session) for name in ("a", "b"))
    assert one.runtime.parent == two.runtime.parent == tmp_path
    assert one.runtime != two.runtime
    assert locate(tmp_path / "a", session) == one


def test_a_session_directory_on_disk_is_passed_over_for_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "on_tmpfs", lambda path: path != tmp_path)
    runtime = locate(tmp_path, {"XDG_RUNTIME_DIR": str(tmp_path)}).runtime
    assert runtime.parent == Path(f"/dev/shm/parlor-{os.getuid()}")
    assert runtime.parent.stat().st_mode & 0o777 == 0o700


def test_memory_is_told_from_disk() -> None:
    assert paths.on_tmpfs(Path("/dev/shm"))
    assert not paths.on_tmpfs(Path("/proc"))


def test_everything_made_is_private(tmp_path: Path) -> None:
    room = Paths(tmp_path / "data/room", tmp_path / "run")
    room.prepare_data()
    room.prepare_runtime()
    made = [room.data, room.tls, room.secrets, room.runtime, room.frames, room.glass]
    assert {path.stat().st_mode & 0o777 for path in made} == {0o700}
    room.prepare_data()


def test_a_socket_path_too_long_for_the_kernel_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PathError, match=r"107 bytes.*PARLOR_RUNTIME"):
        Paths(tmp_path, tmp_path / ("x" * 90)).prepare_runtime()


def test_what_is_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PathError, match="file is in the way"):
        Paths(tmp_path / "file", tmp_path).prepare_data()
    with pytest.raises(PathError, match="file is in the way"):
        Paths(tmp_path / "file/data", tmp_path).prepare_data()
    with pytest.raises(PathError, match="/proc/parlor cannot be made: No such file or directory"):
        Paths(Path("/proc/parlor"), tmp_path).prepare_data()


def test_a_directory_that_refuses_writing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # root may write everywhere, so the kernel's answer is put in its place
    monkeypatch.setattr(paths.os, "access", lambda path, _mode: path != tmp_path)
    with pytest.raises(PathError, match=f"{tmp_path} is not writable"):
        Paths(tmp_path, tmp_path / "run").prepare_data()


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(paths, "SHARED_MEMORY", tmp_path)
    return tmp_path / f"parlor-{os.getuid()}"


def test_shared_memory_prepared_by_somebody_else_is_refused(
    tmp_path: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = os.getuid() + 1
    monkeypatch.setattr(paths.os, "getuid", lambda: stranger)
    (tmp_path / f"parlor-{stranger}").mkdir(mode=0o700)
    with pytest.raises(PathError, match="belongs to somebody else"):
        locate(tmp_path, {})


def test_a_link_in_shared_memory_is_refused(tmp_path: Path, shared: Path) -> None:
    (tmp_path / "trap").mkdir()
    shared.symlink_to(tmp_path / "trap")
    with pytest.raises(PathError, match="belongs to somebody else"):
        locate(tmp_path, {})


def test_shared_memory_open_to_others_is_refused(tmp_path: Path, shared: Path) -> None:
    shared.mkdir()
    shared.chmod(0o755)
    with pytest.raises(PathError, match="open to others"):
        locate(tmp_path, {})
