"""A process gives up all that reading a stranger's bytes has no need of: memory, time, files, the network, more rights.

Limits of resources hold everywhere. Landlock holds where the kernel has it (5.13 and later) and is passed over where it
has not: it is the second wall, not the first.
"""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import signal
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

MAX_MEMORY_BYTES = 2 << 30
MAX_WRITTEN_BYTES = 1 << 30

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS, _PR_SET_MDWE = 1, 4, 38, 65
_PR_CAP_AMBIENT, _CAP_AMBIENT_CLEAR_ALL = 47, 4
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_FLAG, _PATH_BENEATH = 1, 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _IOCTL = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 15
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many rights on files each version of Landlock handles; later versions as the last."""
_NETWORK_SINCE, _NETWORK_RIGHTS = 4, 0b11
_SCOPE_SINCE, _SCOPES = 6, 0b11
_SYSTEM_PATHS = ("/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/dev/null", "/dev/urandom")

_libc = ctypes.CDLL(None, use_errno=True)


def limit(cpu_s: int, parent: int) -> None:
    """Bound this process's memory, time and files, and let it end with its parent."""
    follow(parent)
    _libc.prctl(_PR_SET_DUMPABLE, 0)
    renounce()
    for what, most in (
        (resource.RLIMIT_AS, MAX_MEMORY_BYTES),
        (resource.RLIMIT_CPU, cpu_s),
        (resource.RLIMIT_FSIZE, MAX_WRITTEN_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        # a second more to the hard limit of time: what reaches the soft one is told apart from what was killed
        beyond = bound + 1 if what == resource.RLIMIT_CPU and hard == resource.RLIM_INFINITY else bound
        resource.setrlimit(what, (bound, beyond))


def follow(parent: int) -> None:
    """End with the parent, also when it is killed; at once if it is gone already."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)


def renounce() -> None:
    """Let neither this process nor what it becomes have more rights than an ordinary user's, or write what it runs."""
    _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _libc.prctl(_PR_SET_MDWE, 1, 0, 0, 0)  # kernels before 6.3 do not know it
    _libc.prctl(_PR_CAP_AMBIENT, _CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)


def shut_in(
    writable: Path,
    readable: Iterable[Path],
    executable: Iterable[Path] = (),
    *,
    devices: Iterable[Path] = (),
    online: bool = False,
) -> bool:
    """Leave this process only a folder to write, some paths to read or to run, devices, and what Python runs from.

    Whether the kernel did so; no further process can be started with more rights either. Where it is `online`, the
    network stays open.
    """
    version = _libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION_FLAG)
    if version < 1:
        return False
    every_right = (1 << _FILE_RIGHTS.get(version, _FILE_RIGHTS[5])) - 1
    attribute = struct.pack("=Q", every_right)
    if version >= _NETWORK_SINCE:
        attribute += struct.pack("=Q", 0 if online else _NETWORK_RIGHTS)
    if version >= _SCOPE_SINCE:
        attribute += struct.pack("=Q", _SCOPES)
    ruleset = _libc.syscall(_CREATE_RULESET, attribute, ctypes.c_size_t(len(attribute)), 0)
    if ruleset < 0:
        return False
    try:
        _allow(ruleset, writable, every_right & ~_EXECUTE)
        python = (Path(each) for each in {sys.prefix, sys.base_prefix, *sys.path, *_SYSTEM_PATHS} if each)
        for path in (*python, *readable):
            _allow(ruleset, path, _READ_FILE | _READ_DIR)
        for path in devices:
            _allow(ruleset, path, (_READ_FILE | _READ_DIR | _WRITE_FILE | _IOCTL) & every_right)
        for path in executable:
            _allow(ruleset, path, _READ_FILE | _READ_DIR | _EXECUTE)
        return _libc.syscall(_RESTRICT_SELF, ruleset, 0) == 0
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: Path, rights: int) -> None:
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.EACCES, errno.ENOTDIR):
            return
        raise
    try:
        if not path.is_dir():
            rights &= ~_READ_DIR
        rule = struct.pack("=Qi", rights, handle)
        _libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, rule, 0)
    finally:
        os.close(handle)
