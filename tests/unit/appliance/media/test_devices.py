from __future__ import annotations

from typing import Any

import pytest

from appliance.api.errors import Code, Invalid, NotFound
from appliance.media.devices import DeviceBoard
from appliance.media.engine import DriverChoice, EngineConfig
from drivers import registry
from drivers.capabilities import DeviceInfo
from drivers.errors import ProtocolError, Rejected, Unavailable

NONE = DriverChoice(driver="none")
ONE = DeviceInfo("cam:1", "camera", "One", "v4l2")
TWO = DeviceInfo("cam:2", "camera", "Two", "v4l2")


class Thing:
    """A closed device that the registry makes."""

    def __init__(self, info: DeviceInfo) -> None:
        self.info = info
        self.present = True

    def open(self, *arguments: Any) -> None:
        self.opened_with = arguments


class Plugs:
    """What is plugged in, in the place of the registry."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.cameras: list[DeviceInfo] = []
        self.network: dict[str, Thing] = {}
        self.created: list[tuple[str, str, dict[str, Any]]] = []
        monkeypatch.setattr(registry, "discover", self._discover)
        monkeypatch.setattr(registry, "create", self._create)

    def _discover(self, kind: str, driver: str) -> list[DeviceInfo]:
        if driver == "unknown":
            raise Rejected("no such driver")
        return list(self.cameras) if kind == "camera" else []

    def _create(self, kind: str, driver: str, device: str, **options: Any) -> Any:
        self.created.append((driver, device, options))
        if device.startswith("ftp:"):
            raise Rejected("no such scheme")
        if device in self.network:
            return self.network[device]
        for info in self.cameras:
            if device in (info.id, info.name):
                return Thing(info)
        raise Unavailable("no such device")


@pytest.fixture
def plugs(monkeypatch: pytest.MonkeyPatch) -> Plugs:
    return Plugs(monkeypatch)


class Watch:
    def __init__(self) -> None:
        self.turns: list[set[str]] = []
        self.board = DeviceBoard(lambda turned: self.turns.append(set(turned)))

    async def choose(self, **camera: Any) -> None:
        await self.board.configure(EngineConfig(camera=DriverChoice(**camera), microphone=NONE, speaker=NONE))

    def seen(self) -> list[tuple[str, bool, str]]:
        return [(device.id, device.selected, device.availability) for device in self.board.devices]


async def test_nothing_there_is_no_entry(plugs: Plugs) -> None:
    watch = Watch()
    await watch.choose()
    assert watch.seen() == []
    assert not watch.board.is_available("camera")
    with pytest.raises(Unavailable):
        watch.board.open("camera")


async def test_the_first_serves_and_stays_while_it_is_there(plugs: Plugs) -> None:
    watch = Watch()
    plugs.cameras = [ONE]
    await watch.choose()
    plugs.cameras = [TWO, ONE]
    await watch.board._look()
    assert watch.seen() == [("cam:2", False, "available"), ("cam:1", True, "available")]
    plugs.cameras = [TWO]
    await watch.board._look()
    assert watch.seen() == [("cam:2", True, "available")]


async def test_the_only_one_is_lost_once_and_back_once(plugs: Plugs) -> None:
    watch = Watch()
    plugs.cameras = [ONE]
    await watch.choose()
    plugs.cameras = []
    for _ in range(3):
        await watch.board._look()
    assert watch.seen() == [("cam:1", True, "lost")]
    assert watch.turns.count({"camera"}) == 1
    plugs.cameras = [ONE]
    for _ in range(3):
        await watch.board._look()
    assert watch.seen() == [("cam:1", True, "available")]
    assert watch.turns.count({"camera"}) == 2


async def test_a_named_one_is_waited_for(plugs: Plugs) -> None:
    watch = Watch()
    plugs.cameras = [ONE]
    await watch.choose(device="cam:2", options={"zoom": 2})
    assert watch.seen() == [("cam:1", False, "available"), ("cam:2", True, "lost")]
    plugs.cameras = [ONE, TWO]
    await watch.board._look()
    assert watch.seen() == [("cam:1", False, "available"), ("cam:2", True, "available")]
    plugs.created.clear()
    camera = watch.board.open("camera", "mode")
    assert plugs.created == [("v4l2", "cam:2", {"zoom": 2})]
    assert (camera.info, camera.opened_with) == (TWO, ("mode",))


async def test_one_may_be_named_as_its_driver_knows_it(plugs: Plugs) -> None:
    watch = Watch()
    plugs.cameras = [ONE, TWO]
    await watch.choose(device="Two")
    assert watch.seen() == [("cam:1", False, "available"), ("cam:2", True, "available")]


async def test_one_that_cannot_be_listed_is_there_while_its_driver_says_so(plugs: Plugs) -> None:
    watch = Watch()
    film = plugs.network["film.avi"] = Thing(DeviceInfo("url:film.avi", "camera", "film.avi", "url"))
    await watch.choose(driver="url", device="film.avi")
    assert watch.seen() == [("url:film.avi", True, "available")]
    film.present = False
    await watch.board._look()
    assert watch.seen() == [("url:film.avi", True, "lost")]
    film.present = True
    await watch.board._look()
    assert watch.seen() == [("url:film.avi", True, "available")]
    assert watch.turns.count({"camera"}) == 2


async def test_one_that_cannot_be_listed_is_lost_when_its_use_says_so(plugs: Plugs) -> None:
    watch = Watch()
    address = "http://viewer:hush@10.0.0.9/live"
    camera = plugs.network[address] = Thing(DeviceInfo("url:10.0.0.9/live", "camera", "10.0.0.9/live", "url"))
    await watch.choose(driver="url", device=address)
    assert watch.board.open("camera", "mode") is camera
    watch.board.note("camera", Unavailable("nothing within 1 s"))
    await watch.board._look()
    assert watch.seen() == [("url:10.0.0.9/live", True, "lost")]
    watch.board.note("camera", None)
    await watch.board._look()
    assert watch.seen() == [("url:10.0.0.9/live", True, "available")]
    assert watch.turns.count({"camera"}) == 2
    assert "hush" not in repr(watch.board.devices)


@pytest.mark.parametrize(("driver", "availability"), [("url", "failed"), ("auto", "lost")])
async def test_an_address_of_no_use_is_told_without_its_password(
    plugs: Plugs, driver: str, availability: str, capsys: pytest.CaptureFixture[str]
) -> None:
    watch = Watch()
    scheme = "ftp" if driver == "url" else "http"
    await watch.choose(driver=driver, device=f"{scheme}://viewer:hush@10.0.0.9/live")
    for _ in range(3):
        await watch.board._look()
    assert watch.seen() == [(driver, True, availability)]
    said = "".join(capsys.readouterr())
    assert said.count("device.") == 1
    assert "hush" not in said + repr(watch.board.devices)
    await watch.choose(driver="none", device="anything")
    assert watch.seen() == []


async def test_one_that_does_not_work_has_failed_until_it_does(plugs: Plugs) -> None:
    watch = Watch()
    plugs.cameras = [ONE]
    await watch.choose()
    watch.board.note("camera", ProtocolError("nonsense"))
    assert watch.seen() == [("cam:1", True, "failed")]
    assert watch.board.devices[0].reason == "protocol_error"
    watch.board.note("camera", None)
    assert watch.seen() == [("cam:1", True, "available")]
    watch.board.note("camera", Unavailable("gone: the next look tells"))
    assert watch.seen() == [("cam:1", True, "available")]


async def test_a_driver_that_cannot_look_finds_nothing(plugs: Plugs) -> None:
    watch = Watch()
    await watch.choose(driver="unknown")
    assert watch.seen() == []


async def test_faults_are_for_twins(plugs: Plugs) -> None:
    watch = Watch()
    plugs.cameras = [ONE]
    await watch.choose()
    with pytest.raises(Invalid) as refused:
        await watch.board.inject_fault("cam:1", "unplugged")
    assert refused.value.code == Code.DEVICE_NOT_VIRTUAL
    with pytest.raises(NotFound) as unknown:
        await watch.board.clear_fault("cam:9")
    assert unknown.value.code == Code.DEVICE_UNKNOWN
