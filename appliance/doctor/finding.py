"""One thing that was looked at."""

from __future__ import annotations

from typing import Literal

import msgspec

Verdict = Literal["ok", "warn", "fail"]


class Finding(msgspec.Struct, frozen=True):
    """warn: the room runs, but not as well as it could; fail: something does not work."""

    name: str
    status: Verdict
    text: str
    remedy: str = ""
