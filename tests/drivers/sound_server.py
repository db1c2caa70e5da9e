"""A private PipeWire with virtual devices, and an ALSA configuration through which PortAudio sees them."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

POSITIONS = ("FL", "FR", "RL", "RR", "FC", "LFE", "SL", "SR")
NEEDED = ("dbus-daemon", "pipewire", "wireplumber", "pipewire-pulse", "pw-link", "pw-cli", "pactl")
NODES = {
    "room_speaker": ("Audio/Sink", POSITIONS[:2]),
    "mic_feed": ("Audio/Sink", POSITIONS),
    "mic_array": ("Audio/Source/Virtual", POSITIONS),
}


def missing() -> list[str]:
    """Return which programs are not installed."""
    return [name for name in NEEDED if not shutil.which(name)]


@contextmanager
def running_sound_server() -> "Iterator[SoundServer]":
    """A server for this process and its children."""
    server = SoundServer()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in server.environment.items():
            patch.setenv(name, value)
        try:
            server.start()
            yield server
        finally:
            server.stop()


class SoundServer:
    """Start it, put `environment` into this process, stop it."""

    def __init__(self) -> None:
        # sockets need a short path
        self._folder = Path(tempfile.mkdtemp(prefix="sound", dir="/tmp"))
        self._processes: list[subprocess.Popen[bytes]] = []
        self._modules: dict[str, str] = {}
        self._write_configuration()
        self.environment = {
            "XDG_RUNTIME_DIR": str(self._folder),
            "XDG_CONFIG_HOME": str(self._folder / "config"),
            "XDG_STATE_HOME": str(self._folder / "state"),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self._folder}/bus",
            "ALSA_CONFIG_PATH": f"/usr/share/alsa/alsa.conf:{self._folder}/asoundrc",
        }

    def start(self) -> None:
        self._spawn("dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address=unix:path={self._folder}/bus")
        self._wait("its bus", (self._folder / "bus").exists)
        self._spawn("pipewire")
        self._wait("PipeWire", lambda: all(name in self._run("pw-cli", "ls", "Node") for name in NODES))
        self._spawn("wireplumber")
        self._spawn("pipewire-pulse")
        self._wait("its PulseAudio side", lambda: "mic_array" in self._run("pactl", "list", "short", "sources"))
        for position in POSITIONS:
            link = ("pw-link", f"mic_feed:monitor_{position}", f"mic_array:input_{position}")
            self._wait(f"link {position}", lambda link=link: "exists" in self._run(*link))

    def plug(self, name: str, media: str) -> None:
        """Add a stereo device; `media` is its class, such as Audio/Sink."""
        self._modules[name] = self._run(
            "pactl", "load-module", "module-null-sink", f"sink_name={name}", f"media.class={media}", "channels=2"
        ).strip()
        self._wait(name, lambda: name in self._run("pw-link", "-io"))

    def unplug(self, name: str) -> None:
        self._run("pactl", "unload-module", self._modules.pop(name))

    def stop(self) -> None:
        for process in reversed(self._processes):
            process.terminate()
            try:
                process.wait(3)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self._folder)

    def _write_configuration(self) -> None:
        objects = "\n".join(
            "  { factory = adapter args = { factory.name = support.null-audio-sink object.linger = true"
            " audio.rate = 48000"
            f' node.name = {name} media.class = "{media}" audio.position = [ {" ".join(places)} ] }} }}'
            for name, (media, places) in NODES.items()
        )
        clock = "\n".join(
            f"  default.clock.{key} = {value}"
            for key, value in {"rate": 48000, "quantum": 480, "min-quantum": 240, "max-quantum": 480}.items()
        )
        folder = self._folder / "config/pipewire/pipewire.conf.d"
        folder.mkdir(parents=True)
        folder.joinpath("room.conf").write_text(
            f"context.properties = {{\n{clock}\n}}\ncontext.objects = [\n{objects}\n]\n"
        )
        pcms = [
            f'pcm.{name} {{ type pipewire {side}_node "{name}" hint {{ show on description "{name}" }} }}'
            for name, side in (
                ("room_speaker", "playback"),
                ("mic_feed", "playback"),
                ("mic_array", "capture"),
                ("guest_speaker", "playback"),
                ("guest_mic", "capture"),
            )
        ]
        pcms.append(
            f'pcm.room_monitor {{ type pulse server "unix:{self._folder}/pulse/native" '
            'device "room_speaker.monitor" hint { show on description "room_monitor" } }'
        )
        (self._folder / "asoundrc").write_text("\n".join(pcms) + "\n")

    def _spawn(self, *command: str) -> None:
        with (self._folder / f"{command[0]}.log").open("wb") as log:
            self._processes.append(subprocess.Popen(command, env=os.environ | self.environment, stdout=log, stderr=log))

    def _run(self, *command: str) -> str:
        done = subprocess.run(
            command, env=os.environ | self.environment, capture_output=True, text=True, timeout=10, check=False
        )
        return done.stdout + done.stderr

    def _wait(self, what: str, is_ready: Callable[[], bool]) -> None:
        deadline_s = time.monotonic() + 15
        while not is_ready():
            if time.monotonic() > deadline_s:
                logs = "\n".join(f"{p.name}: {p.read_text()[-500:]}" for p in self._folder.glob("*.log"))
                raise TimeoutError(f"no {what} within 15 s\n{logs}")
            time.sleep(0.05)
