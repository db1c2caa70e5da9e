"""Whether pages of other services can be given the room's own sound and picture, or get the devices themselves."""

from __future__ import annotations

from appliance.doctor.finding import Finding
from drivers import loopback
from drivers.errors import Unavailable
from drivers.pulse import handover


def sound() -> Finding:
    """A room without a sound server is well: its pages take the microphone."""
    try:
        server = handover.describe()
    except Unavailable as error:
        return Finding(
            "page sound",
            "ok",
            f"the microphone itself ({error}); with PipeWire or PulseAudio the room's own, see README",
        )
    return Finding("page sound", "ok", f"the room's own, by {server}")


def picture() -> Finding:
    """Likewise, of the camera."""
    node = loopback.find()
    if node is None:
        label = loopback.LABEL
        return Finding(
            "page picture", "ok", f"the camera itself; with v4l2loopback as {label} the room's own, see README"
        )
    return Finding("page picture", "ok", f"the room's own, by {node}")
