"""What a recording's folder holds, on one clock: its beginning is 0.

A file begins when its first frame came, unless its sender's clock tells better: of one person all files then lie as
they were sent, so that lips and voice agree, and together as late as the quickest of their packets.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TRACKS, EVENTS, ABOUT, FILM = "tracks.jsonl", "events.jsonl", "meeting.json", "meeting.mp4"
MAX_CORRECTION_S = 2.0
"""A clock that is further off is not believed."""


@dataclass
class Clip:
    """One file of one track."""

    path: Path
    person_id: str
    source: str
    came_s: float
    clocks: list[tuple[float, float, float]] = field(default_factory=list)
    """Where in the file, when it came, and when it was sent by the sender's clock: seconds, as written."""
    starts: list[tuple[float, float]] = field(default_factory=list)
    """From where in the file on it counts as begun when; see time()."""

    def time(self, in_s: float) -> float:
        """When what lies there in the file was."""
        at = bisect_right(self.starts, (in_s, float("inf"))) - 1
        return in_s + self.starts[max(at, 0)][1]


@dataclass(frozen=True)
class Reel:
    """All of a recording."""

    clips: tuple[Clip, ...]
    names: dict[str, str]
    title: str


def read(folder: Path) -> Reel:
    """Read a folder. Lines and files that are broken, as after a loss of power, are left out."""
    clips: dict[str, Clip] = {}
    for line in _lines(folder / TRACKS):
        if line.get("event") == "track.started" and (path := folder / Path(str(line["file"])).name).exists():
            clips[line["file"]] = Clip(path, str(line["person_id"]), str(line["source"]), float(line["at_s"]))
        elif line.get("event") == "track.clock" and (clip := clips.get(line["file"])) is not None:
            clip.clocks.append((float(line["in_s"]), float(line["at_s"]), float(line["sent_s"])))
    _align(tuple(clips.values()))
    names = {
        str(line["person_id"]): str(line.get("name", ""))
        for line in _lines(folder / EVENTS)
        if line.get("event") == "person.came"
    }
    return Reel(tuple(clips.values()), names, _title(folder))


def _align(clips: tuple[Clip, ...]) -> None:
    late_s: defaultdict[str, list[float]] = defaultdict(list)
    for clip in clips:
        late_s[clip.person_id] += [at_s - sent_s for _, at_s, sent_s in clip.clocks]
    for clip in clips:
        clip.starts = [(0.0, clip.came_s)]
        for in_s, at_s, sent_s in clip.clocks:
            start_s = sent_s + min(late_s[clip.person_id]) - in_s
            if abs(start_s + in_s - at_s) < MAX_CORRECTION_S:
                clip.starts.append((in_s, start_s))
        if len(clip.starts) > 1:
            # what came before the first report is as far off as that told
            clip.starts[0] = (0.0, clip.starts[1][1])


def _title(folder: Path) -> str:
    try:
        return str(json.loads((folder / ABOUT).read_bytes()).get("title", ""))
    except (OSError, ValueError, AttributeError):
        return ""


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_text(errors="replace")
    except OSError:
        return
    for line in text.splitlines():
        try:
            found = json.loads(line)
        except ValueError:
            continue
        if isinstance(found, dict):
            yield found
