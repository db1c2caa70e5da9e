"""A virtual camera that looks into the virtual room."""

from typing import TYPE_CHECKING, ClassVar

from drivers.capabilities import CameraMode, DeviceInfo, Fault, Frame
from drivers.errors import Rejected, Unavailable, Unsupported
from drivers.twin import Twin

if TYPE_CHECKING:
    from drivers.camera.picture import Picture

SIZES = ((1280, 720), (1920, 1080))
MAX_FPS = 30


class TwinCamera(Twin):
    """Sees the people of the world as a cartoon, 720p or 1080p.

    Faults: frozen (the same picture again and again), black.
    """

    info = DeviceInfo("twin:camera", "camera", "Virtual camera", "twin", virtual=True)
    possible_faults: ClassVar[frozenset[Fault]] = frozenset({"unplugged", "frozen", "black"})

    _picture: "Picture | None" = None
    _mode: CameraMode | None = None
    _seq = -1

    @property
    def mode(self) -> CameraMode:
        """What it delivers."""
        if self._mode is None:
            raise Rejected(f"{self.info.id} is not open")
        return self._mode

    def open(self, mode: CameraMode) -> None:
        """Paint the room and start."""
        if (mode.width, mode.height) not in SIZES or not 1 <= mode.fps <= MAX_FPS:
            raise Unsupported(f"{mode}; there is 1280x720 and 1920x1080 at 1 to {MAX_FPS} fps")
        # OpenCV costs 0.1 s and 40 MB: only for those who look
        from drivers.camera.picture import Picture

        self._connect()
        self._mode = mode
        if self._picture is None or self._picture.width != mode.width:
            self._picture = Picture(self.world, mode.width)
        self._seq = self._due() - 1
        self._frozen_ns: int | None = None

    def read(self, timeout_s: float) -> Frame:
        """Paint the newest picture, waiting for the next one if that was read already."""
        self._check_open()
        seq = max(self._due(), self._seq + 1)
        t_ns = -(-seq * 1_000_000_000 // self.mode.fps)
        if not self.world.clock.wait_until(t_ns, timeout_s):
            raise Unavailable(f"{self.info.id}: nothing within {timeout_s} s")
        self._check_open()
        self._seq = seq
        assert self._picture is not None  # noqa: S101 (open made it)
        if self.fault == "black":
            return Frame(self._picture.black(), seq, t_ns)
        self._frozen_ns = (self._frozen_ns or t_ns) if self.fault == "frozen" else None
        return Frame(self._picture.at((self._frozen_ns or t_ns) / 1e9), seq, t_ns)

    def close(self) -> None:
        """Stop; the painted room is kept for the next time."""
        self._mode = None
        super().close()

    def _due(self) -> int:
        return self.world.clock.now_ns() * self.mode.fps // 1_000_000_000
