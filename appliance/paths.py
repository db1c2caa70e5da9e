"""Where a room keeps its files: what must last under `data`, what lives and dies with it under `runtime` (tmpfs)."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MAX_SOCKET_PATH_BYTES = 107
"""sun_path of unix(7) without its final NUL."""
MOUNTS = Path("/proc/self/mountinfo")
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  what is made in it is checked


class PathError(Exception):
    """A directory that a room needs cannot be used; the message names it and what to do."""


@dataclass(frozen=True, slots=True)
class Paths:
    """The files of one room."""

    data: Path
    runtime: Path

    @property
    def api_socket(self) -> Path:
        """Where the daemon listens for the machine's owner and integrators."""
        return self.runtime / "api.sock"

    @property
    def shell_socket(self) -> Path:
        """Where the daemon listens for the shell alone, so that it is a shell and no more."""
        return self.runtime / "shell.sock"

    @property
    def media_socket(self) -> Path:
        """Where the media worker listens."""
        return self.runtime / "media.sock"

    @property
    def sfu_socket(self) -> Path:
        """Where the forwarder of meetings listens."""
        return self.runtime / "sfu.sock"

    @property
    def sfu_standby_socket(self) -> Path:
        """Where the second forwarder listens, which takes over when the first dies."""
        return self.runtime / "sfu-standby.sock"

    @property
    def frames(self) -> Path:
        """Mailboxes of pictures, one a stream; written by the media worker, read by the shell."""
        return self.runtime / "frames"

    @property
    def glass(self) -> Path:
        """Captures of the glass; written by the shell, read by the daemon."""
        return self.runtime / "glass"

    @property
    def airplay(self) -> Path:
        """Home of the AirPlay helpers, the only place where they may write."""
        return self.runtime / "airplay"

    @property
    def mirror(self) -> Path:
        """The mailbox of the glass itself while somebody watches it; the shell writes, the media worker reads."""
        return self.runtime / "mirror"

    @property
    def browser_socket(self) -> Path:
        """Where the browser worker listens."""
        return self.runtime / "browser.sock"

    @property
    def pages(self) -> Path:
        """The mailbox of a third party's page; the browser worker writes, the shell reads."""
        return self.runtime / "pages"

    @property
    def profiles(self) -> Path:
        """What browsers keep while a page is open, and no longer."""
        return self.runtime / "profiles"

    @property
    def board_socket(self) -> Path:
        """Where the daemon listens for the shell's board."""
        return self.runtime / "board.sock"

    @property
    def board_files(self) -> Path:
        """Files of boards that daemon and shell hand each other: assets, previews, take-aways, `inbox/`."""
        return self.runtime / "boards"

    @property
    def boards(self) -> Path:
        """The boards, a folder each."""
        return self.data / "boards"

    @property
    def settings(self) -> Path:
        """What people in the room changed."""
        return self.data / "settings.json"

    @property
    def calendars(self) -> Path:
        """What was last read of the room's calendars, and what people did about meetings."""
        return self.data / "calendars"

    @property
    def conferences(self) -> Path:
        """The conferences that the room holds, so that they outlive its daemon."""
        return self.data / "conferences"

    @property
    def recordings(self) -> Path:
        """Recordings of conferences, a folder each, unless the configuration says where."""
        return self.data / "recordings"

    @property
    def tls(self) -> Path:
        """The room's own certificate and key."""
        return self.data / "tls"

    @property
    def secrets(self) -> Path:
        """The admin code, the token key and tokens."""
        return self.data / "secrets"

    def prepare_data(self) -> None:
        """Make what must last, open to its owner alone. Raises PathError."""
        for directory in (self.data, self.tls, self.secrets):
            _make(directory)
            if not os.access(directory, os.W_OK | os.X_OK):
                raise PathError(f"{directory} is not writable; change its owner or choose another directory")

    def prepare_runtime(self) -> None:
        """Make what lives with the room, private; what systemd made stays as it is. Raises PathError."""
        workers = (self.media_socket, self.sfu_socket, self.sfu_standby_socket, self.browser_socket)
        for socket in (self.api_socket, self.shell_socket, self.board_socket, *workers):
            if len(os.fsencode(socket)) > MAX_SOCKET_PATH_BYTES:
                raise PathError(
                    f"{socket} is longer than the {MAX_SOCKET_PATH_BYTES} bytes that a Unix socket's path may have; "
                    "set PARLOR_RUNTIME to a shorter directory"
                )
        pictures = (self.frames, self.glass, self.mirror, self.pages)
        for directory in (self.runtime, *pictures, self.board_files, self.board_files / "inbox"):
            _make(directory)


def locate(data: Path | None = None, environ: Mapping[str, str] = os.environ) -> Paths:
    """Find a room's directories; nothing is made except a private corner of /dev/shm. Raises PathError."""
    if data is None:
        home = environ.get("XDG_DATA_HOME") or Path.home() / ".local/share"
        data = Path(home) / "parlor"
    data = data.expanduser().absolute()
    given = environ.get("PARLOR_RUNTIME") or environ.get("RUNTIME_DIRECTORY", "").partition(":")[0]
    if given:
        return Paths(data, Path(given).absolute())
    room = hashlib.sha256(os.fsencode(data.resolve())).hexdigest()[:8]
    return Paths(data, _runtime_home(environ) / f"parlor-{room}")


def on_tmpfs(path: Path) -> bool:
    """Whether the path lies in memory."""
    device = path.stat().st_dev
    number = f"{os.major(device)}:{os.minor(device)}"
    for line in MOUNTS.read_text().splitlines():
        mount, _, source = line.partition(" - ")
        if mount.split()[2] == number:
            return source.split()[0] in ("tmpfs", "ramfs")
    return False


def _runtime_home(environ: Mapping[str, str]) -> Path:
    session = environ.get("XDG_RUNTIME_DIR")
    if session and Path(session).is_dir() and on_tmpfs(Path(session)):
        return Path(session)
    # anybody may make this name first: a directory that is not ours alone is refused
    shared = SHARED_MEMORY / f"parlor-{os.getuid()}"
    _make(shared)
    found = shared.lstat()
    if found.st_uid != os.getuid() or not stat.S_ISDIR(found.st_mode):
        raise PathError(f"{shared} belongs to somebody else; have it removed or set PARLOR_RUNTIME")
    if found.st_mode & 0o077:
        raise PathError(f"{shared} is open to others; `chmod 700 {shared}` or set PARLOR_RUNTIME")
    return shared


def _make(directory: Path) -> None:
    try:
        if not directory.is_dir():
            directory.parent.mkdir(parents=True, exist_ok=True)
            directory.mkdir(mode=0o700, exist_ok=True)
    except FileExistsError as error:
        raise PathError(f"{error.filename} is in the way: it is no directory") from None
    except OSError as error:
        raise PathError(f"{directory} cannot be made: {error.strerror}") from error
