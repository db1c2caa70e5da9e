"""The process that makes a film, of files that strangers' packets fill.

    python -I -m appliance.meeting.recording.film FOLDER PARENT

It may read and write that folder only, where the kernel has Landlock, and has what nobody else wants of the machine.
On standard output it tells how much is done: a whole number of thousandths a line. It ends with 0 when the film is
there, 3 where there is nothing to show, 4 where the disk is full.
"""

from __future__ import annotations

import errno
import os
import resource
import sys
from pathlib import Path

from appliance.confinement import follow, renounce, shut_in

MAX_MEMORY_BYTES = 3 << 30
NOTHING, DISK_FULL = 3, 4


def main(folder: Path, parent: int) -> int:
    """Make the film of a folder."""
    if parent:
        follow(parent)
    os.nice(19)
    renounce()
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    shut_in(folder, [])
    from appliance.meeting.recording.film.composer import Composer
    from appliance.meeting.recording.film.length import length_s
    from appliance.meeting.recording.film.reel import FILM, read

    reel = read(folder)
    if (length := length_s(reel)) <= 0:
        return NOTHING
    part = folder / f".{FILM}.part"
    try:
        Composer(reel).make(part, length, _tell)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(folder / FILM)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        return DISK_FULL
    finally:
        part.unlink(missing_ok=True)
    return 0


def _tell(share: float) -> None:
    os.write(sys.stdout.fileno(), b"%d\n" % round(share * 1000))


if __name__ == "__main__":
    os.umask(0o027)
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
