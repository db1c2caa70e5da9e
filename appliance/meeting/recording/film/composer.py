"""Composes the film: at each of its pictures, who is there, who speaks, what is shared."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np

from appliance.meeting.recording.film.canvas import Canvas
from appliance.meeting.recording.film.container import FRAME_RATE, SAMPLES, SILENCE, FilmFile
from appliance.meeting.recording.film.pictures import Pictures
from appliance.meeting.recording.film.reel import Clip, Reel
from appliance.meeting.recording.film.scene import arrange
from appliance.meeting.recording.film.sound import Limiter, Speaker, Voice

SIZE, SIZE_WITH_SCREEN = (1280, 720), (1920, 1080)
OPEN_EARLY_S = 1.0
MAX_LENGTH_S = 24 * 3600

_Part = TypeVar("_Part", Pictures, Voice)


class _Parts(Generic[_Part]):
    """The clips of one kind, open only while they are needed."""

    def __init__(self, clips: list[Clip], make: Callable[[Clip], _Part]) -> None:
        self._coming = sorted(clips, key=lambda clip: clip.time(0.0), reverse=True)
        self._make = make
        self._open: list[_Part] = []

    def at(self, at_s: float) -> list[_Part]:
        """Those that are on about then."""
        while self._coming and self._coming[-1].time(0.0) <= at_s + OPEN_EARLY_S:
            self._open.append(self._make(self._coming.pop()))
        return self._open

    def drop(self, is_done: Callable[[_Part], bool]) -> None:
        """Close those that are done with."""
        self._open = [part for part in self._open if not is_done(part)]

    @property
    def is_over(self) -> bool:
        """Whether nothing is left."""
        return not self._coming and not self._open


class Composer:
    """One film. It holds a second of each clip at most."""

    def __init__(self, reel: Reel) -> None:
        self._reel = reel
        clips = sorted(reel.clips, key=lambda clip: clip.time(0.0))
        self._order = list(dict.fromkeys(clip.person_id for clip in clips))
        seen = [clip for clip in clips if clip.source in ("camera", "screen")]
        self._pictures = _Parts[Pictures](seen, Pictures)
        self._voices = _Parts[Voice]([clip for clip in clips if clip not in seen], Voice)
        has_screen = any(clip.source == "screen" for clip in seen)
        self._canvas = Canvas(SIZE_WITH_SCREEN if has_screen else SIZE)
        self._speaker = Speaker()
        self._limiter = Limiter()

    def make(self, target: Path, length_s: float, tell: Callable[[float], None]) -> None:
        """Write the film; `tell` gets the share that is done, now and then. Raises OSError, FFmpegError."""
        count = math.ceil(min(length_s, MAX_LENGTH_S) * FRAME_RATE)
        with FilmFile(target, self._canvas.size, self._reel.title) as file:
            for number in range(count):
                at_s = number / FRAME_RATE
                sound, heard = self._listen(number, at_s)
                self._draw(at_s, heard)
                file.add(self._canvas.frame(), sound, self._reel.names.get(self._speaker.person_id, ""))
                if number % FRAME_RATE == 0:
                    tell(number / count)

    def _listen(self, number: int, at_s: float) -> tuple[Any, set[str]]:
        loudness: dict[str, float] = {}
        mix, heard = SILENCE, set[str]()
        for voice in self._voices.at(at_s):
            person_id = voice.clip.person_id
            if voice.clip.time(0.0) <= at_s and voice.clip.source == "microphone":
                heard.add(person_id)
            samples = voice.pull(number * SAMPLES, SAMPLES)
            if samples is None:
                continue
            mix = mix + samples
            if voice.clip.source == "microphone":
                loudness[person_id] = float(np.sqrt(np.mean(samples**2)))
        self._voices.drop(lambda voice: voice.is_over)
        self._speaker.hear(loudness, at_s)
        return self._limiter.limit(mix), heard

    def _draw(self, at_s: float, heard: set[str]) -> None:
        shown: dict[tuple[str, str], Pictures] = {}
        for pictures in self._pictures.at(at_s):
            if pictures.is_shown(at_s):
                shown[pictures.clip.person_id, pictures.clip.source] = pictures
        self._pictures.drop(lambda one: one.is_over and not one.is_shown(at_s))
        people = [one for one in self._order if one in heard or (one, "camera") in shown]
        sharer = next((person_id for person_id, source in reversed(shown) if source == "screen"), "")
        self._canvas.clear()
        for person_id, source, box in arrange(self._canvas.size, people, self._speaker.person_id, sharer):
            pictures = shown.get((person_id, source))
            planes = pictures.fitted(box.width, box.height) if pictures is not None else None
            self._canvas.lay(planes, box, self._reel.names.get(person_id, ""))
