"""The room's microphones, which listen whether somebody speaks, or speak in a call and listen as well."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from appliance.media.parcel import Post
from appliance.media.sound.chain import MakeChain
from appliance.media.sound.reference import Reference
from appliance.media.speech import SpeechMonitor
from drivers.errors import DriverError

if TYPE_CHECKING:
    from appliance.media.voice import Hear, Spoken


class Microphone:
    """Opens the microphones once for all who hear the room speak, or else to listen.

    Verbs may come from any thread, and wait for a device to close.

    `on_speech` and `on_state` are as SpeechMonitor's.
    """

    def __init__(
        self,
        open_microphone: Callable[[float], Any],
        reference: Reference,
        make_chain: MakeChain,
        on_speech: Callable[[bool], None],
        on_state: Callable[[DriverError | None], None],
    ) -> None:
        self._open_microphone = open_microphone
        self._reference = reference
        self._make_chain = make_chain
        self._on_speech = on_speech
        self._on_state = on_state
        self._monitor = SpeechMonitor(open_microphone, on_speech, on_state)
        self._lock = threading.Lock()
        self._is_listening = self._is_closed = False
        self._voice: Any = None
        self._hearers: tuple[Hear, ...] = ()
        """The voice's thread goes through a copy of its own."""

    def listen(self) -> None:
        """Tell whether somebody speaks."""
        with self._lock:
            self._is_listening = not self._is_closed
            if self._is_listening and self._voice is None:
                self._monitor.start()

    def rest(self) -> None:
        """Do not listen any more; a call that is spoken in goes on."""
        with self._lock:
            self._is_listening = False
            self._monitor.stop()

    def speak(self, post: Post) -> Speaking:
        """Speak in a call until that is stopped."""
        # the encoder and the chain are imported here because only a room in a call needs them
        from appliance.media.voice import EncodedVoice

        return self.lend(EncodedVoice(post).take)

    def lend(self, hear: Hear) -> Speaking:
        """Give what the room says, as others shall hear it, until that is stopped."""
        from appliance.media.voice import Voice

        with self._lock:
            self._monitor.stop()
            self._hearers = (*self._hearers, hear)
            if self._voice is None:
                self._voice = Voice(
                    self._open_microphone,
                    self._reference,
                    self._make_chain,
                    self._on_speech,
                    self._on_state,
                    self._hand_out,
                )
        return Speaking(lambda: self._fall_silent(hear))

    def reopen(self) -> None:
        """Other microphones were chosen."""
        with self._lock:
            if self._voice is not None:
                self._voice.reopen()
            elif self._is_listening:
                self._monitor.stop()
                self._monitor.start()

    def close(self) -> None:
        """Let go of them for good."""
        self._is_closed = True
        self.rest()
        self._fall_silent(*self._hearers)

    def _hand_out(self, spoken: Spoken) -> None:
        for hear in self._hearers:
            hear(spoken)

    def _fall_silent(self, *ears: Hear) -> None:
        with self._lock:
            self._hearers = tuple(hear for hear in self._hearers if hear not in ears)
            if self._hearers:
                return
            voice, self._voice = self._voice, None
            if voice is not None:
                voice.stop()
            if self._is_listening:
                self._monitor.start()


class Speaking:
    """A Work: the room's voice, for one who hears it."""

    def __init__(self, stop: Callable[[], None]) -> None:
        self.stop = stop

    def want_key(self) -> None:
        """See Work; sound has none."""

    def set_rate(self, kbps: int) -> None:
        """See Work; a voice keeps its own."""
