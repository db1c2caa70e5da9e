"""Becomes the helper, behind walls: no files but its own folder and the system's, no secrets, no more rights.

    python -I -m appliance.cast.airplay.walls PARENT FOLDER PROGRAM ARGUMENTS …

The network stays open, as receiving is what the helper is for.
"""

from __future__ import annotations

import os
import resource
import shutil
import sys
from pathlib import Path

from appliance.confinement import follow, renounce, shut_in

MAX_MEMORY_BYTES = 3 << 30
MAX_WRITTEN_BYTES = 64 << 20
SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/opt")
READABLE = ("/etc", "/proc/cpuinfo", "/proc/meminfo", "/sys/class/net", "/sys/devices/system/cpu", "/run/dbus")


def main(parent: int, folder: Path, program: Path, arguments: list[str]) -> None:
    """Go behind the walls and become the program, its output line by line. Raises OSError where it cannot."""
    follow(parent)
    renounce()
    for what, most in (
        (resource.RLIMIT_AS, MAX_MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, MAX_WRITTEN_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (bound, bound))
    os.chdir(folder)
    by_line = shutil.which("stdbuf")
    command = [by_line, "-oL", str(program)] if by_line else [str(program)]
    runnable = (*map(Path, SYSTEM), program.parent, program.resolve().parent)
    shut_in(folder, map(Path, READABLE), runnable, online=True)
    os.execv(command[0], [*command, *arguments])  # noqa: S606  no shell is wanted


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:])
