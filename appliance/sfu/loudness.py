"""Who is heard: the loudest first, as their packets' levels tell (RFC 6464), and with patience."""

from __future__ import annotations

from appliance.sfu.stream import UNKNOWN_LEVEL

LOUD_DBOV = -50
"""Softer than this is no speech."""
ATTACK, RELEASE = 0.3, 0.04
"""How quickly a packet of 20 ms raises the smoothed level, and lets it fall."""
SILENT_DBOV = -127.0
HOLD_S = 0.8
"""Between two words one still speaks."""
LEAD_DB = 6.0
"""Louder than the first by so much becomes the first."""
ASSUMED_DBOV = -49.0
"""Of microphones that tell no level: heard, but behind those who speak."""
GONE_S = 0.5


class Voice:
    """One microphone."""

    __slots__ = ("heard_s", "level", "loud_s")

    def __init__(self) -> None:
        self.level = SILENT_DBOV
        self.heard_s = 0.0
        self.loud_s = -1000.0


class Loudness:
    """Of one conference; loop only."""

    def __init__(self) -> None:
        self._voices: dict[str, Voice] = {}
        self.speaking: tuple[str, ...] = ()
        self.order: tuple[str, ...] = ()
        """Everybody with a microphone, those to be heard first."""

    def hear(self, person_id: str, level: int, now_s: float) -> bool:
        """A packet of somebody came; whether they just began to speak."""
        voice = self._voices.get(person_id)
        if voice is None:
            voice = self._voices[person_id] = Voice()
        voice.heard_s = now_s
        if level == UNKNOWN_LEVEL:
            voice.level = ASSUMED_DBOV
            return False
        voice.level += (ATTACK if -level > voice.level else RELEASE) * (-level - voice.level)
        if voice.level <= LOUD_DBOV:
            return False
        begins = now_s - voice.loud_s > HOLD_S
        voice.loud_s = now_s
        return begins

    def forget(self, person_id: str) -> None:
        """Somebody is gone."""
        self._voices.pop(person_id, None)

    def rank(self, now_s: float) -> None:
        """Put all in order anew."""
        for voice in self._voices.values():
            if now_s - voice.heard_s > GONE_S:
                voice.level = SILENT_DBOV
        places = {person_id: at for at, person_id in enumerate(self.order)}

        def key(person_id: str) -> tuple[bool, float]:
            voice = self._voices[person_id]
            # those who are before keep their place against somebody hardly louder
            lead = LEAD_DB * (places.get(person_id, len(places)) == 0)
            is_heard = now_s - voice.loud_s <= HOLD_S or voice.level == ASSUMED_DBOV
            return is_heard, voice.level + lead

        self.order = tuple(sorted(self._voices, key=key, reverse=True))
        self.speaking = tuple(one for one in self.order if now_s - self._voices[one].loud_s <= HOLD_S)
