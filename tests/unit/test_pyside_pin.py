"""Why PySide6 is pinned to 6.11.3.

Before Python 3.12, True is an ordinary object with a reference count. PySide6 6.12.0 gives one reference to True away
with every emitted signal; the interpreter starts with a few hundred, so that after about 600 signals it aborts with
"Fatal Python error: bool_dealloc". On 3.12 and later True is immortal and nothing is seen, which is why a newer PySide6
can pass everywhere but on the oldest Python that Parlor runs on. Before the pin moves, this test must pass on 3.11.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version

import pytest

EMISSIONS = 5_000

# in a process of its own, because the failure is an abort
EMIT = f"""
import sys
from PySide6.QtCore import QObject, Signal

class Bell(QObject):
    rung = Signal()

bell = Bell()
bell.rung.connect(lambda: None)
bell.rung.emit()
before = sys.getrefcount(True)
for _ in range({EMISSIONS}):
    bell.rung.emit()
print(sys.getrefcount(True) - before)
"""


@pytest.mark.parametrize("package", ["PySide6-Essentials", "PySide6-Addons", "shiboken6"])
def test_the_release_is_the_one_that_was_checked(package: str) -> None:
    assert version(package) == "6.11.3"


def test_signals_give_no_reference_to_true_away() -> None:
    done = subprocess.run([sys.executable, "-c", EMIT], capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
    assert abs(int(done.stdout)) < 10
