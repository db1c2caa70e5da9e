import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from appliance.api.devices import DevicesState
from appliance.api.errors import Code, NotFound, Unavailable
from appliance.api.glass import GlassState
from appliance.api.meeting import Call, MeetingState, PageGets
from appliance.api.power import PowerState
from appliance.api.sound import SoundState
from appliance.config import Config
from appliance.config.schema import DevicesConfig
from appliance.devices.service import DevicesService
from appliance.engine_config import engine_config
from appliance.media.engine import DriverChoice, EngineDevice, EngineStatus
from appliance.media.fake import FakeEngine
from appliance.settings import Memory, SettingsFile
from appliance.store import Store

NOW = datetime.now(UTC)
CAMERAS = tuple(
    EngineDevice(id=f"cam:{at}", kind="camera", name=f"Camera {at}", driver="v4l2", virtual=False, selected=at == 1)
    for at in (1, 2)
)


class Engine(FakeEngine):
    """Remembers when the preview was opened and closed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, self._report)
        self.asked: list[bool] = []
        self.is_away = False
        self.service: DevicesService

    def _report(self, status: EngineStatus) -> None:
        self.service.take(status)

    async def set_preview(self, is_open: bool) -> None:
        self.asked.append(is_open)
        if self.is_away:
            raise Unavailable(Code.MEDIA_AWAY)
        await super().set_preview(is_open)


class Desk:
    """The service with a glass that is there and awake."""

    def __init__(self, folder: Path) -> None:
        self.store = Store()
        self.store.replace(glass=GlassState(attached=True), power=PowerState(asleep=False, since=NOW))
        self.file = SettingsFile(folder / "settings.json", Memory())
        self.engine = Engine(folder)
        self.service = self.engine.service = DevicesService(self.store, self.engine, self.file)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        async with asyncio.TaskGroup() as tasks:
            work = tasks.create_task(self.service.run())
            yield
            work.cancel()
        self.engine.close()

    @property
    def preview(self) -> str:
        return self.store.state.devices.preview


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


@pytest.mark.parametrize(
    "unseen",
    [{"glass": GlassState()}, {"power": PowerState(asleep=True, since=NOW)}],
    ids=["gone", "asleep"],
)
async def test_the_preview_closes_when_nobody_can_see_it(desk: Desk, unseen: dict[str, GlassState | PowerState]):
    async with desk.running():
        await desk.service.open_preview()
        assert desk.preview == "camera"
        desk.store.replace(sound=SoundState(volume=3))
        await settle()
        assert desk.preview == "camera"
        desk.store.replace(**unseen)
        await settle()
        assert desk.preview == ""
        assert desk.engine.asked == [True, False]
        desk.store.replace(glass=GlassState(attached=True, width=9), power=PowerState(asleep=False, since=NOW))
        await desk.service.open_preview()
        await settle()
        assert desk.preview == "camera"


async def test_a_preview_that_was_asked_for_but_is_not_yet_open_closes_too(desk: Desk):
    async with desk.running():
        await desk.service.open_preview()
        desk.store.replace(devices=DevicesState())
        desk.store.replace(glass=GlassState())
        await settle()
        assert desk.engine.asked == [True, False]


async def test_a_preview_of_the_daemon_before_closes_with_the_glass(desk: Desk):
    async with desk.running():
        desk.store.replace(devices=DevicesState(preview="camera"))
        desk.store.replace(glass=GlassState())
        await settle()
        assert desk.engine.asked == [False]


async def test_no_preview_is_nothing_to_close(desk: Desk):
    async with desk.running():
        await desk.service.open_preview()
        await desk.service.close_preview()
        desk.store.replace(glass=GlassState())
        await settle()
        assert desk.engine.asked == [True, False]


async def test_a_worker_that_is_away_does_not_end_the_watch(desk: Desk):
    async with desk.running():
        await desk.service.open_preview()
        desk.engine.is_away = True
        desk.store.replace(glass=GlassState())
        await settle()
        desk.engine.is_away = False
        desk.store.replace(glass=GlassState(attached=True))
        await settle()
        desk.store.replace(glass=GlassState())
        await settle()
        assert desk.preview == ""


async def test_a_chosen_device_is_selected_and_remembered(desk: Desk):
    desk.engine.set_devices(*CAMERAS)
    await desk.service.select_device("cam:2")
    assert [device.selected for device in desk.store.state.devices.devices] == [False, True]
    assert desk.file.memory.devices == {"camera": "cam:2"}
    with pytest.raises(NotFound):
        await desk.service.select_device("cam:9")


def test_the_worker_gets_what_people_chose_but_always_the_configured_address(desk: Desk):
    chosen = {"camera": "url:http://10.0.0.9/live", "speaker": "speaker:2"}
    address = "http://viewer:hush@10.0.0.9/live"
    configured = Config(devices=DevicesConfig(camera=DriverChoice(driver="url", device=address)))
    wanted = engine_config(configured, desk.store.state, chosen)
    assert wanted.camera.device == address
    assert wanted.speaker.device == "speaker:2"
    assert wanted.microphone == DriverChoice()


@pytest.mark.parametrize(("hears", "listening"), [("", True), ("room", True), ("device", False)])
async def test_a_microphone_that_a_page_has_is_let_go_of(desk: Desk, hears: PageGets, listening: bool):
    call = Call(id="1", kind="web", since=NOW, page_hears=hears)
    state = msgspec.structs.replace(desk.store.state, meeting=MeetingState(call=call))
    assert engine_config(Config(), state, {}).listening == listening


async def test_a_restarted_worker_is_asked_for_the_preview_again(desk: Desk):
    async with desk.running():
        await desk.service.open_preview()
        await desk.engine.set_preview(False)
        desk.service.meet_worker()
        await settle()
        assert desk.preview == "camera"
