from __future__ import annotations

from appliance.sfu.loudness import Loudness
from appliance.sfu.stream import UNKNOWN_LEVEL


def speak(loudness: Loudness, levels: dict[str, int], begin_s: float, duration_s: float) -> float:
    for at in range(round(duration_s * 50)):
        for person, level in levels.items():
            loudness.hear(person, level, begin_s + at / 50)
        if at % 10 == 0:
            loudness.rank(begin_s + at / 50)
    loudness.rank(begin_s + duration_s)
    return begin_s + duration_s


def test_the_loudest_is_first_and_the_silent_do_not_speak() -> None:
    loudness = Loudness()
    speak(loudness, {"a": 90, "b": 20, "c": 35}, 0.0, 1.0)
    assert loudness.speaking == ("b", "c")
    assert loudness.order == ("b", "c", "a")


def test_hardly_louder_does_not_take_over() -> None:
    loudness = Loudness()
    at_s = speak(loudness, {"a": 30, "b": 80}, 0.0, 1.0)
    at_s = speak(loudness, {"a": 30, "b": 27}, at_s, 1.0)
    assert loudness.speaking == ("a", "b")
    speak(loudness, {"a": 60, "b": 27}, at_s, 2.0)
    assert loudness.speaking == ("b",)


def test_between_two_words_one_still_speaks() -> None:
    loudness = Loudness()
    at_s = speak(loudness, {"a": 25}, 0.0, 1.0)
    at_s = speak(loudness, {"a": 120}, at_s, 0.4)
    assert loudness.speaking == ("a",)
    speak(loudness, {"a": 120}, at_s, 2.0)
    assert loudness.speaking == ()


def test_who_tells_no_level_is_heard_behind_those_who_speak() -> None:
    loudness = Loudness()
    speak(loudness, {"mute": 100, "phone": UNKNOWN_LEVEL, "loud": 30}, 0.0, 1.0)
    assert loudness.order == ("loud", "phone", "mute")
    assert loudness.speaking == ("loud",)


def test_the_beginning_of_speech_is_told_once() -> None:
    loudness = Loudness()
    told = [loudness.hear("a", 20, at / 50) for at in range(50)]
    assert sum(told) == 1
    loudness.forget("a")
    loudness.rank(1.0)
    assert loudness.order == ()
