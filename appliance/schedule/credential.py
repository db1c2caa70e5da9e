"""The secret of a calendar: one file in the room's folder of secrets, which only the room reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from appliance import secret
from appliance.schedule.trouble import CalendarTrouble

MAX_BYTES = 64 << 10


class Credential:
    """Read anew each time: an administrator may change it while the room runs."""

    def __init__(self, folder: Path, calendar: str) -> None:
        self.path = folder / f"calendar-{calendar}"

    def text(self) -> str:
        """A password or an address. Raises CalendarTrouble(no_secret)."""
        try:
            data = self.path.read_bytes()[:MAX_BYTES]
            text = data.decode().strip()
        except (OSError, UnicodeDecodeError) as error:
            raise CalendarTrouble("no_secret", f"{self.path.name}: {type(error).__name__}") from None
        if not text:
            raise CalendarTrouble("no_secret", f"{self.path.name} is empty")
        return text

    def optional(self) -> str:
        """The same, empty where there is none."""
        try:
            return self.text()
        except CalendarTrouble:
            return ""

    def fields(self) -> dict[str, Any]:
        """A JSON object. Raises CalendarTrouble(no_secret)."""
        try:
            return msgspec.json.decode(self.text(), type=dict[str, Any])
        except msgspec.DecodeError:
            raise CalendarTrouble("no_secret", f"{self.path.name} is no JSON object") from None

    def write(self, text: str) -> None:
        """Replace it. Raises OSError."""
        secret.write(self.path, text.strip().encode() + b"\n")
