"""A real supervisor in a process of its own, over small children that live, die, and refuse to die."""

import itertools
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

SUPERVISOR = """
import asyncio, json, signal, sys
from pathlib import Path
from appliance import log, supervisor
from appliance.supervisor import AlreadyRunning, Program, Refused, supervise
directory = Path(sys.argv[1])
given = json.loads(sys.argv[2])
supervisor.STEADY_S, supervisor.STOP_S = given["steady_s"], given["stop_s"]
log.configure("info")
programs = [
    Program(name, [sys.executable, "-S", "-E", "-c", text, str(directory), name], {"api": directory / f"{name}.sock"})
    for name, text in given["children"].items()
]
async def main():
    task = asyncio.current_task()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await supervise(programs, directory)
try:
    asyncio.run(main())
except asyncio.CancelledError:
    sys.exit(0)
except (AlreadyRunning, Refused) as error:
    sys.exit(f"{type(error).__name__}: {error}")
"""
BORN = """
import os, signal, socket, sys, time
directory, name = sys.argv[1:]
with open(f"{directory}/{name}", "a") as births: births.write(f"{os.getpid()} {time.monotonic()}\\n")
"""
SLEEPER = BORN + "time.sleep(100)"
STUBBORN = BORN + "signal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: time.sleep(1)"
PARENT = BORN + "os.fork()\n" + BORN + "time.sleep(100)"
SERVER = (
    BORN
    + """
assert os.environ["LISTEN_PID"] == str(os.getpid()) and os.environ["LISTEN_FDNAMES"] == "api"
listening = socket.socket(fileno=3)
while True:
    client, _ = listening.accept()
    client.sendall(str(os.getpid()).encode())
    client.close()
"""
)


class Supervised:
    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.processes: list[subprocess.Popen[str]] = []

    def start(self, steady_s: float = 30, stop_s: float = 5, **children: str) -> subprocess.Popen[str]:
        given = json.dumps({"steady_s": steady_s, "stop_s": stop_s, "children": children})
        process = subprocess.Popen(
            [sys.executable, "-W", "error", "-c", SUPERVISOR, str(self.directory), given],
            stderr=subprocess.PIPE,
            text=True,
        )
        self.processes.append(process)
        return process

    def births(self, name: str, count: int) -> list[tuple[int, float]]:
        def lines() -> list[str]:
            file = self.directory / name
            return file.read_text().splitlines() if file.exists() else []

        until(lambda: len(lines()) >= count, f"{count} births of {name}")
        return [(int(pid), float(moment)) for pid, moment in map(str.split, lines())]

    def pids(self) -> list[int]:
        return [int(line.split()[0]) for name in self.directory.glob("[a-z]") for line in name.read_text().splitlines()]


def until(holds: Callable[[], bool], what: str, timeout_s: float = 20) -> None:
    deadline = time.monotonic() + timeout_s
    while not holds():
        assert time.monotonic() < deadline, f"waited {timeout_s} s for {what}"
        time.sleep(0.01)


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def events(process: subprocess.Popen[str], event: str) -> list[dict[str, object]]:
    _, errors = process.communicate(timeout=10)
    return [entry for line in errors.splitlines() if (entry := json.loads(line))["event"] == event]


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[Supervised]:
    supervised = Supervised(tmp_path)
    yield supervised
    for process in supervised.processes:
        process.kill()
        process.communicate()
    for pid in supervised.pids():
        with suppress(ProcessLookupError):
            if lives(pid):
                os.kill(pid, signal.SIGKILL)


def test_a_killed_child_is_back_at_once_and_alone(supervised: Supervised) -> None:
    process = supervised.start(a=SLEEPER, b=SLEEPER)
    [(first, _)] = supervised.births("a", 1)
    supervised.births("b", 1)
    os.kill(first, signal.SIGKILL)
    killed = time.monotonic()
    [_, (second, born)] = supervised.births("a", 2)
    assert born - killed < 2
    assert second != first
    assert len(supervised.births("b", 1)) == 1
    process.terminate()
    assert [(died["process"], died["status"]) for died in events(process, "process.died")] == [("a", -9)]


def test_clients_connect_while_the_child_is_away_and_are_served_when_it_is_back(supervised: Supervised) -> None:
    supervised.start(a=SERVER)

    def ask() -> int:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(5)
            client.connect(str(supervised.directory / "a.sock"))
            return int(client.recv(20))

    [(first, _)] = supervised.births("a", 1)
    assert ask() == first
    os.kill(first, signal.SIGKILL)
    until(lambda: not lives(first), "the child's death")
    second = ask()
    assert second == supervised.births("a", 2)[1][0]


def test_a_child_that_keeps_dying_is_tried_ever_more_slowly_and_told_once(supervised: Supervised) -> None:
    process = supervised.start(a=BORN + "sys.exit(3)")
    moments = [moment for _, moment in supervised.births("a", 5)]
    process.terminate()
    pauses = [later - earlier for earlier, later in itertools.pairwise(moments)]
    assert pauses[1] >= 0.2
    assert pauses[2] >= 0.4
    assert pauses[3] >= 0.8
    assert len(events(process, "process.died")) == 1


def test_a_child_that_lives_again_is_told_and_forgiven(supervised: Supervised) -> None:
    process = supervised.start(steady_s=2, a=BORN + "time.sleep(99 if len(open(births.name).readlines()) > 3 else 0)")
    born = supervised.births("a", 4)
    time.sleep(3.5)
    os.kill(born[-1][0], signal.SIGKILL)
    killed = time.monotonic()
    assert supervised.births("a", 5)[-1][1] - killed < 2
    process.terminate()
    _, errors = process.communicate(timeout=10)
    assert [json.loads(line)["event"] for line in errors.splitlines()] == [
        "process.died",
        "process.recovered",
        "process.died",
    ]


def test_all_stop_together_even_those_that_will_not(supervised: Supervised) -> None:
    process = supervised.start(stop_s=0.5, a=SLEEPER, b=STUBBORN)
    pids = [supervised.births(name, 1)[0][0] for name in "ab"]
    time.sleep(0.5)
    process.terminate()
    assert process.wait(timeout=5) == 0
    assert not any(map(lives, pids))
    assert not list(supervised.directory.glob("*.sock"))


@pytest.mark.parametrize("child", [SLEEPER, STUBBORN])
def test_no_child_outlives_a_killed_supervisor(supervised: Supervised, child: str) -> None:
    process = supervised.start(a=child)
    [(pid, _)] = supervised.births("a", 1)
    time.sleep(0.2)
    process.kill()
    until(lambda: not lives(pid), "the child's death", 5)


def test_what_a_dead_child_left_behind_goes_with_it(supervised: Supervised) -> None:
    supervised.start(a=PARENT)
    born = supervised.births("a", 3)
    leader, follower = born[0][0], next(pid for pid, _ in born if pid != born[0][0])
    os.kill(leader, signal.SIGKILL)
    until(lambda: not lives(follower), "the follower's death", 5)


def test_a_second_supervisor_of_the_same_room_is_refused(supervised: Supervised) -> None:
    supervised.start(a=SLEEPER)
    supervised.births("a", 1)
    second = supervised.start(a=SLEEPER)
    _, errors = second.communicate(timeout=10)
    assert errors == f"AlreadyRunning: {supervised.directory} is in use: this room runs already\n"
    assert len(supervised.births("a", 1)) == 1


def test_a_child_that_refuses_its_configuration_ends_all(supervised: Supervised) -> None:
    process = supervised.start(a=SLEEPER, b=BORN + "time.sleep(0.5); sys.exit(78)")
    [(pid, _)] = supervised.births("a", 1)
    _, errors = process.communicate(timeout=10)
    assert errors == "Refused: b\n"
    assert not lives(pid)
    assert len(supervised.births("b", 1)) == 1


def test_a_program_that_does_not_exist_counts_as_dying(tmp_path: Path) -> None:
    text = SUPERVISOR.replace("sys.executable, ", '"/nonexistent", ')
    given = json.dumps({"steady_s": 1, "stop_s": 1, "children": {"a": ""}})
    process = subprocess.Popen([sys.executable, "-c", text, str(tmp_path), given], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    died = json.loads(process.stderr.readline())
    process.terminate()
    process.communicate(timeout=10)
    assert (died["event"], died["status"]) == ("process.died", 127)
