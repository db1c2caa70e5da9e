"""The peers: each runs on a screen of its own, with its pen ready, while the context lasts."""

from __future__ import annotations

import functools
import http.server
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.rooms.screen import Screen

PAGES = Path(__file__).parents[3] / ".parlor" / "peers"
START_S = 60.0
PLAIN_FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")


@contextmanager
def program(command: list[str], screen: Screen, home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A program of the X display with a home of its own; ended with the context."""
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)
    environment = os.environ | {"DISPLAY": screen.display, "HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
    for name in ("QT_QPA_PLATFORM", "QT_QUICK_BACKEND"):
        environment.pop(name, None)
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)


@contextmanager
def openboard(screen: Screen, home: Path) -> Iterator[None]:
    """OpenBoard opens with a pen on an empty page over the whole screen."""
    with program(["OpenBoard"], screen, home):
        _wait_until_still(screen)
        yield


@contextmanager
def xournalpp(screen: Screen, home: Path, file: Path | None = None) -> Iterator[None]:
    """Xournal++ opens with a pen; its window is made as large as the screen."""
    with program(["xournalpp", *([str(file)] if file else [])], screen, home):
        window = _window("Xournal", screen)
        size = [str(screen.width), str(screen.height)]
        _xdo(screen, "windowsize", window, *size, "windowmove", window, "0", "0")
        _wait_until_still(screen)
        yield


@contextmanager
def in_browser(name: str, screen: Screen, home: Path, file: Path | None = None) -> Iterator[Page]:
    """Excalidraw or tldraw in a kiosk Chromium, as somebody with this screen would have it."""
    with _pages(home, name, file) as address, sync_playwright() as playwright:
        os.environ["DISPLAY"] = screen.display
        context = playwright.chromium.launch_persistent_context(
            str(home / "profile"),
            executable_path="/usr/bin/chromium",
            headless=False,
            no_viewport=True,
            args=[*PLAIN_FLAGS, "--kiosk", f"--window-size={screen.width},{screen.height}", "--window-position=0,0"],
            env=os.environ | {"DISPLAY": screen.display},
        )
        try:
            page = context.pages[0]
            page.goto(address)
            page.wait_for_function("window.bench !== undefined", timeout=START_S * 1000)
            _wait_until_still(screen)
            yield page
        finally:
            context.close()


@contextmanager
def _pages(home: Path, name: str, file: Path | None) -> Iterator[str]:
    home.mkdir(parents=True, exist_ok=True)
    for built in PAGES.iterdir():
        link = home / built.name
        link.unlink(missing_ok=True)
        link.symlink_to(built)
    (home / "index.html").write_text((Path(__file__).parent / "peers" / "page.html").read_text().replace("PEER", name))
    query = ""
    if file is not None:
        (home / file.name).write_bytes(file.read_bytes())
        query = f"?file={file.name}"
    handler: Callable[..., http.server.BaseHTTPRequestHandler] = functools.partial(_Quiet, directory=str(home))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/index.html{query}"
        finally:
            server.shutdown()
            thread.join()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
        pass


def _window(name: str, screen: Screen) -> str:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        found = _xdo(screen, "search", "--onlyvisible", "--name", name).split()
        if found:
            return found[0]
        time.sleep(0.2)
    raise TimeoutError(f"no window {name} after {START_S:g} s")


def _xdo(screen: Screen, *words: str) -> str:
    environment = os.environ | {"DISPLAY": screen.display}
    done = subprocess.run(["xdotool", *words], env=environment, capture_output=True, text=True, check=False, timeout=20)
    return done.stdout


def _wait_until_still(screen: Screen, still_s: float = 2.0) -> None:
    """Until something was drawn and nothing has changed for a while."""
    deadline = time.monotonic() + START_S
    last, since = screen.picture(), time.monotonic()
    drawn = False
    while time.monotonic() < deadline:
        time.sleep(0.25)
        now = screen.picture()
        if (now != last).any():
            last, since, drawn = now, time.monotonic(), True
        elif (drawn or now.any()) and time.monotonic() - since > still_s:
            return
    raise TimeoutError(f"{screen.display} shows nothing, or never comes to rest")
