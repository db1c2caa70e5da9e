import asyncio
from pathlib import Path

import pytest

from appliance.api.errors import NotFound, Unavailable
from appliance.api.glass import CaptureRequested
from appliance.api.role import Role
from appliance.caller import Caller, current_caller
from appliance.glass import GlassService
from appliance.store import Store

SHELL = Caller(Role.SHELL, "unix-1")


async def test_a_capture_is_asked_of_the_shell_and_given_to_the_caller(tmp_path: Path):
    store = Store()
    glass = GlassService(store, tmp_path)
    current_caller.set(SHELL)
    await glass.attach(1920, 1080, "software")

    async def draw(event: CaptureRequested) -> None:
        Path(event.path).write_bytes(b"picture")
        await glass.deliver_capture(event.capture_id, 640, 360)

    async with asyncio.TaskGroup() as tasks:
        store.listen(lambda event, _to: tasks.create_task(draw(event)))
        capture = await glass.capture("png", 640)
    assert Path(capture.path).read_bytes() == b"picture"
    assert (capture.width, capture.height) == (640, 360)


async def test_without_a_shell_there_is_no_picture(tmp_path: Path):
    store = Store()
    glass = GlassService(store, tmp_path)
    with pytest.raises(Unavailable, match=r"glass\.away"):
        await glass.capture()
    current_caller.set(SHELL)
    await glass.attach(1920, 1080, "gpu")
    glass.leave(Caller(Role.SHELL, "unix-2"))
    assert store.state.glass.attached
    glass.leave(SHELL)
    assert not store.state.glass.attached
    with pytest.raises(NotFound):
        await glass.deliver_capture("nothing", 1, 1)
