"""A seeded conversation that repeats: who talks when, syllable by syllable."""

import bisect
import random
from dataclasses import dataclass

TURN_S = (2.5, 5.0)
PAUSE_S = (0.25, 0.5)
SYLLABLE_S = (0.13, 0.24)
VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Syllable:
    """One opening of a mouth; seconds from the start of the conversation."""

    start_s: float
    duration_s: float
    vowel: str
    stress: float
    hissing: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """One person's uninterrupted say."""

    person: int
    start_s: float
    end_s: float
    syllables: tuple[Syllable, ...]


class Conversation:
    """`talk_s` of turns among `people`, then `quiet_s` of silence, over and over."""

    def __init__(self, seed: int, people: int, talk_s: float = 20.0, quiet_s: float = 10.0):
        self.period_s = talk_s + quiet_s
        self.turns = tuple(_turns(random.Random(seed), people, talk_s))  # noqa: S311 (a play, not a secret)
        self._starts = [turn.start_s for turn in self.turns]
        self._syllables = [[s.start_s for s in turn.syllables] for turn in self.turns]

    def turn(self, t_s: float) -> Turn | None:
        """Return the turn that is spoken at `t_s`, None in a pause."""
        at_s = t_s % self.period_s
        index = bisect.bisect_right(self._starts, at_s) - 1
        return self.turns[index] if index >= 0 and at_s < self.turns[index].end_s else None

    def syllable(self, t_s: float) -> tuple[Syllable, float] | None:
        """Return the syllable at `t_s` and how far through it we are, 0..1."""
        turn = self.turn(t_s)
        if turn is None:
            return None
        at_s = t_s % self.period_s
        index = bisect.bisect_right(self._syllables[self.turns.index(turn)], at_s) - 1
        syllable = turn.syllables[max(index, 0)]
        return syllable, min(1.0, max(0.0, (at_s - syllable.start_s) / syllable.duration_s))


def _turns(rng: random.Random, people: int, talk_s: float) -> list[Turn]:
    turns: list[Turn] = []
    at_s, person = 0.0, -1
    while people and talk_s - at_s > 1.0:
        person = rng.choice([p for p in range(people) if people == 1 or p != person])
        end_s = min(talk_s, at_s + rng.uniform(*TURN_S))
        turns.append(Turn(person, at_s, end_s, _syllables(rng, at_s, end_s)))
        at_s = end_s + rng.uniform(*PAUSE_S)
    return turns


def _syllables(rng: random.Random, start_s: float, end_s: float) -> tuple[Syllable, ...]:
    syllables: list[Syllable] = []
    at_s = start_s
    while at_s < end_s - 0.02:
        duration_s = min(rng.uniform(*SYLLABLE_S), end_s - at_s)
        stress = rng.uniform(0.6, 1.0)
        syllables.append(Syllable(at_s, duration_s, rng.choice(VOWELS), stress, rng.random() < 0.3))
        at_s += duration_s
    return tuple(syllables)
