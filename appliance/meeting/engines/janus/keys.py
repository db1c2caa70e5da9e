"""What a Janus server asks for before it obeys; kept apart from the configuration, read anew each time."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

import msgspec

from appliance import secret

MAX_BYTES = 16 << 10


class KeysTrouble(Exception):
    """The file cannot be read; the message names it and what is wrong, never what is in it."""


class JanusKeys(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`api_secret` of janus.jcfg and `admin_key` of janus.plugin.videoroom.jcfg; empty where the server has none.

    `sip_password` is the room's at the registrar that its calls by SIP go through.
    """

    api_secret: str = ""
    admin_key: str = ""
    sip_password: str = ""

    def __repr__(self) -> str:
        return "JanusKeys(…)"

    @classmethod
    def read(cls, folder: Path, name: str) -> JanusKeys:
        """What was kept for a server; nothing kept is nothing asked. Raises KeysTrouble."""
        path = _path(folder, name)
        try:
            return msgspec.json.decode(path.read_bytes()[:MAX_BYTES], type=cls)
        except FileNotFoundError:
            return cls()
        except OSError as error:
            raise KeysTrouble(f"{path.name} cannot be read: {error.strerror}") from None
        except msgspec.MsgspecError:
            raise KeysTrouble(f"{path.name} holds no keys; give them again by `parlor meeting login {name}`") from None

    def write(self, folder: Path, name: str) -> None:
        """Keep them. Raises OSError."""
        secret.write(_path(folder, name), msgspec.json.encode(self))

    def of_room(self, room: str) -> str:
        """The secret of a room on the server: the same after a restart of ours, so that what was left can be ended."""
        key = f"{self.api_secret}\n{self.admin_key}".encode()
        return hmac.new(key, room.encode(), hashlib.sha256).hexdigest()


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}.json"
