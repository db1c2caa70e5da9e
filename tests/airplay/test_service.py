"""Receivers over a stand-in for the helper that prints and sends what the real one does."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from appliance.api.cast import MAX_CASTS, Cast, CastEnded
from appliance.api.errors import Unavailable
from appliance.api.role import Role
from appliance.api.settings import Casting, SettingsState
from appliance.caller import Caller, current_caller
from appliance.cast.airplay import receiver
from tests.airplay.house import House, a_house, is_alive

SHELL = Caller(Role.SHELL, "shell-1")


@pytest.fixture(autouse=True)
def at_the_glass():
    token = current_caller.set(SHELL)
    yield
    current_caller.reset(token)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiver, "SETTLE_S", 0.3)
    monkeypatch.setattr(receiver, "BACK_OFF_S", (0.05, 0.1))


def option(born: dict, name: str) -> str:
    return born["arguments"][born["arguments"].index(name) + 1]


async def mirrored(house: House, name: str = "Anna's iPad") -> Cast:
    house.order(f"mirror {name}")
    await house.until(lambda: house.state.casts)
    return house.state.casts[0]


async def test_each_receiver_is_a_helper_of_its_own_behind_walls(tmp_path: Path) -> None:
    os.environ["PARLOR_TEST_SECRET"] = "hush"
    try:
        async with a_house(tmp_path, instances=2) as house:
            births = sorted([await house.born(), await house.born()], key=lambda born: option(born, "-p"))
            assert [option(born, "-n") for born in births] == ["Meeting room", "Meeting room · 2"]
            assert [option(born, "-p") for born in births] == [str(house.port), str(house.port + 3)]
            assert ["-m" in born["arguments"] for born in births] == [False, True]
            assert len({option(born, sink) for born in births for sink in ("-vs", "-as")}) == 4
            for born in births:
                assert "PARLOR_TEST_SECRET" not in born["environment"]
                assert born["environment"]["HOME"] == str(tmp_path / "home")
                if has_landlock():
                    assert born["secret"] == "PermissionError"
            await house.until(lambda: house.state.airplay == "ready")
            await house.until(lambda: house.health[-1] == ("ok", ""))
            pids = [born["pid"] for born in births]
        assert not any(map(is_alive, pids))
    finally:
        del os.environ["PARLOR_TEST_SECRET"]


def has_landlock() -> bool:
    return (
        "landlock" in Path("/sys/kernel/security/lsm").read_text()
        if Path("/sys/kernel/security/lsm").exists()
        else False
    )


@pytest.mark.parametrize("casting", ["together", "ask", "take_over"])
async def test_whoever_mirrors_waits_to_be_admitted(tmp_path: Path, casting: Casting) -> None:
    async with a_house(tmp_path) as house:
        house.store.replace(settings=SettingsState(casting=casting))
        cast = await mirrored(house, "Anna's <iPad> (2) & é")
        assert (cast.kind, cast.name, cast.admitted) == ("airplay", "Anna's <iPad> (2) & é", False)
        await house.until(lambda: cast.id in house.engine.silent)
        await house.casts.admit_cast(cast.id)
        assert house.state.casts[0].admitted
        assert cast.id not in house.engine.silent


async def test_pictures_and_sound_come_to_the_ports_that_were_asked_for(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        cast = await mirrored(house)
        video, audio = house.engine.ports[cast.id]
        await house.until(lambda: len(house.engine.packets[video]) > 20 and len(house.engine.packets[audio]) > 20)
        assert {packet[1] & 0x7F for packet in house.engine.packets[video]} == {96}
        assert {packet[1] & 0x7F for packet in house.engine.packets[audio]} == {97}
        # from the first on: nobody sends a second key frame
        assert house.engine.packets[video][0] == first_packet(house.helpers / "video.rtp")
        house.order("stop")
        await house.until(lambda: house.ended)
        assert house.ended == [CastEnded(cast_id=cast.id, reason="sender")]
        assert house.engine.casts == {}


def first_packet(file: Path) -> bytes:
    data = file.read_bytes()
    return data[2 : 2 + int.from_bytes(data[:2], "big")]


@pytest.mark.parametrize(("is_admitted", "reason"), [(False, "refused"), (True, "glass")])
async def test_who_is_turned_away_is_cut_off(tmp_path: Path, is_admitted: bool, reason: str) -> None:
    async with a_house(tmp_path) as house:
        pid = (await house.born())["pid"]
        cast = await mirrored(house)
        if is_admitted:
            await house.casts.admit_cast(cast.id)
        house.helpers.joinpath(f"orders-{house.port}").unlink()
        await house.casts.stop_cast(cast.id)
        assert house.ended == [CastEnded(cast_id=cast.id, reason=reason)]
        next_pid = (await house.born())["pid"]
        assert next_pid != pid
        assert not is_alive(pid)
        assert house.state.casts == ()
        assert all(status == "ok" for status, _ in house.health)


async def test_a_helper_that_dies_ends_its_cast_and_comes_back(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.born()
        cast = await mirrored(house)
        await house.until(lambda: house.state.airplay == "ready")
        house.order("die")
        await house.until(lambda: house.ended)
        house.helpers.joinpath(f"orders-{house.port}").unlink()
        assert house.ended == [CastEnded(cast_id=cast.id, reason="lost")]
        await house.born()
        await house.until(lambda: house.health[-1] == ("ok", ""))
        assert house.state.airplay == "ready"
        assert ("failed", "airplay.helper_died") in house.health


@pytest.mark.parametrize(
    ("nature", "code"), [("no-discovery", "airplay.no_discovery"), ("crash", "airplay.helper_died")]
)
async def test_a_helper_that_cannot_serve_is_told_by_health_and_tried_again(
    tmp_path: Path, nature: str, code: str
) -> None:
    async with a_house(tmp_path, nature) as house:
        await house.until(lambda: house.state.airplay == "failed")
        assert house.health == [("failed", code)]
        house.helpers.joinpath("nature").write_text("")
        await house.until(lambda: house.state.airplay == "ready")
        assert house.health[-1] == ("ok", "")


async def test_a_room_without_the_helper_says_so_and_goes_on(tmp_path: Path) -> None:
    async with a_house(tmp_path, command="parlor-no-such-helper") as house:
        await house.until(lambda: house.state.airplay == "absent")
        assert house.health == [("ok", "airplay.absent")]


async def test_people_switch_it_off_and_on(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        pid = (await house.born())["pid"]
        cast = await mirrored(house)
        await house.until(lambda: house.state.airplay == "ready")
        house.helpers.joinpath(f"orders-{house.port}").unlink()
        house.store.replace(settings=SettingsState(airplay=False))
        await house.until(lambda: house.state.airplay == "off")
        assert not is_alive(pid)
        assert [event.cast_id for event in house.ended] == [cast.id]
        house.store.replace(settings=SettingsState())
        await house.born()
        await house.until(lambda: house.state.airplay == "ready")


async def test_a_new_name_waits_until_nobody_mirrors(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.born()
        await mirrored(house)
        house.store.replace(settings=SettingsState(room_name="灯塔会议室"))
        await asyncio.sleep(0.3)
        assert house.ended == []
        house.order("stop")
        await house.until(lambda: house.ended)
        house.helpers.joinpath(f"orders-{house.port}").unlink()
        assert option(await house.born(), "-n") == "灯塔会议室"


async def test_on_a_full_glass_the_sender_is_cut_off(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:

        async def connect(cast_id: str, label: str) -> str:
            await house.engine.receive_capture(cast_id, "other", label)
            return ""

        for number in range(MAX_CASTS):
            await house.casts.begin(Caller(Role.GUEST, f"g{number}"), "browser", "", connect, is_admitted=True)
        pid = (await house.born())["pid"]
        house.order("mirror Anna")
        assert (await house.born())["pid"] != pid
        assert len(house.state.casts) == MAX_CASTS
        house.helpers.joinpath(f"orders-{house.port}").unlink()


async def test_without_a_worker_the_sender_is_cut_off(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        house.engine.refusal = Unavailable("media.away")  # type: ignore[arg-type]
        pid = (await house.born())["pid"]
        house.order("mirror Anna")
        assert (await house.born())["pid"] != pid
        assert house.state.casts == ()
        house.helpers.joinpath(f"orders-{house.port}").unlink()


async def test_a_worker_that_went_ends_what_has_no_second_key_frame(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.born()
        cast = await mirrored(house)
        house.helpers.joinpath(f"orders-{house.port}").unlink()
        house.service.lose_media()
        await house.until(lambda: house.ended)
        assert house.ended == [CastEnded(cast_id=cast.id, reason="lost")]
        await house.born()


async def test_what_an_earlier_daemon_left_in_the_worker_is_ended(tmp_path: Path) -> None:
    async with a_house(tmp_path / "one" if (tmp_path / "one").mkdir() is None else tmp_path) as first:
        cast = await mirrored(first)
        left = dict(first.engine.casts)
    (tmp_path / "two").mkdir()
    async with a_house(tmp_path / "two") as second:
        second.engine.casts = left
        second.report()
        await second.until(lambda: second.ended)
        assert second.ended == [CastEnded(cast_id=cast.id, reason="lost")]
        assert second.engine.casts == {}


DAEMON = """
import asyncio, sys
from pathlib import Path
from tests.airplay.house import a_house
async def main():
    async with a_house(Path(sys.argv[1])) as house:
        print("born", (await house.born())["pid"], flush=True)
        await asyncio.sleep(60)
asyncio.run(main())
"""


async def test_a_killed_daemon_leaves_no_helper(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    daemon = subprocess.Popen(
        [sys.executable, "-c", DAEMON, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=root
    )
    try:
        assert daemon.stdout is not None
        # the log is there too
        while not (line := await asyncio.to_thread(daemon.stdout.readline)).startswith("born "):
            assert line
        pid = int(line.split()[1])
        assert is_alive(pid)
        daemon.send_signal(signal.SIGKILL)
        async with asyncio.timeout(5):
            while is_alive(pid):  # noqa: ASYNC110  it is not our child
                await asyncio.sleep(0.01)
    finally:
        daemon.kill()
        daemon.communicate()
