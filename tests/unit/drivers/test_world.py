"""The virtual room is the same every time, and true."""

import math

import pytest

from drivers.clock import SimClock
from drivers.world import World


def scene(world: World) -> list[object]:
    return [(world.talker(t), [world.pose(p, t) for p in range(len(world.seats))]) for t in (0.0, 3.3, 12.7, 25.0)]


def test_the_same_seed_gives_the_same_room() -> None:
    assert scene(World(seed=3)) == scene(World(seed=3))
    assert scene(World(seed=3)) != scene(World(seed=4))


def test_people_talk_in_turns_then_keep_quiet() -> None:
    world = World(seed=5, talk_s=20, quiet_s=10)
    heard = [world.talker(t / 100) for t in range(3000)]
    assert len({p for p in heard if p is not None}) >= 3
    assert sum(p is not None for p in heard[:2000]) > 1600
    assert set(heard[2000:]) == {None}
    assert [world.talker(30 + t / 100) for t in range(3000)] == heard


def test_mouths_move_only_while_their_owner_talks() -> None:
    world = World(seed=5)
    for t in (t / 10 for t in range(300)):
        for person in range(len(world.seats)):
            is_open = world.pose(person, t).mouth > 0
            assert is_open is (world.talker(t) == person)


def test_heads_sway_a_little_and_stay_on_their_seats() -> None:
    world = World(seed=5)
    for person, (x, y) in enumerate(world.seats):
        heads = [world.head(person, t / 10) for t in range(600)]
        assert all(abs(h[0] - x) < 0.05 and abs(h[1] - y) < 0.05 for h in heads)
        assert max(h[0] for h in heads) - min(h[0] for h in heads) > 0.02


def test_listeners_turn_to_the_talker() -> None:
    world = World(seed=5)
    turn = next(t for t in world.conversation.turns if t.end_s - t.start_s > 2)
    middle = (turn.start_s + turn.end_s) / 2
    talker_x = world.seats[turn.person][0]
    for person, (x, _) in enumerate(world.seats):
        if abs(talker_x - x) > 1:
            assert math.copysign(1, world.pose(person, middle).yaw_deg) == math.copysign(1, talker_x - x)


def test_the_truth_about_where_people_are() -> None:
    world = World()
    for person, (x, _) in enumerate(world.seats):
        assert math.copysign(1, world.azimuth_deg(person, 1.0)) == math.copysign(1, x)
        box = world.head_box(person, 1.0, 1280)
        assert 0 < box.x < box.x + box.width < 1280
        assert 0 < box.y < box.y + box.height < 720
        wide = world.head_box(person, 1.0, 1920)
        assert wide.x == pytest.approx(1.5 * box.x)


def test_nobody_may_be_there() -> None:
    world = World(people=0)
    assert {world.talker(t) for t in range(30)} == {None}
    with pytest.raises(ValueError, match="people: 6 is not within"):
        World(people=6)


def test_the_simulated_clock_moves_only_when_told() -> None:
    clock = SimClock()
    assert not clock.wait_until(2_000_000_000, timeout_s=1.0)
    assert clock.now_ns() == 1_000_000_000
    assert clock.wait_until(1_500_000_000, timeout_s=1.0)
    clock.advance(0.5)
    assert clock.now_ns() == 2_000_000_000
