"""A process that has shut itself in: what it cannot do any more, tried in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ATTEMPTS = """
import os, socket, sys
from pathlib import Path
from appliance.confinement import limit, shut_in
limit(5, os.getppid())
folder, readable, secret = map(Path, sys.argv[1:])
print("shut in", shut_in(folder, [readable]))
def attempt(name, what):
    try:
        what()
        print(name, "done")
    except (OSError, MemoryError) as error:
        print(name, type(error).__name__)
attempt("write own", lambda: (folder / "made").write_text("x"))
attempt("read given", readable.read_text)
attempt("read secret", secret.read_text)
attempt("read passwd", Path("/etc/passwd").read_text)
attempt("write given", lambda: readable.write_text("y"))
attempt("write secret", lambda: secret.write_text("y"))
attempt("environment", Path("/proc/self/environ").read_text)
attempt("connect", lambda: socket.create_connection(("127.0.0.1", 9)))
attempt("run", lambda: os.execv("/bin/true", ["true"]))
attempt("memory", lambda: bytes(3 << 30))
import cv2, numpy, pycrdt, pypdfium2
print("libraries done")
"""


@pytest.fixture
def told(tmp_path: Path) -> dict[str, str]:
    folder, readable, secret = tmp_path / "job", tmp_path / "asset", tmp_path / "secret"
    folder.mkdir()
    readable.write_text("picture")
    secret.write_text("secret")
    command = [sys.executable, "-c", ATTEMPTS, *map(str, (folder, readable, secret))]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)
    return dict(line.rsplit(" ", 1) for line in done.stdout.splitlines())


def test_only_its_folder_and_what_it_is_given(told: dict[str, str]) -> None:
    assert (told["write own"], told["read given"], told["libraries"]) == ("done", "done", "done")
    assert told["memory"] == "MemoryError"
    if told["shut in"] == "False":
        pytest.skip("this kernel has no Landlock")
    refused = {name for name, what in told.items() if what == "PermissionError"}
    assert refused == {"read secret", "read passwd", "write given", "write secret", "environment", "connect", "run"}


def test_time_is_bounded_and_ends_with_the_parent() -> None:
    spin = "import os; from appliance.confinement import limit; limit(1, os.getppid())\nwhile True: pass"
    done = subprocess.run([sys.executable, "-c", spin], check=False, timeout=30)
    assert done.returncode == -24  # SIGXCPU
    orphan = "import os; from appliance.confinement import limit; limit(1, os.getppid() + 1); print('on')"
    done = subprocess.run([sys.executable, "-c", orphan], capture_output=True, check=False, timeout=30)
    assert (done.returncode, done.stdout) == (1, b"")
