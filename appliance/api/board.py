"""board: whiteboards, their guests, and what is taken away from them.

What is on a board travels as Yjs messages (`appliance/ink/message.py`) on board.sock and /boards/{board_id}; this is
everything else.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Protocol

import msgspec

from appliance.api.role import Role, allow

BoardId = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{8,32}$")]
BoardName = Annotated[str, msgspec.Meta(max_length=80)]
PageId = Annotated[str, msgspec.Meta(max_length=32)]
FileName = Annotated[str, msgspec.Meta(min_length=1, max_length=128, pattern=r"^[^/\0]+$")]
LookOnly = Literal["", "board.full", "board.peer_view_only"]
"""Why nobody may draw: the board holds all that it may, or the other room that shares it lets this one only look."""
ExportFormat = Literal["pdf", "png", "svg", "excalidraw", "xopp", "inkml", "board"]


class BoardGuest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody who is on the open board through its link now."""

    id: str
    name: str = ""
    color: int = 0
    """0xRRGGBBAA, as the guest draws."""
    view_only: bool = False


class BoardInfo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One board of the list."""

    id: BoardId
    name: BoardName = ""
    """Empty until somebody names it; the glass shows its date then."""
    created_at: datetime
    changed_at: datetime
    pages: int = 1
    preview: str = ""
    """Name of a PNG in the runtime folder `boards/`; empty while there is none."""


class LostPart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that a file's format could not carry, or that could not be read."""

    what: str
    """A code such as `text`, `link`, `rotation`."""
    reason: str
    """A code such as `unsupported`, `damaged`, `too_large`."""
    count: int = 1


class BoardTakeAway(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file made of a board."""

    file: str
    """Path of the file, in the runtime folder."""
    url: str = ""
    """Where a phone downloads it; worth nothing once the session is wiped. Empty without a network."""
    size_bytes: int = 0
    lost: tuple[LostPart, ...] = ()


class BoardHistory(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A board from its first stroke on, for the time-lapse."""

    file: str
    """Path of a file in the runtime folder, laid out as `appliance/board/FORMAT.md` says under "History"."""
    begun_at: datetime
    ended_at: datetime
    changes: int


class BoardState(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The board that is open on the glass."""

    open: BoardId | None = None
    name: BoardName = ""
    join_url: str = ""
    """Leads guests to the board, for the QR code; empty without a network or once revoked."""
    shared: bool = True
    """Whether the link works."""
    view_only: bool = False
    """Whether guests may only look, unless allowed one by one."""
    guests: tuple[BoardGuest, ...] = ()
    trouble: Literal["", "board.storage_full", "board.read_only", "board.damaged"] = ""
    """Why changes are not on the disk; they are kept in memory meanwhile and written once it works again."""
    look_only: LookOnly = ""
    """Why the board may only be looked at, by everybody in this room; what had been begun by then is kept."""
    working: Literal["", "importing", "exporting"] = ""
    percent: Annotated[int, msgspec.Meta(ge=0, le=100)] = 0
    """How much of that work is done, as its own loops count it."""
    peer: Literal["", "connecting", "joined", "lost"] = ""
    """Whether the board is another room's as well."""
    revision: int = 0
    """Grows when the list of boards changed."""


class BoardApi(Protocol):
    """Verbs on boards."""

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def list_boards(self) -> list[BoardInfo]:
        """All boards, the last changed first; at most 500."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def create_board(self, name: BoardName = "", dark: bool = False) -> BoardInfo:
        """Make an empty board and open it. Errors: board.not_saved."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def open_board(self, board_id: BoardId) -> None:
        """Show a board on the glass. Errors: board.unknown, board.damaged (nothing of it was changed)."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def close_board(self) -> None:
        """Take the board from the glass; guests leave, its link stays worth what it was for the next opening."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def rename_board(self, board_id: BoardId, name: BoardName) -> None:
        """Errors: board.unknown, board.not_saved."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def duplicate_board(self, board_id: BoardId) -> BoardInfo:
        """Errors: board.unknown, board.not_saved."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def delete_board(self, board_id: BoardId) -> None:
        """Put a board into the bin, where it stays for a day. Errors: board.unknown, board.not_saved."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def restore_board(self, board_id: BoardId) -> None:
        """Take a board out of the bin again. Errors: board.unknown."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def set_view_only(self, view_only: bool, guest_id: str = "") -> None:
        """Let guests only look, or draw: all of them, also those to come, or one.

        Errors: board.not_open, board.unknown_guest.
        """
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def revoke_link(self) -> None:
        """Make the open board's link worth nothing and send its guests away. Errors: board.not_open."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def renew_link(self) -> None:
        """Revoke the open board's link and make a new one. Errors: board.not_open."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def join_peer(self, url: str) -> None:
        """Share the open board with another room, by that room's link. Errors: board.not_open, board.bad_link."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def leave_peer(self) -> None:
        """Share no more; both rooms keep what is on the board."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def export_board(self, format: ExportFormat, page_id: PageId = "") -> BoardTakeAway:  # noqa: A002
        """Make a file of the open board, or of one of its pages (png and svg are of one page: the first, unless told).

        Errors: board.not_open, board.export_failed, board.cancelled.
        """
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def import_file(self, name: FileName) -> tuple[LostPart, ...]:
        """Add the pages of a file to the open board. It lies in the runtime folder `boards/inbox/` and is removed.

        Errors: board.not_open, board.bad_file (with `file` and `reason`), board.too_large, board.cancelled, and
        those of BoardState.look_only.
        """
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def cancel_work(self) -> None:
        """Stop the import or export that runs; nothing of it stays."""
        ...

    @allow(Role.SHELL)
    async def keep_picture(self, name: FileName) -> str:
        """Take a PNG or JPEG from the runtime folder `boards/inbox/` into the open board's assets; gives its SHA-256.

        Errors: board.not_open, board.bad_file, board.not_saved.
        """
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def replay_board(self) -> BoardHistory:
        """The open board's history. Errors: board.not_open."""
        ...

    @allow(Role.SHELL, Role.INTEGRATOR, Role.ADMIN)
    async def wipe_session(self) -> None:
        """End what guests of this session hold: take-away links die, the open board's link is renewed, it is closed."""
        ...
