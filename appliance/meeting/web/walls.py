"""Becomes the browser, behind walls: no files but its own folder, the system's and devices; no secrets, no more rights.

    python -I -m appliance.meeting.web.walls PARENT FOLDER PROGRAM ARGUMENTS …

The network stays open. Memory may be written and run, as the browser compiles the page's scripts; its own sandbox does
the rest, page by page.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys
from pathlib import Path

from appliance.confinement import follow, shut_in

MAX_WRITTEN_BYTES = 512 << 20
SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/opt", "/etc/alternatives")
READABLE = ("/etc", "/proc", "/sys", "/run/resolvconf", "/run/systemd/resolve", "/run/udev")
DEVICES = ("/dev",)

_PR_SET_NO_NEW_PRIVS = 38


def main(parent: int, folder: Path, program: Path, arguments: list[str]) -> None:
    """Go behind the walls and become the program. Raises OSError where it cannot."""
    follow(parent)
    ctypes.CDLL(None).prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    bound = MAX_WRITTEN_BYTES if hard == resource.RLIM_INFINITY else min(MAX_WRITTEN_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_FSIZE, (bound, bound))
    os.chdir(folder)
    runnable = (*map(Path, SYSTEM), program.parent, program.resolve().parent)
    shut_in(folder, map(Path, READABLE), runnable, devices=map(Path, DEVICES), online=True)
    os.execv(program, [str(program), *arguments])  # noqa: S606  no shell is wanted


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:])
