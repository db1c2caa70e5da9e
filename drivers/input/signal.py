"""Whether a picture comes into a capture card, as V4L2 tells it.

Source: VIDIOC_QUERY_DV_TIMINGS and VIDIOC_ENUMINPUT of the Linux kernel's V4L2 documentation. Both may be asked while
somebody else films with the device.
"""

from __future__ import annotations

import errno
import fcntl
import os
import struct
from pathlib import Path

_QUERY_DV_TIMINGS = 0x80845663
_TIMINGS_BYTES = 132
_G_INPUT = 0x80045626
_ENUM_INPUT = 0xC050561A
_INPUT = struct.Struct("=I32sIIIQII3I4x")
_STATUS = 6
_NO_POWER, _NO_SIGNAL = 1, 2
_SILENT = (errno.ENOLINK, errno.ENOLCK, errno.ERANGE)
"""No cable, an unstable signal, one that the card cannot take."""


def signal_of(node: Path) -> bool | None:
    """Whether there is a signal; None where the device cannot tell, as UVC cannot. Raises OSError where it is gone."""
    handle = os.open(node, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        try:
            fcntl.ioctl(handle, _QUERY_DV_TIMINGS, bytearray(_TIMINGS_BYTES))
        except OSError as error:
            return False if error.errno in _SILENT else _status(handle)
        return True
    finally:
        os.close(handle)


def _status(handle: int) -> bool | None:
    try:
        chosen = bytearray(4)
        fcntl.ioctl(handle, _G_INPUT, chosen)
        described = bytearray(_INPUT.size)
        described[:4] = chosen
        fcntl.ioctl(handle, _ENUM_INPUT, described)
    except OSError:
        return None
    return False if _INPUT.unpack(described)[_STATUS] & (_NO_POWER | _NO_SIGNAL) else None
