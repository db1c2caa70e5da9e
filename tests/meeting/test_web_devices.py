"""A third party's page, in the real browser, hears the room through its own sound chain and sounds in the room."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from appliance.api.devices import Device, DevicesState
from appliance.api.meeting import Call
from appliance.media.client import RemoteEngine
from appliance.meeting.address import Target
from appliance.meeting.call import RoomCall
from appliance.meeting.providers.web import WebProvider
from tests.drivers.sound_server import missing, running_sound_server
from tests.media.room import config
from tests.media.test_loan import gone, modules, talking
from tests.media.test_sound import heard, pulse, real
from tests.media.worker import Worker
from tests.meeting.third_party import ThirdParty
from tests.meeting.web_worker import WebWorker

pytestmark = [
    pytest.mark.browser,
    pytest.mark.sound,
    pytest.mark.timeout(120),
    pytest.mark.skipif(bool(missing()), reason=f"not installed: {', '.join(missing())}"),
]
MICROPHONE = Device(id="m", kind="microphone", name="mic_array", driver="sounddevice", virtual=False, selected=True)
CONFIG = config(microphone=real("mic_array"), speaker=real("room_speaker"), volume=100)


@pytest.fixture(scope="module")
def server() -> Iterator[None]:
    with running_sound_server():
        yield


@pytest.fixture
def media(server: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    worker = Worker(tmp_path_factory.mktemp("m"))
    try:
        yield worker
        worker.stop()
    finally:
        worker.kill()


class Glass:
    """A room's call of a page, over its two workers."""

    def __init__(self, media: Worker, browser: WebWorker) -> None:
        self._browser = browser
        self.call = RoomCall(lambda: None)
        self.available = asyncio.Event()
        self.engine = RemoteEngine(media.paths.media_socket, self.call.take, self._turn)

    def tap(self, url: str, *, muted: bool = False) -> None:
        target = Target(service="test", name="Test", url=url)
        call = Call(id="1a", kind="web", since=datetime.now(UTC), service="test", muted=muted)
        devices = DevicesState(devices=(MICROPHONE,))
        provider = WebProvider(self._browser.pages, target, "1a", lambda: "Room", lambda: devices, self.engine)
        self.call.begin(call, provider)

    async def until(self, phase: str, service: ThirdParty, within_s: float = 25.0) -> None:
        deadline = time.monotonic() + within_s
        while self.call.now is None or self.call.now.phase != phase:
            assert time.monotonic() < deadline, (self.call.now, self.call.failure, service.told)
            await asyncio.sleep(0.02)

    def _turn(self, is_available: bool) -> None:
        if is_available:
            self.available.set()
        else:
            self.call.lose_media()


@pytest.fixture
async def browser(server: None, tmp_path: Path) -> AsyncIterator[WebWorker]:
    worker = WebWorker(tmp_path)
    await worker.ready()
    yield worker
    worker.stop()


@pytest.fixture
async def glass(media: Worker, browser: WebWorker) -> AsyncIterator[Glass]:
    glass = Glass(media, browser)
    running = [asyncio.create_task(work) for work in (glass.engine.run(), glass.call.run())]
    await glass.engine.configure(CONFIG)
    async with asyncio.timeout(10):
        await glass.available.wait()
    yield glass
    for task in reversed(running):
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_page_hears_the_rooms_processed_sound_and_no_other(glass: Glass, browser: WebWorker) -> None:
    async with ThirdParty() as service, talking():
        glass.tap(service.url("join?voice&listens"))
        await glass.until("live", service)
        assert (glass.call.call.page_hears, glass.call.call.page_sees) == ("room", "")
        assert "in:Parlor microphone" in service.told
        assert "finds:Parlor microphone" in service.told
        assert "works-on-it:false" in service.told, "echo is cancelled once"
        await last(service, "loud:", "true")
        pitches = [await last(service, "pitch:") for _ in range(3)]
        assert any(abs(float(pitch) - 140) < 12 for pitch in pitches), pitches
        await glass.call.leave()
        await browser.gone()
        await gone()


async def test_mute_in_the_bar_silences_what_is_lent(glass: Glass) -> None:
    async with ThirdParty() as service, talking():
        glass.tap(service.url("join?voice&listens&deaf"))
        await glass.until("live", service)
        await last(service, "loud:", "true")
        source = lent_source()
        await until_loud(source)
        await glass.call.provider.set_muted(True)
        assert glass.call.call.muted
        assert await loudest(source) == 0, "whatever the page does with its tracks"
        await last(service, "loud:", "false")
        await glass.call.provider.set_muted(False)
        await until_loud(source)
        await last(service, "loud:", "true")
        assert not glass.call.call.muted


async def test_switch_on_the_page_silences_what_is_lent(glass: Glass) -> None:
    async with ThirdParty() as service, talking():
        glass.tap(service.url("join?voice&selfish"))
        await glass.until("live", service)
        async with asyncio.timeout(10):
            while not glass.call.call.muted:  # noqa: ASYNC110  the page is in another process
                await asyncio.sleep(0.05)
        await asyncio.sleep(0.5)
        assert await loudest(lent_source()) == 0


async def test_room_that_joins_muted_records_nothing(glass: Glass) -> None:
    async with ThirdParty() as service, talking():
        glass.tap(service.url("join?voice&listens"), muted=True)
        await glass.until("live", service)
        assert await loudest(lent_source()) == 0
        await last(service, "loud:", "false")
        assert "loud:true" not in service.told


async def test_what_the_page_plays_is_the_rooms_sound(glass: Glass) -> None:
    async with ThirdParty() as service:
        glass.tap(service.url("join?voice&sings"))
        await glass.until("live", service)
        async with pulse("parec", "room_speaker.monitor") as ear:
            async with asyncio.timeout(10):
                while np.abs(await heard(ear, 0.2)).max() < 0.1:
                    pass
            await heard(ear, 1)
            sound = (await heard(ear, 2))[:, 0]
        spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
        assert np.argmax(spectrum) / 2 == pytest.approx(1000, rel=0.01)
        pieces = np.abs(sound).reshape(-1, 480).max(axis=1)
        assert np.mean(pieces < 0.05) < 0.05, "drop-outs"


async def test_media_worker_that_dies_gives_the_page_its_sound_again(glass: Glass, media: Worker) -> None:
    async with ThirdParty() as service, talking():
        glass.tap(service.url("join?voice&listens"))
        await glass.until("live", service)
        await last(service, "loud:", "true")
        source = lent_source()
        media.kill()
        await last(service, "loud:", "false")
        media.start()
        await last(service, "loud:", "true", within_s=20)
        assert lent_source() == source
        assert glass.call.call.phase == "live"


async def last(service: ThirdParty, about: str, what: str = "", within_s: float = 15.0) -> str:
    """What the page tells next, from a measurement that began after now; waits until it is `what`."""
    mark, deadline = len(service.told), time.monotonic() + within_s
    while True:
        told = [each.removeprefix(about) for each in service.told[mark:] if each.startswith(about)][1:]
        if told and (not what or told[-1] == what):
            return told[-1]
        assert time.monotonic() < deadline, service.told
        await asyncio.sleep(0.05)


async def loudest(source: str) -> float:
    """For a second from now on: one that listened before would hear what was said before."""
    async with pulse("parec", source) as ear:
        await heard(ear, 0.3)
        return float(np.abs(await heard(ear, 1)).max())


async def until_loud(source: str, within_s: float = 8.0) -> None:
    async with asyncio.timeout(within_s):
        while await loudest(source) < 0.02:
            pass


def lent_source() -> str:
    return next(word.partition("=")[2] for word in modules().split() if word.startswith("source_name=parlor_"))
