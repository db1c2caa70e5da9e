"""One user a process: what sysusers.d and tmpfiles.d let each of them do, tried by processes of those users."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become the room's users")

BECOME = """
import os, sys
from pathlib import Path
from appliance.frames import MailboxReader, MailboxWriter, PixelFormat
uid, *groups = map(int, sys.argv[1].split(","))
runtime = Path(sys.argv[2])
os.setgroups(groups[1:])
os.setgid(groups[0])
os.setuid(uid)
os.umask(0o027)
"""


class Machine:
    """A root directory in which the users and the runtime directory were made by systemd's tools."""

    def __init__(self, root: Path) -> None:
        self.runtime = root / "run/parlor"
        self._users = {line.split(":")[0]: line.split(":")[2:4] for line in self._lines(root / "etc/passwd")}
        self._groups = [line.split(":") for line in self._lines(root / "etc/group")]

    @staticmethod
    def _lines(path: Path) -> list[str]:
        return path.read_text().splitlines()

    def run(self, user: str, code: str) -> str:
        """Run code as that user; returns what it printed, or the name of the exception that ended it."""
        uid, gid = self._users[user]
        others = [group[2] for group in self._groups if user in group[3].split(",")]
        done = subprocess.run(
            [sys.executable, "-c", BECOME + code, ",".join([uid, gid, *others]), str(self.runtime)],
            capture_output=True, text=True, timeout=30, check=False, cwd=Path(__file__).parents[2],
        )  # fmt: skip
        return done.stdout.strip() or done.stderr.strip().rpartition("\n")[2].partition(":")[0]


@pytest.fixture(scope="module")
def machine(image: Path) -> Iterator[Machine]:
    # pytest's own folders are closed to other users
    root = Path(tempfile.mkdtemp(prefix="parlor-users-"))
    try:
        shutil.copytree(image / "usr/lib/sysusers.d", root / "usr/lib/sysusers.d")
        shutil.copytree(image / "usr/lib/tmpfiles.d", root / "usr/lib/tmpfiles.d")
        (root / "etc").mkdir()
        root.chmod(0o755)
        for tool in (["systemd-sysusers"], ["systemd-tmpfiles", "--create"]):
            subprocess.run([*tool, f"--root={root}", "parlor.conf"], check=True, capture_output=True, timeout=30)
        yield Machine(root)
    finally:
        shutil.rmtree(root)


WRITE_FRAME = """
writer = MailboxWriter(runtime / "frames" / "cast-1", 64)
writer.publish(2, 2, 8, PixelFormat.BGRX, bytes(range(16)))
print("written")
"""
READ_FRAME = 'print(MailboxReader(runtime / "frames" / "cast-1").read().pixels[5])'


def test_the_media_worker_writes_pictures_that_only_the_glass_reads(machine: Machine) -> None:
    assert machine.run("parlor-media", WRITE_FRAME) == "written"
    assert machine.run("parlor-shell", READ_FRAME) == "5"
    assert machine.run("parlor", READ_FRAME) == "PermissionError"


def test_the_glass_cannot_paint_over_pictures(machine: Machine) -> None:
    machine.run("parlor-media", WRITE_FRAME)
    assert machine.run("parlor-shell", 'open(runtime / "frames" / "cast-1", "r+b")') == "PermissionError"
    assert machine.run("parlor-shell", 'open(runtime / "frames" / "other", "wb")') == "PermissionError"


def test_the_glass_writes_captures_that_only_the_room_reads(machine: Machine) -> None:
    write = '(runtime / "glass" / "capture.png").write_text("seen"); print("written")'
    read = 'print((runtime / "glass" / "capture.png").read_text())'
    assert machine.run("parlor-shell", write) == "written"
    assert machine.run("parlor", read) == "seen"
    assert machine.run("parlor-media", read) == "PermissionError"
    assert machine.run("parlor", 'open(runtime / "glass" / "x", "w")') == "PermissionError"


def test_the_glass_mirrors_itself_for_the_media_worker_alone(machine: Machine) -> None:
    write = WRITE_FRAME.replace('"frames" / "cast-1"', '"mirror" / "glass"')
    read = READ_FRAME.replace('"frames" / "cast-1"', '"mirror" / "glass"')
    assert machine.run("parlor-shell", write) == "written"
    assert machine.run("parlor-media", read) == "5"
    assert machine.run("parlor", read) == "PermissionError"
    assert machine.run("parlor-media", 'open(runtime / "mirror" / "glass", "r+b")') == "PermissionError"
    assert machine.run("parlor-media", 'open(runtime / "mirror" / "x", "wb")') == "PermissionError"


def test_the_browser_shows_a_page_to_the_glass_alone_and_keeps_its_profile_to_itself(machine: Machine) -> None:
    write = WRITE_FRAME.replace('"frames" / "cast-1"', '"pages" / "call-web"')
    read = READ_FRAME.replace('"frames" / "cast-1"', '"pages" / "call-web"')
    assert machine.run("parlor-browser", write) == "written"
    assert machine.run("parlor-shell", read) == "5"
    assert machine.run("parlor-media", read) == "PermissionError"
    assert machine.run("parlor-browser", READ_FRAME) == "PermissionError"
    keep = '(runtime / "profiles" / "cookies").write_text("kept"); print("written")'
    assert machine.run("parlor-browser", keep) == "written"
    for user in ("parlor", "parlor-media", "parlor-shell"):
        assert machine.run(user, 'print(os.listdir(runtime / "profiles"))') == "PermissionError"


def test_the_room_lays_out_boards_that_the_glass_only_reads(machine: Machine) -> None:
    write = """
(runtime / "boards" / "assets").mkdir(mode=0o750)
(runtime / "boards" / "assets" / "photo").write_text("seen")
print("written")
"""
    read = 'print((runtime / "boards" / "assets" / "photo").read_text())'
    assert machine.run("parlor", write) == "written"
    assert machine.run("parlor-shell", read) == "seen"
    assert machine.run("parlor-media", read) == "PermissionError"
    assert machine.run("parlor-shell", 'open(runtime / "boards" / "assets" / "x", "w")') == "PermissionError"


def test_the_glass_hands_files_to_boards_that_the_room_takes_away(machine: Machine) -> None:
    hand = '(runtime / "boards" / "inbox" / "still.png").write_text("pixels"); print("written")'
    take = """
file = runtime / "boards" / "inbox" / "still.png"
print(file.read_text())
file.unlink()
"""
    assert machine.run("parlor-shell", hand) == "written"
    assert machine.run("parlor-media", take) == "PermissionError"
    assert machine.run("parlor", take) == "pixels"
    assert machine.run("parlor-shell", "print(os.listdir(runtime / 'boards' / 'inbox'))") == "[]"


@pytest.mark.parametrize("user", ["parlor-media", "parlor-shell", "parlor-browser"])
def test_nobody_else_puts_sockets_beside_the_rooms(machine: Machine, user: str) -> None:
    assert machine.run(user, 'open(runtime / "api.sock", "w")') == "PermissionError"


def test_the_media_worker_records_into_folders_of_the_room(machine: Machine) -> None:
    """Its unit binds the recordings where it sees nothing else of the room's data."""
    data = machine.runtime.parents[1] / "var/lib/parlor"
    seen = machine.runtime.parents[1] / "seen"
    seen.mkdir()
    subprocess.run(["mount", "--bind", str(data / "recordings"), str(seen)], check=True)
    try:
        code = f"folder = Path({str(seen)!r}) / '20261130-090000-00000000'\n"
        # as recording.folder.Folder makes it
        make = (
            "before = os.umask(0o007); folder.mkdir(); os.umask(before)\n"
            "(folder / 'meeting.json').write_text('{}'); print('made')"
        )
        write = "(folder / 'ada1-camera-1.mkv').write_text('kept'); print('written')"
        assert machine.run("parlor", code + make) == "made"
        assert machine.run("parlor-media", code + write) == "written"
        assert machine.run("parlor", code + "print((folder / 'ada1-camera-1.mkv').read_text())") == "kept"
        assert machine.run("parlor-shell", code + "print(list(folder.iterdir()))") == "PermissionError"
        assert machine.run("parlor-media", f"print(list(Path({str(data)!r}).iterdir()))") == "PermissionError"
        remove = "[path.unlink() for path in folder.iterdir()]; folder.rmdir(); print(folder.exists())"
        assert machine.run("parlor", code + remove) == "False"
    finally:
        subprocess.run(["umount", str(seen)], check=True)
