"""`parlor board` as somebody types it."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from appliance.board.survey import survey
from tests.board.files import CORPUS

TARGETS = ("board", "pdf", "png", "svg", "excalidraw", "xopp", "inkml")


def _parlor(*arguments: str | Path, code: int = 0) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("parlor"), "board", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=50)
    assert done.returncode == code, done.stderr
    return done


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, (data, _) in CORPUS.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_info_as_json(files: Path) -> None:
    data, expected = CORPUS["page.tldr"]
    found = json.loads(_parlor("info", files / "page.tldr", "--json").stdout)
    assert {key: found[key] for key in expected} == expected
    assert (found["file"], found["format"]) == ("page.tldr", "tldr")
    assert {"what": "image", "reason": "missing", "count": 1} in found["dropped"]
    assert len(found["page_list"]) == found["pages"]
    assert (files / "page.tldr").read_bytes() == data


def test_info_to_read(files: Path) -> None:
    said = _parlor("info", files / "paper.xoj").stdout
    first, second, *_ = said.splitlines()
    assert first == "paper.xoj: xopp, 3 pages"
    assert second == "  1. 1224 × 1584, ruled: 4 strokes, 9 points, 1 texts, 2 images"
    assert "not carried over: 1 × stroke (damaged)\n" in said


@pytest.mark.parametrize("kind", TARGETS)
def test_any_format_to_any(kind: str, files: Path) -> None:
    target = files / f"out.{kind}"
    done = _parlor("convert", files / "scene.png", target)
    assert done.stdout == f"{target}\n"
    assert "not carried over: 1 × frame (unsupported)" in done.stderr
    found = survey(target.read_bytes(), "whatever")
    assert found["format"] == kind
    if kind in ("board", "excalidraw", "xopp"):
        assert found["images"] == 1
    if kind in ("board", "excalidraw", "inkml", "xopp"):
        assert found["strokes"] >= 3


def test_pages_become_files_where_a_format_has_one(files: Path) -> None:
    target = files / "out.png"
    told = json.loads(_parlor("convert", "--json", files / "paper.xoj", target).stdout)
    assert told["files"] == [str(files / f"out-{number}.png") for number in (1, 2, 3)]
    assert all(Path(each).read_bytes().startswith(b"\x89PNG") for each in told["files"])
    assert not target.exists()
    assert {"what": "pdf_background", "reason": "missing", "count": 1} in told["lost"]
    _parlor("convert", "--page", "2", files / "paper.xoj", target)
    assert target.exists()
    assert "paper.xoj: it has 3 pages" in _parlor("convert", "--page", "4", files / "paper.xoj", target, code=1).stderr


def test_refusals_are_one_line_and_code_1(files: Path) -> None:
    (files / "notes.txt").write_text("hello")
    said = _parlor("info", files / "notes.txt", code=1).stderr
    assert said.startswith("Error: notes.txt: it is none of .board, ")
    assert said.count("\n") == 1
    said = _parlor("convert", files / "paper.xoj", files / "out.doc", code=1).stderr
    assert said.startswith("Error: out.doc: files are written as .board, .pdf")
    said = _parlor("convert", files / "paper.xoj", files / "nowhere" / "out.pdf", code=1).stderr
    assert "cannot be written: No such file or directory" in said
    _parlor("info", files / "missing.xopp", code=2)


def test_on_a_terminal_it_tells_how_much_is_done(files: Path) -> None:
    command = [Path(sys.executable).with_name("parlor"), "board", "convert", files / "paper.xoj", files / "paper.pdf"]
    screen, end = pty.openpty()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=end, text=True) as running:
        os.close(end)
        said = b""
        with contextlib.suppress(OSError):  # the terminal ends with the program
            while part := os.read(screen, 4096):
                said += part
        assert running.stdout is not None
        assert running.stdout.read() == f"{files / 'paper.pdf'}\n"
    os.close(screen)
    shares = [int(share) for share in re.findall(rb"(\d+)%", said)]
    assert shares[-1] == 100
    assert len(set(shares)) > 3
    assert shares == sorted(shares)


def test_an_interrupt_ends_it_at_once_and_leaves_nothing(tmp_path: Path) -> None:
    stroke = '<stroke tool="pen" color="red" width="1">' + "1.5 2.5 " * 60 + "</stroke>"
    source, target = tmp_path / "notes.xopp", tmp_path / "notes.pdf"
    source.write_text(f'<xournal><page width="9" height="9"><layer>{stroke * 100_000}</layer></page></xournal>')
    command = [Path(sys.executable).with_name("parlor"), "board", "convert", source, target]
    # whoever starts the tests in the background has interrupts ignored, and all children with them
    interruptible = ["env", "--default-signal=INT", *command]
    with subprocess.Popen(interruptible, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        children = _until(lambda: psutil.Process(running.pid).children(recursive=True))
        begun = time.monotonic()
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=20)
    assert time.monotonic() - begun < 2
    assert (running.returncode, said.strip()) == (1, "Aborted!")
    assert not target.exists()
    assert not any(child.is_running() for child in children)


def _until(find: Callable[[], list[psutil.Process]]) -> list[psutil.Process]:
    give_up = time.monotonic() + 20
    while not (found := find()):
        assert time.monotonic() < give_up
        time.sleep(0.02)
    return found
