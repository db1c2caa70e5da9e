"""Believable calls, for screenshots and tests."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec
import numpy as np

from appliance.api.conference import Conference, Person
from appliance.api.meeting import Call, CallTile, Invitation, MeetingState
from appliance.api.settings import Language
from appliance.api.telephone import MissedCall, Ringing
from appliance.frames import MailboxWriter, PixelFormat
from tests.ui.scenes import NOW

ROOM = "aa00"
TITLES = {"en": "Weekly product review", "zh_CN": "产品周会"}
PEOPLE = {
    "en": (
        "Maria Oliveira", "Jonas Lindqvist", "Harbour room", "Aiko Tanaka (northern plant, finance)", "Sam Okafor",
        "Lea", "Priya Raman", "Tom", "Elif Yılmaz", "Ben", "Chloé Martin", "Ole",
        "Ana", "Mateo Ruiz", "Nia", "Kenji", "Zoe", "Max",
    ),
    "zh_CN": (
        "李文静", "王建国", "海港会议室", "陈晓（北方工厂财务部）", "赵敏", "张伟", "刘洋", "杨帆", "周杰", "吴迪",
        "郑爽", "孙磊", "马超", "朱琳", "胡军", "林峰", "何洁", "高远",
    ),
}  # fmt: skip
ALL = ("mute", "camera", "share", "layout", "people", "moderate", "chat", "hand", "react", "record", "extend")
COLOURS = ((70, 110, 180), (150, 90, 60), (60, 130, 90), (120, 80, 150), (160, 140, 60), (60, 140, 150))


def person_id(at: int) -> str:
    return f"b{at:03x}"


def people(count: int, language: Language = "en") -> tuple[Person, ...]:
    """This room as host, and so many others: every third with the microphone on, every fourth without a camera."""
    room = Person(id=ROOM, name="Lighthouse", kind="room", role="host", phase="present", since=NOW, muted=False)
    others = (
        Person(
            id=person_id(at),
            name=PEOPLE[language][at],
            kind="room" if at == 2 else "browser",
            role="cohost" if at == 1 else "participant",
            phase="present",
            since=NOW,
            muted=at % 3 != 0,
            camera_on=at % 4 != 3,
        )
        for at in range(count)
    )
    return (room, *others)


def conference(count: int, language: Language = "en", **fields: object) -> Conference:
    known = {
        "number": "482913507",
        "title": TITLES[language],
        "host_name": "Lighthouse",
        "since": NOW - timedelta(minutes=12),
        "ends_at": NOW.replace(hour=10, minute=0),
        "people": people(count, language),
        "speaker": person_id(0) if count else "",
    }
    return Conference(**(known | fields))  # type: ignore[arg-type]


def call(count: int = 3, language: Language = "en", held: dict[str, object] | None = None, **fields: object) -> Call:
    """A live call of this room as host with so many others; `held` are fields of its conference."""
    known = {
        "id": "c1",
        "kind": "hosted",
        "phase": "live",
        "since": NOW - timedelta(minutes=12),
        "live_since": NOW - timedelta(minutes=12),
        "title": TITLES[language],
        "service": "parlor",
        "service_name": "Parlor",
        "person_id": ROOM,
        "conference": conference(count, language, **(held or {})),
        "capabilities": ALL,
        "tiles": tuple(
            CallTile(person_id=person_id(at), picture="camera", stream=f"call-{person_id(at)}-camera")
            for at in range(count)
        ),
        "speaking": (person_id(0),) if count else (),
    }
    return Call(**(known | fields))  # type: ignore[arg-type]


def meeting(
    count: int = 3, language: Language = "en", held: dict[str, object] | None = None, **fields: object
) -> MeetingState:
    return MeetingState(call=call(count, language, held, **fields), invitation=INVITATION)


INVITATION = Invitation(number="482913507", passcode="7390", url="https://192.168.20.14:8443/call#n=482913507&p=7390")


def joining(language: Language = "en", **fields: object) -> MeetingState:
    """On the way into somebody else's meeting."""
    known = {
        "id": "c2", "kind": "web", "phase": "joining", "step": "page", "since": NOW - timedelta(seconds=4),
        "title": TITLES[language], "service": "teams", "service_name": "Microsoft Teams",
        "capabilities": ("mute", "camera"),
    }  # fmt: skip
    return MeetingState(call=Call(**(known | fields)))  # type: ignore[arg-type]


def ringing(name: str = "Maria Oliveira") -> MeetingState:
    """Somebody calls by SIP."""
    return MeetingState(ringing=Ringing(id="r1", address="sip:maria@vc.example.org", name=name, since=NOW))


def missed(*names: str, state: MeetingState | None = None) -> MeetingState:
    """These called in vain, the last first."""
    calls = tuple(MissedCall(address="sip:boardroom@example.org", name=name, at=NOW) for name in names)
    return msgspec.structs.replace(state or MeetingState(), missed=calls)


def sharing(count: int = 4, language: Language = "en", **fields: object) -> MeetingState:
    """The second of the others shares a screen."""
    state = meeting(count, language, {"sharer": person_id(1)}, layout="share", **fields)
    assert state.call is not None
    assert state.call.conference is not None
    everybody = tuple(
        msgspec.structs.replace(one, sharing=one.id == person_id(1)) for one in state.call.conference.people
    )
    screen = CallTile(person_id=person_id(1), picture="screen", stream=f"call-{person_id(1)}-screen")
    changed = msgspec.structs.replace(
        state.call,
        conference=msgspec.structs.replace(state.call.conference, people=everybody),
        tiles=(*state.call.tiles, screen),
    )
    return msgspec.structs.replace(state, call=changed)


def with_lobby(state: MeetingState, *names: str) -> MeetingState:
    """The same with people before the door."""
    assert state.call is not None
    assert state.call.conference is not None
    waiting = tuple(Person(id=f"f{at:03x}", name=name, phase="lobby", since=NOW) for at, name in enumerate(names))
    held = msgspec.structs.replace(state.call.conference, people=(*state.call.conference.people, *waiting))
    return msgspec.structs.replace(state, call=msgspec.structs.replace(state.call, conference=held))


def paint_people(runtime: Path, count: int) -> list[MailboxWriter]:
    """A picture of each: somebody's head and shoulders before a wall; and a slide for a shared screen."""
    frames, pages = runtime / "frames", runtime / "pages"
    pages.mkdir(exist_ok=True)
    writers = []
    down, across = np.mgrid[0:360, 0:640]
    for at in range(count):
        picture = np.empty((360, 640, 4), np.uint8)
        picture[:] = (*COLOURS[at % len(COLOURS)][::-1], 255)
        picture[..., :3] = (picture[..., :3] * (0.55 + 0.45 * (1 - down / 360))[..., None]).astype(np.uint8)
        head = (across - 320) ** 2 + (down - 150) ** 2 < 80**2
        body = ((across - 320) / 170) ** 2 + ((down - 400) / 170) ** 2 < 1
        picture[body] = (70 + at * 7 % 90, 60, 60 + at * 31 % 120, 255)
        picture[head] = (120 + at * 5 % 60, 160 + at * 3 % 50, 215, 255)
        writers.append(_publish(frames, f"call-{person_id(at)}-camera", picture))
    slide = np.full((720, 1280, 4), 250, np.uint8)
    slide[60:120, 80:800] = (90, 60, 20, 255)
    for row in range(5):
        slide[200 + row * 90 : 230 + row * 90, 80 : 900 - row * 90] = (180, 180, 180, 255)
    writers.append(_publish(frames, f"call-{person_id(1)}-screen", slide))
    writers.append(_publish(pages, "call-web", slide))
    return writers


def _publish(frames: Path, stream: str, picture: np.ndarray) -> MailboxWriter:
    writer = MailboxWriter(frames / stream, picture.nbytes)
    height, width = picture.shape[:2]
    writer.publish(width, height, width * 4, PixelFormat.BGRX, picture.tobytes())
    return writer
