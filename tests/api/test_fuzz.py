"""Whatever is asked of any verb by any role, the answer is a result or an error of the contract, never "internal"."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.access.service import AccessService
from appliance.api import wire
from appliance.api.contract import VERBS
from appliance.api.errors import Code, NotFound
from appliance.api.role import Role
from appliance.api.schedule import MeetingLink
from appliance.board.service import BoardService
from appliance.caller import Caller
from appliance.cast.service import CastService
from appliance.config.meeting import MeetingConfig
from appliance.config.schedule import ScheduleConfig
from appliance.devices.service import DevicesService
from appliance.doctor.place import Place
from appliance.doctor.service import DoctorService
from appliance.glass import GlassService
from appliance.media.fake import FakeEngine
from appliance.meeting.neighbourhood import Neighbourhood
from appliance.meeting.recording.service import RecordingService
from appliance.meeting.service import MeetingService
from appliance.power import PowerService
from appliance.schedule.recogniser import LinkTable
from appliance.schedule.service import ScheduleService
from appliance.server.dispatch import Dispatcher
from appliance.session import SessionService
from appliance.settings import Memory, SettingsFile, SettingsService
from appliance.sound import SoundService
from appliance.store import Store
from appliance.watch import WatchService
from tests.meeting.media import CallMedia
from tests.web.door import recognised

PARAMETERS = sorted({name for verb in VERBS.values() for name in verb.params.__struct_fields__})
LIKELY = st.sampled_from(
    ["", "abc", "v=0", "zh_CN", "png", "unplugged", "twin:camera", "integrator", 0, 50, 3600, True]
)
VALUES = st.recursive(
    LIKELY | st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
CALLS = st.lists(
    st.tuples(
        st.sampled_from(list(Role)),
        st.sampled_from(sorted(VERBS)),
        st.dictionaries(st.sampled_from(PARAMETERS) | st.text(max_size=8), VALUES, max_size=4),
    ),
    max_size=6,
)


async def no_booking(*_: object) -> MeetingLink:
    raise NotFound(Code.SCHEDULE_UNKNOWN)


def no_number(_address: str, _is_right: object) -> None:
    raise NotFound(Code.MEETING_UNKNOWN)


AROUND = Neighbourhood(guess=no_number, get_link=no_booking, extend_booking=no_booking, recognise=recognised)


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    monkeypatch.setattr("appliance.glass.CAPTURE_TIMEOUT_S", 0.01)
    store = Store()
    (tmp_path / "files").mkdir()
    file = SettingsFile(tmp_path / "settings.json", Memory())
    engine = FakeEngine(tmp_path, lambda _status: None)
    return {
        "store": store,
        "session": SessionService(store),
        "settings": SettingsService(store, file),
        "access": AccessService(store, tmp_path / "secrets"),
        "cast": CastService(store, engine),
        "sound": SoundService(store, engine, file),
        "devices": DevicesService(store, engine, file),
        "power": PowerService(store, lambda _on: None),
        "glass": GlassService(store, tmp_path),
        "watch": WatchService(store, engine),
        "doctor": DoctorService(store, engine, lambda: Place(https_port=9, http_port=0, is_announced=False)),
        "recording": RecordingService(store, engine, tmp_path / "recordings"),
        "meeting": MeetingService(
            store, CallMedia(tmp_path, lambda _status: None), MeetingConfig(), tmp_path / "conferences", [], AROUND
        ),
        "schedule": ScheduleService(
            store, ScheduleConfig(), LinkTable(), tmp_path / "secrets", tmp_path / "calendars", lambda *_: None
        ),
    }


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CALLS)
def test_every_answer_is_of_the_contract(services: dict[str, Any], tmp_path: Path, calls: list[tuple[Role, str, dict]]):
    async def scene() -> None:
        boards = BoardService(services["store"], tmp_path / "boards", tmp_path / "files")
        running = asyncio.create_task(boards.run())
        try:
            await ask(Dispatcher(VERBS, services | {"board": boards}))
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    async def ask(dispatcher: Dispatcher) -> None:
        for role, method, params in calls:
            message = wire.call(1, method, params)
            answer = json.loads(await dispatcher.answer(message, Caller(role, f"{role}-1")) or b"{}")
            if "error" in answer:
                assert answer["error"]["code"] != wire.INTERNAL_ERROR, (method, params)
                code = answer["error"].get("data", {}).get("code")
                assert code is None or code in set(Code)

    asyncio.run(scene())
