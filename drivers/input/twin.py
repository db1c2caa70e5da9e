"""A virtual HDMI input, and the virtual laptop that may be plugged into it."""

from typing import TYPE_CHECKING, ClassVar

from drivers.capabilities import CameraMode, DeviceInfo, Fault, Frame
from drivers.errors import Rejected, Unavailable
from drivers.twin import Twin

if TYPE_CHECKING:
    from drivers.camera.paint import Image

MODE = CameraMode(1920, 1080, 30)
GROUND, WINDOW, BAR, INK, PAPER = (92, 62, 40), (250, 248, 246), (228, 222, 216), (70, 60, 52), (176, 120, 48)
"""BGR."""


class TwinInput(Twin):
    """The input is always there; "unplugged" is the laptop's cable, which lies loose at first: `clear` plugs it in."""

    info = DeviceInfo("twin-input:hdmi", "input", "Virtual HDMI input", "twin", virtual=True)
    possible_faults: ClassVar[frozenset[Fault]] = frozenset({"unplugged", "black"})

    _desktop: "Image | None" = None
    _seq = -1

    @classmethod
    def discover(cls) -> list[DeviceInfo]:
        """Return the input, with or without a cable in it."""
        return [cls.info]

    def has_signal(self) -> bool:
        """See VideoInput."""
        return self.present

    @property
    def mode(self) -> CameraMode:
        """What the laptop sends, whatever was asked."""
        return MODE

    def open(self, mode: CameraMode) -> None:  # noqa: ARG002  the sender of a cable decides
        """Start."""
        self._connect()
        self._desktop = _desktop()
        self._seq = self._due() - 1

    def read(self, timeout_s: float) -> Frame:
        """Draw the newest picture, waiting for the next one if that was read already."""
        self._check_open()
        if self._desktop is None:
            raise Rejected(f"{self.info.id} is not open")
        seq = max(self._due(), self._seq + 1)
        t_ns = -(-seq * 1_000_000_000 // MODE.fps)
        if not self.world.clock.wait_until(t_ns, timeout_s):
            raise Unavailable(f"{self.info.id}: nothing within {timeout_s} s")
        self._check_open()
        self._seq = seq
        image = self._desktop.copy()
        if self.fault == "black":
            image[:] = 0
        else:
            _animate(image, seq)
        return Frame(image, seq, t_ns)

    def close(self) -> None:
        """Stop."""
        self._desktop = None
        super().close()

    def _due(self) -> int:
        return self.world.clock.now_ns() * MODE.fps // 1_000_000_000


def _desktop() -> "Image":
    # loaded by those who look only: OpenCV costs 0.1 s and 40 MB
    import cv2
    import numpy as np

    image = np.full((MODE.height, MODE.width, 3), GROUND, np.uint8)
    cv2.rectangle(image, (240, 130), (1680, 950), WINDOW, -1)
    cv2.rectangle(image, (240, 130), (1680, 190), BAR, -1)
    for at, colour in enumerate(((96, 96, 240), (80, 190, 240), (110, 200, 120))):
        cv2.circle(image, (280 + 44 * at, 160), 12, colour, -1, cv2.LINE_AA)
    cv2.putText(image, "Virtual laptop", (330, 340), cv2.FONT_HERSHEY_DUPLEX, 2.6, INK, 3, cv2.LINE_AA)
    for line, length in enumerate((1150, 1010, 1090, 720)):
        cv2.rectangle(image, (330, 420 + 66 * line), (330 + length, 444 + 66 * line), BAR, -1)
    return image


def _animate(image: "Image", seq: int) -> None:
    """A bar that fills in ten seconds."""
    import cv2

    done = seq % (MODE.fps * 10) / (MODE.fps * 10)
    cv2.rectangle(image, (330, 790), (1590, 830), BAR, -1)
    cv2.rectangle(image, (330, 790), (330 + round(1260 * done), 830), PAPER, -1)
