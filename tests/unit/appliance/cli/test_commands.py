"""The command line without a room: each mistake is one plain line, and options reach every process."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from appliance.cli import main
from appliance.cli.flags import Flags, room_options
from appliance.config import Config, load
from appliance.config.schema import DevicesConfig
from appliance.media.engine import DriverChoice


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PARLOR_RUNTIME", str(tmp_path / "run"))
    monkeypatch.delenv("PARLOR_DATA", raising=False)
    return tmp_path / "data"


def parlor(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


@pytest.mark.parametrize(
    "words",
    [
        ["state"],
        ["watch"],
        ["call", "session.describe"],
        ["screenshot", "a.png"],
        ["meeting", "start"],
        ["meeting", "join", "123456789"],
        ["meeting", "leave"],
    ],
)
def test_without_a_room_one_line_says_how_to_start_one(data: Path, words: list[str]) -> None:
    done = parlor(*words, "--data", data)
    assert done.exit_code == 1
    assert done.stderr == f"Error: no room runs here (nobody at {data.parent}/run/api.sock); `parlor run` starts one\n"


def test_a_room_is_looked_for_in_the_environments_folder(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLOR_DATA", str(data))
    assert str(data / "secrets/admin-code") in parlor("admin-code").stderr


def test_unknown_domains_verbs_and_formats_are_refused_before_asking(data: Path) -> None:
    assert "'sond' is none of room, settings" in parlor("state", "sond", "--data", data).stderr
    refused = parlor("call", "sound.set_volum", "--data", data)
    assert (refused.exit_code, json.loads(refused.stderr)["number"]) == (1, -32601)
    assert ".png or .jpg" in parlor("screenshot", "a.gif", "--data", data).stderr


@pytest.mark.parametrize("command", ["run", "room", "media", "sfu"])
def test_a_bad_configuration_stops_each_process_for_good(data: Path, tmp_path: Path, command: str) -> None:
    (tmp_path / "parlor.toml").write_text("[network]\nhtps_port = 1\n")
    done = parlor(command, "--data", data, "--config", tmp_path / "parlor.toml")
    assert done.exit_code == 78
    assert "parlor.toml:2: unknown key network.htps_port; did you mean https_port?" in done.stderr


@pytest.mark.parametrize("command", ["run", "room"])
def test_a_folder_that_cannot_be_used_is_named(data: Path, command: str) -> None:
    data.touch()
    done = parlor(command, "--data", data)
    assert done.exit_code != 0
    assert str(data) in done.stderr.replace("\n", "")


def test_an_address_is_an_ip_address(data: Path) -> None:
    assert "'here' is no IP address" in parlor("run", "--address", "here", "--data", data).stderr


def test_check_config_prints_what_is_in_force(tmp_path: Path) -> None:
    example = parlor("check-config", "--example").stdout
    (tmp_path / "a.toml").write_text(example)
    done = parlor("check-config", tmp_path / "a.toml")
    assert done.exit_code == 0
    (tmp_path / "b.toml").write_text(done.stdout)
    assert load(tmp_path / "b.toml") == Config()


def test_check_config_tells_the_mistake(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("x")
    done = parlor("check-config", tmp_path / "a.toml")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{tmp_path}/a.toml:1: not TOML: ")


def test_options_reach_the_children_unchanged() -> None:
    flags = Flags(
        data=Path("/d"),
        config=Path("/c.toml"),
        https_port=0,
        http_port=81,
        address=("127.0.0.1", "::1"),
        virtual=True,
        no_discovery=True,
    )
    taken: list[Flags] = []

    @main.command("taken-by-a-child")
    @room_options
    def child(flags: Flags) -> None:
        taken.append(flags)

    try:
        assert parlor("taken-by-a-child", *flags.arguments()).exit_code == 0
        assert parlor("taken-by-a-child").exit_code == 0
    finally:
        del main.commands["taken-by-a-child"]
    assert taken == [flags, Flags()]


def test_options_override_the_file(tmp_path: Path) -> None:
    file = tmp_path / "parlor.toml"
    file.write_text("[network]\nhttps_port = 1\nhttp_port = 2\n[devices.speaker]\ndriver='twin'\noptions={record='x'}")
    config = Flags(config=file, https_port=0, address=("::1",), virtual=True, no_discovery=True).configuration()
    assert (config.network.https_port, config.network.http_port, config.network.addresses) == (0, 2, ("::1",))
    assert not config.discovery.enabled
    twin = DriverChoice(driver="twin")
    speaker = DriverChoice(driver="twin", options={"record": "x"})
    assert config.devices == DevicesConfig(camera=twin, microphone=twin, speaker=speaker, display=twin)


def test_the_shell_becomes_the_glass_without_this_process_knowing_it(data: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "appliance", "shell", "--data", str(data), "--headless", "--", "--help"],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "The glass of a room." in done.stdout


def test_help_loads_nothing_but_the_command_line() -> None:
    heavy = "{'msgspec', 'structlog', 'zeroconf', 'aiohttp', 'PySide6', 'ui'}"
    code = f"import sys; from appliance.cli import main; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
