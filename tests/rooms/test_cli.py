"""The `parlor` command line against a running room."""

import json
import os
import signal
import subprocess
from pathlib import Path

import psutil

from appliance.api.state import DOMAINS
from tests.rooms.house import PARLOR, House


def started(house: House, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*PARLOR, *words, "--data", str(house.data)],
        env=os.environ | {"PARLOR_RUNTIME": str(house.runtime)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


async def test_a_screenshot_is_a_picture_of_the_glass(house: House, tmp_path: Path) -> None:
    done = await house.command("screenshot", str(tmp_path / "glass.png"))
    assert done.stdout == f"1920×1080 {tmp_path / 'glass.png'}\n"
    assert (tmp_path / "glass.png").read_bytes().startswith(b"\x89PNG")
    done = await house.command("screenshot", "--max-width", "640", str(tmp_path / "glass.jpg"))
    assert done.stdout.startswith("640×360 ")
    assert (tmp_path / "glass.jpg").read_bytes().startswith(b"\xff\xd8\xff")
    done = await house.command("screenshot", str(tmp_path / "no/such/folder.png"))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)


async def test_no_process_outlives_a_killed_supervisor(house: House) -> None:
    supervisor = psutil.Process(house.pid("room")).parent()
    assert supervisor is not None
    children = supervisor.children(recursive=True)
    assert len(children) >= 3
    supervisor.kill()
    _, alive = psutil.wait_procs(children, timeout=3)
    assert not alive


async def test_any_verb_can_be_called_the_state_read_and_a_refusal_is_json(house: House) -> None:
    told = await house.command("call", "session.describe")
    assert json.loads(told.stdout)["role"] == "admin"
    assert (await house.command("call", "sound.set_volume", "volume=7")).stdout == "null\n"
    assert json.loads((await house.command("state", "sound")).stdout)["volume"] == 7
    assert tuple(json.loads((await house.command("state")).stdout)) == DOMAINS

    done = await house.command("call", "settings.change", "room_name=007", "idle_timeout_s=900")
    assert done.returncode == 0, done.stderr
    settings = json.loads((await house.command("state", "settings")).stdout)
    assert (settings["room_name"], settings["idle_timeout_s"]) == ("007", 900)

    done = await house.command("call", "cast.stop_cast", "cast_id=0123")
    assert (done.returncode, done.stdout) == (1, "")
    assert json.loads(done.stderr)["code"] == "cast.unknown"
    done = await house.command("call", "sound.set_volume", "volume=101")
    assert (done.returncode, json.loads(done.stderr)["number"]) == (1, -32602)


async def test_the_doctor_finds_what_works_and_what_was_unplugged(house: House) -> None:
    done = await house.command("doctor", "--json")
    findings = {finding["name"]: finding["status"] for finding in json.loads(done.stdout)}
    wanted = (
        "data",
        "runtime",
        "daemon",
        "media",
        "media socket",
        "sfu socket",
        "glass",
        "certificate",
        "camera",
        "speaker",
    )
    assert {findings[name] for name in wanted} == {"ok"}

    camera = next(
        device["id"]
        for device in json.loads((await house.command("state", "devices")).stdout)["devices"]
        if device["kind"] == "camera"
    )
    done = await house.command("call", "devices.inject_fault", f"device_id={camera}", "fault=unplugged")
    assert done.returncode == 0, done.stderr
    await house.until(
        lambda state: any(d["id"] == camera and d["availability"] != "available" for d in state["devices"]["devices"])
    )
    done = await house.command("doctor")
    assert done.returncode == 1
    assert "✗ camera" in done.stdout


async def test_run_says_where_guests_go_and_the_owner_is_told_the_admin_code(house: House) -> None:
    await house.until(lambda state: state["access"]["urls"])
    while "Ctrl-C stops it" not in house.log:
        await house.call("session.describe")
    assert f"https://127.0.0.1:{house.port}\n" in house.log
    assert f"https://127.0.0.1:{house.port}/glass\n" in house.log

    code = (await house.command("admin-code")).stdout.strip()
    assert len(code.replace("-", "")) == 16
    assert code not in house.log


async def test_a_room_runs_once_and_another_needs_another_port(house: House, tmp_path: Path) -> None:
    done = await house.command("run", "--headless", "--virtual")
    assert (done.returncode, done.stderr) == (78, f"Error: {house.runtime} is in use: this room runs already\n")
    await house.call("session.describe")

    runtime = house.runtime.with_name(f"{house.runtime.name}-b")
    second = subprocess.run(
        [
            *PARLOR,
            *["run", "--headless", "--virtual", "--no-discovery", "--address", "127.0.0.1", "--http-port", "0"],
            "--data",
            str(tmp_path / "b"),
            "--https-port",
            str(house.port),
        ],
        env=os.environ | {"PARLOR_RUNTIME": str(runtime)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    subprocess.run(["rm", "-rf", str(runtime)], check=True)
    assert second.returncode == 78
    [error] = [line for line in second.stderr.splitlines() if line.startswith("Error: ")]
    assert str(house.port) in error
    assert "Traceback" not in second.stderr


async def test_watch_tells_each_change_as_it_comes_and_when_the_room_goes(house: House) -> None:
    watching = started(house, "watch")
    assert watching.stdout is not None
    try:
        first = json.loads(watching.stdout.readline())
        assert (first["method"], first["params"]["full"]) == ("state", True)
        await house.call("sound.set_volume", volume=13)
        while "sound" not in (change := json.loads(watching.stdout.readline())["params"]["state"]):
            pass
        assert change["sound"]["volume"] == 13
    finally:
        watching.send_signal(signal.SIGINT)
        _, errors = watching.communicate(timeout=10)
    assert errors.strip() in ("", "Aborted!")

    watching = started(house, "watch")
    assert watching.stdout is not None
    watching.stdout.readline()
    house.kill("room")
    _, errors = watching.communicate(timeout=10)
    assert errors == "Error: the room closed the connection\n"
    assert watching.returncode == 1
