"""The virtual camera shows what is true."""

import time
from collections.abc import Iterator

import numpy as np
import pytest

from drivers.camera.twin import TwinCamera
from drivers.capabilities import CameraMode
from drivers.clock import SimClock
from drivers.errors import Unavailable, Unsupported
from drivers.world import World

HD = CameraMode(1280, 720, 30)


@pytest.fixture(scope="module")
def world() -> World:
    return World(clock=SimClock())


@pytest.fixture(scope="module")
def painted(world: World) -> TwinCamera:
    """Painting the room takes most of a second: once is enough."""
    return TwinCamera(world=world)


@pytest.fixture
def camera(painted: TwinCamera) -> Iterator[TwinCamera]:
    painted.open(HD)
    yield painted
    painted.clear()
    painted.close()


def test_every_head_box_holds_a_face(camera: TwinCamera, world: World) -> None:
    empty = world_without_people()
    for _ in range(3):
        world.clock.wait_until(world.clock.now_ns() + 4_000_000_000, 10)
        frame = camera.read(1)
        for person in range(len(world.seats)):
            box = world.head_box(person, frame.t_ns / 1e9, 1280)
            x, y, w, h = (int(v) for v in (box.x, box.y, box.width, box.height))
            cheek = frame.image[y + h // 2 : y + 3 * h // 4, x + w // 3 : x + 2 * w // 3].astype(int)
            blue, _, red = cheek.reshape(-1, 3).mean(0)
            assert red - blue > 25
            inside = frame.image[y : y + h, x : x + w].astype(int) - empty[y : y + h, x : x + w]
            assert np.mean(np.abs(inside).max(-1) > 20) > 0.75


def world_without_people() -> np.ndarray:
    with TwinCamera(world=World(people=0, clock=SimClock())) as camera:
        camera.open(HD)
        return camera.read(1).image.astype(int)


def test_the_talkers_mouth_moves_and_no_other(camera: TwinCamera, world: World) -> None:
    turn = max(world.conversation.turns, key=lambda t: t.end_s - t.start_s)
    to_wait_s = (turn.start_s + 0.3 - world.now_s()) % world.conversation.period_s
    world.clock.wait_until(world.clock.now_ns() + round(to_wait_s * 1e9), 100)
    camera.read(1)
    frames = [camera.read(1) for _ in range(45)]
    assert {world.talker(f.t_ns / 1e9) for f in frames} == {turn.person}
    changes = []
    for person in range(len(world.seats)):
        light = []
        for frame in frames:
            head_x, head_y, scale = world.room.project(world.head(person, frame.t_ns / 1e9), 1280)
            x, y, r = int(head_x), int(head_y + 0.064 * scale), int(0.02 * scale)
            light.append(frame.image[y - r : y + r, x - r : x + r].mean())
        changes.append(np.ptp(light))
    assert changes.pop(turn.person) > 3 * max(changes)


def test_modes() -> None:
    with TwinCamera(world=World(people=1, clock=SimClock())) as camera:
        camera.open(CameraMode(1920, 1080, 15))
        frames = [camera.read(1) for _ in range(3)]
        assert frames[0].image.shape == (1080, 1920, 3)
        assert frames[2].t_ns - frames[0].t_ns == pytest.approx(2e9 / 15, abs=2)
    for mode in (CameraMode(640, 480, 30), CameraMode(1280, 720, 60), CameraMode(1280, 720, 0)):
        with pytest.raises(Unsupported, match="1280x720"):
            camera.open(mode)


def test_the_same_moment_looks_the_same() -> None:
    pictures = []
    for _ in range(2):
        with TwinCamera(world=World(people=2, clock=SimClock(5_000_000_000))) as camera:
            camera.open(HD)
            pictures.append(camera.read(1).image)
    assert np.array_equal(*pictures)


def test_faults(camera: TwinCamera) -> None:
    before = camera.read(1)
    camera.inject("frozen")
    frozen = [camera.read(1) for _ in range(3)]
    assert all(np.array_equal(f.image, frozen[0].image) for f in frozen)
    assert frozen[2].seq > frozen[0].seq > before.seq
    camera.inject("black")
    assert not camera.read(1).image.any()
    camera.clear()
    assert not np.array_equal(camera.read(1).image, frozen[0].image)
    with pytest.raises(Unsupported):
        camera.inject("xrun")


def test_nothing_in_time(camera: TwinCamera) -> None:
    camera.read(1)
    with pytest.raises(Unavailable, match="nothing within"):
        camera.read(0.001)
    with pytest.raises(Unavailable, match="no virtual camera 'other'"):
        TwinCamera("other")


def test_a_picture_is_painted_fast(camera: TwinCamera) -> None:
    for _ in range(90):
        camera.read(1)
    took = []
    for _ in range(30):
        start = time.thread_time()
        camera.read(1)
        took.append(time.thread_time() - start)
    assert np.median(took) < 0.012
