"""What the room needs of the machine, whether it runs or not."""

from __future__ import annotations

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from appliance.doctor.finding import Finding

FAMILIES = ("Noto Sans", "Noto Sans CJK SC")
RECEIVE_BUFFER_BYTES = 4 * 2**20
RECEIVE_BUFFER_LIMIT = Path("/proc/sys/net/core/rmem_max")


def fonts() -> Finding:
    """Whether both languages have letters."""
    remedy = "apt install fonts-noto-core fonts-noto-cjk"
    if shutil.which("fc-list") is None:
        return Finding("fonts", "warn", "fc-list is missing, so nobody knows", "apt install fontconfig")
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, timeout=20, check=False).stdout
    known = {family.strip() for line in listed.splitlines() for family in line.split(",")}
    missing = [family for family in FAMILIES if family not in known]
    if missing:
        return Finding("fonts", "warn", f"missing: {', '.join(missing)}", remedy)
    return Finding("fonts", "ok", ", ".join(FAMILIES))


def icons() -> Finding:
    """Whether the glass has its icons."""
    return _built("icons", "assets/generated/lucide.ttf")


def pages() -> Finding:
    """Whether guests get a page."""
    return _built("pages", "web/dist/index.html")


def receive_buffer() -> Finding:
    """Whether bursts of video fit into a socket."""
    limit = int(RECEIVE_BUFFER_LIMIT.read_text())
    if limit >= RECEIVE_BUFFER_BYTES:
        return Finding("rmem_max", "ok", f"{limit} bytes")
    return Finding(
        "rmem_max",
        "warn",
        f"{limit} bytes; bursts of video are lost",
        f"sysctl -w net.core.rmem_max={RECEIVE_BUFFER_BYTES}",
    )


def _built(name: str, file: str) -> Finding:
    spec = find_spec("ui")
    found = spec is not None and any((Path(root) / file).exists() for root in spec.submodule_search_locations or ())
    if found:
        return Finding(name, "ok", f"ui/{file}")
    return Finding(name, "fail", f"ui/{file} is not there", "./packaging/run builds it")
