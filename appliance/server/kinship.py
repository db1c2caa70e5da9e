"""Whether a peer on a Unix socket is a process that this service itself started.

Helpers that read strangers' bytes run as the daemon's user, and that user administers the room. As a service of systemd
the daemon shares its control group with its children and with nobody else, and no child can leave it.
"""

from __future__ import annotations

import os
from pathlib import Path

PROC = Path("/proc")


def is_own_child(pid: int) -> bool:
    """Whether it is one; never outside systemd, where a control group says nothing. A peer that is gone is one."""
    if "NOTIFY_SOCKET" not in os.environ or pid == os.getpid():
        return False
    own = _group(os.getpid())
    return bool(own) and _group(pid) in (own, "")


def _group(pid: int) -> str:
    try:
        return (PROC / str(pid) / "cgroup").read_text()
    except OSError:
        return ""
