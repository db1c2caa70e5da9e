"""A loudspeaker that cannot be closed, as when PortAudio hangs."""

from __future__ import annotations

from typing import ClassVar

from drivers.capabilities import DeviceInfo
from drivers.errors import ProtocolError
from drivers.speaker.twin import TwinSpeaker


class HangingSpeaker(TwinSpeaker):
    info: ClassVar[DeviceInfo] = DeviceInfo(
        "hanging:speaker", "speaker", "Hanging loudspeaker", "hanging", virtual=True
    )

    def close(self) -> None:
        super().close()
        raise ProtocolError("the loudspeaker hangs")
