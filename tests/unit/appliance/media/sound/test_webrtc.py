"""The chain on the virtual room's own acoustics: what is left of the loudspeaker, and of who speaks meanwhile."""

from __future__ import annotations

import numpy as np
import pytest

from appliance.media.sound.chain import BLOCK, RATE, Mono
from appliance.media.sound.webrtc import WebRtcChain
from drivers.conversation import Conversation
from drivers.microphone import acoustics
from drivers.microphone.voice import speak
from drivers.world import Room

SECONDS = 10
ROOM = Room()
MICROPHONES = np.array([(0.035 * (place - 3.5), 0.05, 1.36) for place in range(8)])
SETTLED = slice(2 * RATE, None)


def speech(seed: int) -> Mono:
    """Somebody who hardly pauses, 0.1 RMS while they speak."""
    out = np.zeros(SECONDS * RATE, np.float32)
    for turn in Conversation(seed, 2, 20, 0.3).turns:
        first = round(turn.start_s * RATE)
        if first < len(out):
            said = speak(turn, 0)[: len(out) - first]
            out[first : first + len(said)] += said
    return out


def heard_from_loudspeakers(played: Mono) -> Mono:
    echo = acoustics.Echo(ROOM, MICROPHONES, BLOCK)
    padded = np.concatenate([np.zeros(echo.needs - BLOCK, np.float32), played])
    stereo = np.stack([padded, padded], axis=1)
    ends = range(echo.needs, len(padded) + 1, BLOCK)
    return np.concatenate([echo.of(stereo[end - echo.needs : end]).mean(axis=1) for end in ends])


def heard_from_a_seat(said: Mono) -> Mono:
    impulses = acoustics.responses(ROOM, (0.05, 3.1, 1.15), MICROPHONES, 1400)
    return acoustics.convolve(said, impulses).mean(axis=1)[: len(said)].astype(np.float32)


def chained(captured: Mono, played: Mono) -> Mono:
    chain = WebRtcChain()
    starts = range(0, len(captured) - BLOCK + 1, BLOCK)
    return np.concatenate([chain.process(captured[at : at + BLOCK], played[at : at + BLOCK]) for at in starts])


def level_db(samples: Mono) -> float:
    return float(10 * np.log10(np.mean(np.square(samples[SETTLED], dtype=np.float64)) + 1e-12))


def noise(seed: int) -> Mono:
    return np.random.default_rng(seed).standard_normal(SECONDS * RATE).astype(np.float32) * np.float32(3e-4)


def test_what_the_loudspeaker_plays_is_25_db_weaker_after_two_seconds() -> None:
    far = speech(3) * np.float32(2)
    captured = heard_from_loudspeakers(far) + noise(1)
    assert level_db(captured) > -25, "loud enough to matter"
    assert level_db(captured) - level_db(chained(captured, far)) >= 25


@pytest.mark.parametrize("late_ms", [20, 60])
def test_a_loudspeaker_that_is_later_than_it_says_is_found(late_ms: int) -> None:
    far = speech(3) * np.float32(2)
    late = np.concatenate([np.zeros(late_ms * RATE // 1000, np.float32), far])[: len(far)]
    captured = heard_from_loudspeakers(late) + noise(1)
    assert level_db(captured) - level_db(chained(captured, far)) >= 25


def test_who_speaks_while_others_are_heard_is_heard_too() -> None:
    far = speech(3)
    near = heard_from_a_seat(speech(8))
    echo = heard_from_loudspeakers(far) * np.float32(
        10 ** ((level_db(near) - level_db(heard_from_loudspeakers(far))) / 20)
    )
    both, alone = chained(near + echo + noise(1), far), chained(near + noise(1), np.zeros_like(far))
    assert level_db(both) > level_db(alone) - 10, "as loud again as the loudspeaker"
    # the chain's delay is the same in both, so what is left of the voice lies where it would be without the others
    assert _likeness(both, alone) > 0.4
    assert _likeness(both, alone) > _likeness(both, far) + 0.3


def _likeness(one: Mono, other: Mono) -> float:
    return float(np.corrcoef(_envelope(one[SETTLED]), _envelope(other[SETTLED]))[0, 1])


def _envelope(samples: Mono) -> np.ndarray:
    return np.sqrt(np.mean(np.square(samples[: len(samples) // 960 * 960].reshape(-1, 960)), axis=1))


def test_a_voice_far_away_is_brought_up() -> None:
    near = heard_from_a_seat(speech(8)) * np.float32(0.2)
    lifted = level_db(chained(near + noise(1), np.zeros_like(near))) - level_db(near)
    assert 6 < lifted < 26
