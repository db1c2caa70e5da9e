"""Believable states of a room, for screenshots and tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import numpy as np

from appliance.api.access import AccessState
from appliance.api.board import BoardGuest, BoardHistory, BoardInfo, BoardState, BoardTakeAway, LostPart
from appliance.api.cast import Cast, CastQuality, CastState, Incoming, Waiting
from appliance.api.devices import Device, DevicesState
from appliance.api.doctor import CastWay
from appliance.api.power import PowerState
from appliance.api.room import RoomInfoState
from appliance.api.schedule import CalendarState, Meeting, ScheduleState
from appliance.api.settings import Language, SettingsState, Theme
from appliance.api.sound import SoundState
from appliance.api.state import RoomState
from appliance.api.watch import Watcher, WatchState
from appliance.frames import MailboxWriter, PixelFormat
from appliance.ink.element import Background, Board, Note, Page, Placed, Shape, Stroke, Text

NOW = datetime(2026, 11, 24, 9, 41, tzinfo=UTC)
FINGERPRINT = ":".join(f"{(at * 37 + 63) % 256:02X}" for at in range(32))

MEETINGS = {
    "en": [
        (-30, 60, "Weekly product review", "Maria Oliveira"),
        (60, 45, "Budget 2027: second round with the people from the northern plant", "Jonas Lindqvist"),
        (150, 30, "Interview", "Aiko Tanaka"),
        (240, 60, "Design critique", "Sam Okafor"),
    ],
    "zh_CN": [
        (-30, 60, "产品周会", "李文静"),
        (60, 45, "2027 年预算第二轮讨论（与北方工厂同事一起）", "王建国"),
        (150, 30, "面试", "陈晓"),
        (240, 60, "设计评审", "赵敏"),
    ],
}
NAMES = {"en": "Lighthouse", "zh_CN": "灯塔会议室"}
CASTERS = {"en": "Maria's laptop", "zh_CN": "李文静的笔记本电脑"}
MORE_CASTERS = {
    "en": ("Maria's laptop", "Jonas", "", "Aiko Tanaka (northern plant, finance)", "Sam", "Lea's iPad"),
    "zh_CN": ("李文静的笔记本电脑", "王建国", "", "陈晓（北方工厂财务部）", "赵敏", "张伟的平板"),
}

DEVICES = (
    Device(id="cam-1", kind="camera", name="Logitech Rally Bar", driver="v4l2", selected=True),
    Device(id="cam-2", kind="camera", name="Virtual camera", driver="twin", virtual=True),
    Device(id="mic-1", kind="microphone", name="ReSpeaker 6-microphone array", driver="alsa", selected=True),
    Device(id="spk-1", kind="speaker", name="Jabra Speak 750", driver="alsa", selected=True),
    Device(id="dsp-1", kind="display", name="65″ panel", driver="drm", selected=True),
)


JOINS = (
    {"service": "teams", "service_name": "Microsoft Teams"},
    {"service": "zoom", "service_name": "Zoom"},
    {"no_join": "no_link"},
    {"no_join": "body_stripped"},
)


def schedule(language: Language = "en", **fields: object) -> ScheduleState:
    """A day with a meeting that is on, in a calendar that takes bookings."""
    work = CalendarState(name="work", kind="graph", status="ok", read_at=NOW, is_writable=True)
    known = {
        "calendar_connected": True,
        "calendars": (work,),
        "meetings": meetings(language),
        "can_book": True,
        "is_busy": True,
        "busy_until": NOW.replace(hour=10, minute=0),
    }
    return ScheduleState(**(known | fields))  # type: ignore[arg-type]


def free(language: Language = "en", **fields: object) -> ScheduleState:
    """The same before the next meeting."""
    until = NOW.replace(hour=10, minute=30)
    return schedule(
        language,
        **{"meetings": meetings(language)[1:], "is_busy": False, "busy_until": None, "free_until": until} | fields,
    )


def away(language: Language = "en") -> ScheduleState:
    """Calendars that cannot be read: one shows what was read before, one was never read."""
    read_at = NOW.replace(hour=8, minute=12)
    work = CalendarState(name="work", kind="graph", status="offline", reason="calendar.unreachable", read_at=read_at)
    site = CalendarState(name="site", kind="ics", status="offline", reason="calendar.refused")
    return schedule(language, calendars=(work, site), can_book=False)


def meetings(language: Language = "en", now: datetime = NOW) -> tuple[Meeting, ...]:
    return tuple(
        Meeting(
            id=f"m{at}",
            title=title,
            organizer=organizer,
            starts_at=now.replace(minute=30) + timedelta(minutes=begin),
            ends_at=now.replace(minute=30) + timedelta(minutes=begin + length),
            **JOINS[at],
        )
        for at, (begin, length, title, organizer) in enumerate(MEETINGS[language])
    )


def room(language: Language = "en", theme: Theme = "light") -> RoomState:
    """A room in use, with everything connected."""
    return RoomState(
        room=RoomInfoState(id="1f0c6c3e-8d52-4b0e-9a3e-5f6f1b7a2d90", version="0.1.0", virtual=True),
        settings=SettingsState(room_name=NAMES[language], language=language, theme=theme),
        access=AccessState(
            code="482913",
            urls=("https://192.168.20.14:8443", "https://lighthouse.local:8443"),
            join_url="https://192.168.20.14:8443/#t.q3Kx0bJ2T7mYw9pLz5RfVg",
            fingerprint=FINGERPRINT,
        ),
        schedule=schedule(language),
        sound=SoundState(volume=65, speech=True),
        devices=DevicesState(devices=DEVICES),
    )


def cast(language: Language = "en", stream: str = "cast-1", **fields: object) -> CastState:
    known = {"id": "ca57", "name": CASTERS[language], "phase": "live", "has_sound": True, "width": 1280, "height": 720}
    return CastState(casts=(Cast(stream=stream, started_at=NOW - timedelta(seconds=754), **(known | fields)),))  # type: ignore[arg-type]


QUALITY = CastQuality(codec="VP8", frame_rate=29.6, bitrate_kbps=2480, loss_percent=0.1, delay_ms=46)
POOR = CastQuality(codec="H264", frame_rate=4.2, bitrate_kbps=610, loss_percent=6.5, delay_ms=310)


def casts(count: int, language: Language = "en", enlarged: int = -1, **fields: object) -> CastState:
    """So many casts, with ids ca0, ca1 … and streams cast-1, cast-2 …; `fields` are the first one's."""
    made = [
        Cast(
            id=f"ca{at}",
            name=MORE_CASTERS[language][at],
            phase="live",
            stream=f"cast-{at + 1}",
            started_at=NOW - timedelta(seconds=754 - at),
            has_sound=at in (0, 3),
            muted=at == 3,
            width=1280,
            height=720,
            quality=POOR if at == 1 else QUALITY,
        )
        for at in range(count)
    ]
    made[:1] = [msgspec.structs.replace(made[0], **fields)]
    return CastState(casts=tuple(made), enlarged=made[enlarged].id if enlarged >= 0 else "")


def asking(language: Language = "en", count: int = 1, shown: int = 0) -> CastState:
    """Some casts that are seen, and after them some that ask."""
    made = casts(count + shown, language).casts
    return CastState(casts=tuple(msgspec.structs.replace(c, admitted=at < shown) for at, c in enumerate(made)))


def queue(language: Language = "en", count: int = 2) -> tuple[Waiting, ...]:
    return tuple(
        Waiting(id=f"w{at}", name=name, since=NOW, called=at == 0) for at, name in enumerate(GUESTS[language][:count])
    )


def ways(*troubled: CastWay) -> list[CastWay]:
    """What the room finds of its ways of casting: all well, but for those given."""
    url = "https://192.168.20.14:8443"
    well = (
        CastWay(way="browser", status="ok", code="browser.answers", data={"url": url, "port": 8443}),
        CastWay(way="name", status="ok", code="name.answers", data={"name": "lighthouse.local"}),
        CastWay(
            way="plain", status="ok", code="plain.answers", data={"url": "http://192.168.20.14:8080", "port": 8080}
        ),
        CastWay(way="certificate", status="warn", code="certificate.self_made", data={"until": "2027-12-26"}),
        CastWay(way="udp", status="ok", code="udp.ready", data={"first_port": 32768, "last_port": 60999}),
        CastWay(way="whip", status="ok", code="whip.answers", data={"url": f"{url}/whip"}),
        CastWay(way="airplay", status="warn", code="airplay.needs_avahi"),
        CastWay(way="input", status="ok", code="input.present", data={"names": ("Cam Link 4K",)}),
        CastWay(way="qr", status="ok", code="qr.shown", data={"url": f"{url}/"}),
    )
    instead = {way.way: way for way in troubled}
    return [instead.get(way.way, way) for way in well]


NAME_TAKEN = CastWay(
    way="name",
    status="warn",
    code="name.renamed",
    data={"wanted": "lighthouse.local", "by": "192.168.20.77", "name": "lighthouse-2.local", "url": ""},
)
MEDIA_AWAY = CastWay(way="udp", status="fail", code="udp.media_away", data={"first_port": 32768, "last_port": 60999})


def incoming(seconds: float = 3.4, **fields: object) -> CastState:
    """A cable was plugged in."""
    known = {"device_id": "v4l2:card", "name": "Cam Link 4K", "starts_at": NOW + timedelta(seconds=seconds)}
    return CastState(incoming=(Incoming(**(known | fields)),))  # type: ignore[arg-type]


def watch(language: Language = "en", count: int = 1) -> WatchState:
    """People who watch from elsewhere; the last gave no name."""
    names = {"en": ("Jonas Lindqvist", "Second display", ""), "zh_CN": ("王建国", "第二块屏幕", "")}[language]
    watchers = tuple(
        Watcher(id=f"{at}", name=name, since=NOW - timedelta(minutes=7 * at + 3), phase="live")
        for at, name in enumerate(names[:count])
    )
    return WatchState(watchers=watchers, drawn=True)


BOARD = "board-0001"
BOARD_NAMES = {
    "en": ("Roadmap 2027", "", "Brainstorm: how guests find the room", "Retrospective"),
    "zh_CN": ("2027 年路线图", "", "头脑风暴：访客怎样找到会议室", "回顾会"),
}
GUESTS = {"en": ("Maria", "Jonas Lindqvist", ""), "zh_CN": ("李文静", "王建国", "")}
LOST = (LostPart(what="note", reason="unsupported", count=3), LostPart(what="image", reason="too_large"))


def board(language: Language = "en", **fields: object) -> BoardState:
    """A board that is open and named, with guests on it."""
    guests = tuple(
        BoardGuest(id=f"guest-{at}", name=name, color=color, view_only=at == 2)
        for at, (name, color) in enumerate(zip(GUESTS[language], (0xD32F2FFF, 0x1976D2FF, 0x388E3CFF), strict=True))
    )
    known = {
        "open": BOARD,
        "name": BOARD_NAMES[language][0],
        "join_url": "https://192.168.20.14:8443/board/board-0001#k=Zm9vYmFyYmF6cXV4",
        "guests": guests,
        "revision": 1,
    }
    return BoardState(**(known | fields))  # type: ignore[arg-type]


def boards(language: Language = "en") -> list[BoardInfo]:
    """The list of all boards."""
    return [
        BoardInfo(
            id=f"board-{at + 1:04}",
            name=name,
            created_at=NOW - timedelta(days=at, minutes=47 * (at + 1)),
            changed_at=NOW - timedelta(days=at, minutes=12),
            pages=at + 1,
        )
        for at, name in enumerate(BOARD_NAMES[language])
    ]


def drawing(language: Language = "en") -> Board:
    """Three pages: a plan somebody drew, nothing yet, a kanban."""
    words = {"en": ("Ask Maria", "Ship in May!", "Next year"), "zh_CN": ("问李文静", "五月发布！", "明年")}[language]
    across = np.linspace(0, 1, 60, dtype=np.float32)
    wave = np.stack((320 + across * 700, 640 + np.sin(across * 14) * 60), axis=1)
    line = np.stack((330 + across * 420, np.full(60, 330, np.float32)), axis=1)
    elements = (
        Text(x=330, y=240, text=words[2], size=84, color=0x1A1A1AFF, created_ms=1),
        Stroke(points=line, color=0xFFEB3BFF, width=40, tool="highlighter", created_ms=2),
        Stroke(points=wave, factors=1 + 0.6 * np.sin(across * 9), color=0x1976D2FF, width=8, created_ms=3),
        Shape(figure="star", x=1180, y=220, w=220, h=220, color=0xD32F2FFF, width=6, created_ms=4),
        Shape(figure="arrow", points=((860, 330), (1140, 330)), color=0x1A1A1AFF, width=6, created_ms=5),
        Note(x=1150, y=540, w=220, h=220, text=words[0], size=34, fill=0xFFF3A8FF, created_ms=6),
        Note(x=1400, y=540, w=220, h=220, text=words[1], size=34, fill=0xFFC9D2FF, created_ms=7),
    )
    placed = tuple(Placed(id=f"element-{at:03}", element=element) for at, element in enumerate(elements))
    return Board(
        pages=(
            Page(id="a", elements=placed),
            Page(id="b", elements=placed[2:5], background=Background(template="grid")),
            Page(id="c", background=Background(template="kanban")),
        )
    )


def take_away(lost: tuple[LostPart, ...] = LOST) -> BoardTakeAway:
    url = "https://192.168.20.14:8443/take/4pJ0hK2v/roadmap.xopp"
    return BoardTakeAway(file="boards/take/roadmap.xopp", url=url, size_bytes=2_345_678, lost=lost)


def history(file: str = "boards/history") -> BoardHistory:
    return BoardHistory(file=file, begun_at=NOW - timedelta(minutes=47), ended_at=NOW, changes=1234)


def asleep() -> PowerState:
    return PowerState(asleep=True, since=NOW)


def paint(writer: MailboxWriter, width: int = 1280, height: int = 720, shift: int = 0) -> None:
    """Publish a slide-like test picture: a red, a green and a blue column under a white band."""
    third = width // 3
    colours = [b"\x30\x30\xc8\xff", b"\x50\xb4\x3c\xff", b"\xc8\x64\x28\xff"]
    row = b"".join(colours[(at + shift) % 3] * (third if at < 2 else width - 2 * third) for at in range(3))
    band = b"\xff\xff\xff\xff" * width
    top = height // 6
    writer.publish(width, height, width * 4, PixelFormat.BGRX, band * top + row * (height - top))
