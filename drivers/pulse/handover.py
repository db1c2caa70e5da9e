"""Devices of the sound server by which this process gives another program a microphone and a loudspeaker.

Two null sinks and a remapped source. We play into the `feed`, whose monitor the other program finds as a microphone (as
a monitor it would be passed over); it plays into the `speaker`, whose monitor we record. Such devices outlive whoever
made them: their names tell who that was, so that what a crash left behind is found, and taken over for the same call.
"""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from drivers.errors import Unavailable

RATE = 48_000
LABEL = "Parlor microphone"
_OURS = re.compile(r"\b(?:sink|source)_name=(parlor_(\d+)_(\d+)_([0-9a-f]{8}))_(feed|microphone|speaker)\b")
_PARTS = 3
_turn = threading.Lock()


class Handover(NamedTuple):
    """Names of the sound server."""

    feed: str
    """The sink that we play into, mono."""
    microphone: str
    """The source that hears it."""
    label: str
    """What people see of that."""
    speaker: str
    """The sink that the other program plays into, stereo."""

    @property
    def heard(self) -> str:
        """The source that hears what is played into the speaker."""
        return f"{self.speaker}.monitor"


class _Made(NamedTuple):
    base: str
    key: str
    is_mine: bool
    is_orphan: bool
    modules: list[int]
    label: str


def provide(call_id: str) -> Handover:
    """Make the devices for a call, or find them again. Raises Unavailable where no sound server makes them.

    Devices of processes that are gone are removed, but for those of the same call: whoever uses them goes on.
    """
    key = hashlib.sha256(call_id.encode()).hexdigest()[:8]
    with _turn, _server() as server:
        made = _made(server)
        kept = next((one for one in made if one.key == key and _serves(one)), None)
        for one in made:
            if one is not kept and (one.is_orphan or (one.is_mine and one.key == key)):
                _unload(server, one)
        if kept is not None:
            return _named(kept.base, kept.label)
        base = f"parlor_{os.getpid()}_{_start_of(os.getpid())}_{key}"
        is_alone = not any(not one.is_orphan for one in made)
        return _make(server, base, LABEL if is_alone else f"{LABEL} {os.getpid()}")


def withdraw(handover: Handover) -> None:
    """Remove the devices; those that are gone already are no error. Raises Unavailable."""
    base = handover.feed.removesuffix("_feed")
    with _turn, _server() as server:
        for one in _made(server):
            if one.base == base:
                _unload(server, one)


def sweep() -> None:
    """Remove what processes that are gone have left. Raises Unavailable."""
    with _turn, _server() as server:
        for one in _made(server):
            if one.is_orphan:
                _unload(server, one)


def is_used(handover: Handover) -> bool:
    """Whether a program has the microphone or the loudspeaker open. Raises Unavailable."""
    with _server() as server:
        sources = {each.index for each in server.source_list() if each.name == handover.microphone}
        sinks = {each.index for each in server.sink_list() if each.name == handover.speaker}
        recording = any(each.source in sources for each in server.source_output_list())
        return recording or any(each.sink in sinks for each in server.sink_input_list())


def describe() -> str:
    """The sound server in its own words. Raises Unavailable."""
    with _server() as server:
        told = server.server_info()
        return f"{told.server_name} {told.server_version}"


def _make(server: Any, base: str, label: str) -> Handover:
    names = _named(base, label)
    microphone = f"source_name={names.microphone} master={names.feed}.monitor"
    modules: list[int] = []
    try:
        for module, argument in (
            ("module-null-sink", f"sink_name={names.feed} {_form(1, 'mono')} {_called('sink', 'Parlor feed')}"),
            ("module-remap-source", f"{microphone} {_form(1, 'mono')} {_called('source', label)}"),
            ("module-null-sink", f"sink_name={names.speaker} {_form(2, 'stereo')} {_called('sink', 'Parlor')}"),
        ):
            modules.append(server.module_load(module, argument))
    except _errors() as error:
        _unload(server, _Made(base, "", True, False, modules, label))
        raise Unavailable(f"the sound server cannot make {names}: {error}") from error
    return names


def _form(channels: int, layout: str) -> str:
    return f"rate={RATE} channels={channels} channel_map={layout}"


def _called(kind: str, name: str) -> str:
    return f"{kind}_properties=\"device.description='{name}'\""


def _named(base: str, label: str) -> Handover:
    return Handover(f"{base}_feed", f"{base}_microphone", label, f"{base}_speaker")


def _serves(made: _Made) -> bool:
    return (made.is_mine or made.is_orphan) and len(made.modules) == _PARTS


def _made(server: Any) -> list[_Made]:
    """All such devices, whoever made them."""
    found: dict[str, _Made] = {}
    for module in server.module_list():
        argument = module.argument or ""
        if (match := _OURS.search(argument)) is None:
            continue
        base, pid, start, key, part = match.groups()
        is_mine = (int(pid), start) == (os.getpid(), _start_of(os.getpid()))
        is_orphan = _start_of(int(pid)) != start
        one = found.setdefault(base, _Made(base, key, is_mine, is_orphan, [], LABEL))
        one.modules.append(module.index)
        if part == "microphone" and (label := re.search(rf"'({LABEL}[ \d]*)'", argument)):
            found[base] = one._replace(label=label[1])
    return list(found.values())


def _unload(server: Any, made: _Made) -> None:
    # the source first: its sink cannot go before it
    for index in sorted(made.modules, reverse=True):
        try:
            server.module_unload(index)
        except _errors():
            continue  # another process was quicker


def _start_of(pid: int) -> str:
    """When a process began, in ticks of the kernel's clock: with its number it is unique. Empty where there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        return ""


def _errors() -> type[Exception]:
    import pulsectl

    return pulsectl.PulseError


@contextmanager
def _server() -> Iterator[Any]:
    """Reach the server. Raises Unavailable, also for what fails within."""
    try:
        import pulsectl
    except OSError as error:  # libpulse is not installed
        raise Unavailable(f"no sound server: {error}") from error
    try:
        with pulsectl.Pulse("parlor", connect=False) as server:
            # no time-out of pulsectl's (24.12 always waits to its end): libpulse gives up by itself, after 30 s
            server.connect(autospawn=False)
            yield server
    except pulsectl.PulseError as error:
        raise Unavailable(f"no sound server: {error}") from error
