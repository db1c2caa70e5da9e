"""A board's link: the secret that lets guests in, in a file of its own beside the board."""

from __future__ import annotations

import hmac
import secrets
from pathlib import Path

import msgspec
import structlog

from appliance.board.folder import replace

log = structlog.get_logger()

KEY_BYTES = 16
FILE = "link.json"


class _Kept(msgspec.Struct, frozen=True):
    key: str
    shared: bool = True


class Link:
    """The link of one board. Where it cannot be kept on the disk it lasts as long as the room runs."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        try:
            self._kept = msgspec.json.decode(self._path.read_bytes(), type=_Kept)
        except (OSError, msgspec.DecodeError):
            self._renew(is_shared=True)

    @property
    def key(self) -> str:
        """Empty where the link is worth nothing."""
        return self._kept.key if self._kept.shared else ""

    def matches(self, key: str) -> bool:
        """Whether this is the key, in constant time."""
        return bool(self.key) and hmac.compare_digest(key.encode(), self.key.encode())

    def revoke(self) -> None:
        """Make the link worth nothing."""
        self._renew(is_shared=False)

    def renew(self) -> None:
        """Make a new link instead of the old."""
        self._renew(is_shared=True)

    def _renew(self, *, is_shared: bool) -> None:
        self._kept = _Kept(secrets.token_urlsafe(KEY_BYTES), is_shared)
        try:
            replace(self._path, msgspec.json.encode(self._kept))
        except OSError as error:
            log.error("board.link_not_kept", reason=error.strerror)
