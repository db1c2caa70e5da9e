"""Each a source that is captured and encoded for calls."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from appliance.media.board import Board
from appliance.media.camera import Camera
from appliance.media.cast import ReceivedCast
from appliance.media.feed import PictureFeed
from appliance.media.parcel import Post
from appliance.media.soundfeed import SoundFeed


class Work(Protocol):
    """Something that captures and encodes."""

    def want_key(self) -> None:
        """Make a key frame soon."""
        ...

    def set_rate(self, kbps: int) -> None:
        """Aim at so much."""
        ...

    def stop(self) -> None:
        """End; devices are closed when this returns, which may take a picture's time. In a thread."""
        ...


class Filming:
    """The camera, in one size."""

    def __init__(self, feed: PictureFeed, camera: Camera) -> None:
        self.want_key, self.set_rate = feed.want_key, feed.set_rate
        self._feed = feed
        self._camera = camera
        camera.add(feed.show, feed.grade.fps)

    def stop(self) -> None:
        """See Work."""
        self._camera.remove(self._feed.show)
        self._feed.stop()
        self._feed.join()


class BoardShare:
    """The board."""

    def __init__(self, feed: PictureFeed, mirror: Path) -> None:
        self.want_key, self.set_rate = feed.want_key, feed.set_rate
        self._feed = feed
        self._board = Board(mirror, feed.show)

    def stop(self) -> None:
        """See Work."""
        self._board.close()
        self._feed.stop()
        self._feed.join()


class CastShare:
    """A cast's pictures."""

    def __init__(self, feed: PictureFeed, cast: ReceivedCast) -> None:
        self.want_key, self.set_rate = feed.want_key, feed.set_rate
        self._feed = feed
        self._cast = cast
        cast.watch(feed.show)

    def stop(self) -> None:
        """See Work."""
        self._cast.part(self._feed.show)
        self._feed.stop()
        self._feed.join()


class CastSound:
    """A cast's sound."""

    def __init__(self, cast: ReceivedCast, post: Post) -> None:
        self._feed = SoundFeed(post)
        self._cast = cast
        cast.hear(self._feed.source)

    def want_key(self) -> None:
        """See Work; sound has none."""

    def set_rate(self, kbps: int) -> None:
        """See Work; sound keeps its own."""

    def stop(self) -> None:
        """See Work."""
        self._cast.part(self._feed.source)
        self._feed.stop()
        self._feed.join()
