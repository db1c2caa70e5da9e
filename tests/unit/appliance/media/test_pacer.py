from __future__ import annotations

import asyncio
import time

from appliance.media.pacer import LEAST_KBPS, MAX_WAITING_S, Pacer


async def test_a_burst_leaves_evenly_and_in_order() -> None:
    pacer, left = Pacer(), list[tuple[int, float]]()

    async def leave(number: int) -> None:
        left.append((number, time.monotonic()))

    running = asyncio.create_task(pacer.run())
    begun_s = time.monotonic()
    for number in range(100):
        pacer.put(1250, lambda number=number: leave(number))
    async with asyncio.timeout(10):
        while len(left) < 100:  # noqa: ASYNC110  the pacer has no event
            await asyncio.sleep(0.01)
    running.cancel()
    assert [number for number, _ in left] == list(range(100))
    least_s = 100 * 1250 * 8 / 1000 / LEAST_KBPS
    assert left[-1][1] - begun_s > least_s * 0.8
    assert sum(at_s - begun_s < least_s / 4 for _, at_s in left) < 50
    assert pacer.waiting == 0


async def test_sound_does_not_wait_for_pictures() -> None:
    pacer, left = Pacer(), list[str]()

    async def leave(what: str) -> None:
        left.append(what)

    running = asyncio.create_task(pacer.run())
    for _ in range(200):
        pacer.put(1250, lambda: leave("picture"))
    await asyncio.sleep(0.02)
    for _ in range(5):
        pacer.hurry(lambda: leave("sound"))
    await asyncio.sleep(0.002)
    assert left.count("sound") == 5
    assert 0 < left.count("picture") < 150
    running.cancel()


def test_more_than_can_leave_soon_is_told() -> None:
    pacer = Pacer()

    async def leave() -> None:
        """Never."""

    bytes_soon = round(LEAST_KBPS * MAX_WAITING_S * 1000 / 8)
    pacer.put(bytes_soon, leave)
    assert not pacer.is_full()
    pacer.put(1250, leave)
    assert pacer.is_full()
    pacer.set_rate(LEAST_KBPS)
    assert not pacer.is_full(), "a higher rate carries more"
    pacer.clear()
    assert pacer.waiting == 0
    assert not pacer.is_full()
