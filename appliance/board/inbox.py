"""The folder through which files are handed to the room: each is taken once, and removed."""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from appliance.api.errors import Code, Invalid
from appliance.board.assets import BadAsset
from appliance.board.parcel import BadFile


class Inbox:
    """Others may write there: nothing in it is trusted to be a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @asynccontextmanager
    async def taking(self, name: str) -> AsyncIterator[Path]:
        """A way to a file, which is removed afterwards whatever happened. Raises Invalid and BadFile."""
        if name in (".", ".."):
            raise Invalid(Code.BOARD_BAD_FILE, file=name, reason="damaged")
        path = self._folder / name
        try:
            with _plain_file(path, name) as opened:
                yield opened
        finally:
            await asyncio.to_thread(path.unlink, missing_ok=True)


def read_at_most(path: Path, size: int) -> bytes:
    """A file's bytes. Raises BadAsset where they are more."""
    with path.open("rb") as file:
        data = file.read(size + 1)
    if len(data) > size:
        raise BadAsset("too_large")
    return data


@contextmanager
def _plain_file(path: Path, name: str) -> Iterator[Path]:
    """Another way to a file that is no link, no device and no pipe, whatever becomes of its name. Raises BadFile."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError as error:
        raise BadFile("damaged", "there is no such file", name) from error
    except OSError as error:
        raise BadFile("unsupported", "it is no plain file", name) from error
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise BadFile("unsupported", "it is no plain file", name)
        yield Path(f"/proc/self/fd/{descriptor}")
    finally:
        os.close(descriptor)
