"""Microsoft 365 by the documented wire of Graph: delta, series, faults, writing, signing in."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import aiohttp
import msgspec
import pytest
from aiohttp import web

from appliance.config.schedule import CalendarConfig
from appliance.schedule.calendars.graph import GraphCalendar
from appliance.schedule.calendars.oauth import sign_in
from appliance.schedule.calendars.web import Web
from appliance.schedule.credential import Credential
from appliance.schedule.event import Event, Window
from appliance.schedule.recogniser import Found, load, recognise
from appliance.schedule.trouble import CalendarTrouble
from tests.schedule.graph_server import GraphServer, event

BERLIN = ZoneInfo("Europe/Berlin")
DAY = Window(datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 12, 8, tzinfo=UTC))
JOIN = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0?context=%7b%7d"


@pytest.fixture
def config(graph: GraphServer) -> CalendarConfig:
    return CalendarConfig(
        kind="graph", tenant="contoso.example", client_id="app", address="room@contoso.example",
        url=f"{graph.base}/v1.0", login_url=f"{graph.base}/login",
    )  # fmt: skip


@pytest.fixture
async def calendar(config: CalendarConfig, secret: Callable[..., Credential]) -> AsyncIterator[GraphCalendar]:
    made = GraphCalendar(config, secret(json.dumps({"client_secret": "app-secret"})), BERLIN)
    yield made
    await made.close()


async def read(calendar: GraphCalendar) -> list[Event]:
    events = await calendar.read(DAY)
    assert events is not None
    return events


async def trouble(calendar: GraphCalendar) -> CalendarTrouble:
    with pytest.raises(CalendarTrouble) as caught:
        await calendar.read(DAY)
    return caught.value


async def test_pages_changes_and_removals(calendar: GraphCalendar, graph: GraphServer) -> None:
    for at in range(5):
        graph.put(event(f"e{at}", f"2026-12-01T0{at + 3}:00:00.0000000", f"2026-12-01T0{at + 3}:30:00.0000000"))
    assert [one.title for one in await read(calendar)] == [f"Subject e{at}" for at in range(5)]
    assert await calendar.read(DAY) is None
    graph.remove("e2")
    graph.put(event("e3", "2026-12-01T02:00:00.0000000", "2026-12-01T02:30:00.0000000", subject="earlier"))
    assert [one.title for one in await read(calendar)] == ["earlier", "Subject e0", "Subject e1", "Subject e4"]
    assert "deltatoken" in graph.requests[-1][1]
    assert graph.granted == 1


async def test_occurrences_take_what_stands_in_their_series(calendar: GraphCalendar, graph: GraphServer) -> None:
    graph.put(
        event("master", "2026-11-02T09:00:00.0000000", "2026-11-02T10:00:00.0000000", type="seriesMaster", subject="Weekly",
              isOnlineMeeting=True, onlineMeeting={"joinUrl": JOIN})
    )  # fmt: skip
    graph.put({
        "@odata.type": "#microsoft.graph.event", "id": "o1", "type": "occurrence", "seriesMasterId": "master",
        "start": {"dateTime": "2026-12-02T09:00:00.0000000", "timeZone": "UTC"},
        "end": {"dateTime": "2026-12-02T10:00:00.0000000", "timeZone": "UTC"},
    })  # fmt: skip
    (one,) = await read(calendar)
    assert (one.title, one.starts_at) == ("Weekly", datetime(2026, 12, 2, 9, tzinfo=UTC))
    found = recognise(one.invitation, load())
    assert isinstance(found, Found)
    assert (found.service, found.source) == ("teams", "conference")


async def test_days_are_the_rooms_and_states_are_kept(calendar: GraphCalendar, graph: GraphServer) -> None:
    graph.put(event("d", "2026-12-03T00:00:00.0000000", "2026-12-04T00:00:00.0000000", isAllDay=True, showAs="free"))
    graph.put(event("c", "2026-12-01T03:00:00.0000000", "2026-12-01T04:00:00.0000000", isCancelled=True))
    graph.put(event("t", "2026-12-01T05:00:00.0000000", "2026-12-01T06:00:00.0000000", showAs="tentative"))
    graph.put(event("p", "2026-12-01T07:00:00.0000000", "2026-12-01T08:00:00.0000000", sensitivity="private"))
    graph.put(
        event(
            "x", "2026-12-01T07:00:00.0000000", "2026-12-01T08:00:00.0000000", responseStatus={"response": "declined"}
        )
    )
    found = {one.reference: one for one in await read(calendar)}
    assert set(found) == {"d", "c", "t", "p"}
    assert found["d"].starts_at == datetime(2026, 12, 2, 23, tzinfo=UTC)
    assert found["d"].is_free
    assert found["c"].invitation.is_cancelled
    assert found["t"].invitation.is_tentative
    assert found["p"].invitation.is_private


async def test_a_token_that_is_withdrawn_is_renewed(calendar: GraphCalendar, graph: GraphServer) -> None:
    await read(calendar)
    graph.tokens.clear()
    assert await calendar.read(DAY) is None
    assert graph.granted == 2
    graph.tokens.clear()
    graph.secret = "changed"
    assert (await trouble(calendar)).reason == "refused"


async def test_a_delta_token_that_is_gone_begins_anew(calendar: GraphCalendar, graph: GraphServer) -> None:
    graph.put(event("a", "2026-12-01T03:00:00.0000000", "2026-12-01T04:00:00.0000000"))
    await read(calendar)
    graph.items.clear()
    graph.log.clear()
    graph.put(event("b", "2026-12-01T03:00:00.0000000", "2026-12-01T04:00:00.0000000"))
    graph.is_gone = True
    assert [one.reference for one in await read(calendar)] == ["b"]


@pytest.mark.parametrize(
    ("status", "headers", "reason", "wait_s"),
    [
        (429, {"Retry-After": "17"}, "rate_limited", 17),
        (503, {}, "rate_limited", 0),
        (500, {}, "server_error", 0),
        (404, {}, "not_found", 0),
        (403, {}, "refused", 0),
    ],
)
async def test_faults_are_named(
    calendar: GraphCalendar, graph: GraphServer, status: int, headers: dict[str, str], reason: str, wait_s: float
) -> None:
    await read(calendar)
    graph.put(event("a", "2026-12-01T03:00:00.0000000", "2026-12-01T04:00:00.0000000"))
    graph.faults = [web.Response(status=status, headers=headers)]
    told = await trouble(calendar)
    assert (told.reason, told.retry_after_s) == (reason, wait_s)
    # nothing that changed meanwhile is lost by it
    assert [one.reference for one in await read(calendar)] == ["a"]


@pytest.mark.parametrize(
    "text", ["{", "[]", "{}", '{"value": 1}', '{"value": [], "@odata.nextLink": "https://evil.example/x"}']
)
async def test_nonsense_is_refused_and_credentials_go_nowhere_else(
    calendar: GraphCalendar, graph: GraphServer, text: str
) -> None:
    graph.faults = [web.Response(text=text)]
    assert (await trouble(calendar)).reason == "damaged"


async def test_an_answer_without_end_is_cut(calendar: GraphCalendar, graph: GraphServer) -> None:
    graph.faults = [web.Response(body=b"[" + b" " * (17 << 20))]
    assert (await trouble(calendar)).reason == "too_large"


async def test_a_bad_event_does_not_hide_the_others(calendar: GraphCalendar, graph: GraphServer) -> None:
    graph.put({"id": "bad", "subject": 7})
    graph.put(event("worse", "yesterday", "tomorrow"))
    graph.put(event("a", "2026-12-01T03:00:00.0000000", "2026-12-01T04:00:00.0000000"))
    assert [one.reference for one in await read(calendar)] == ["a"]


async def test_the_room_books_extends_and_deletes(calendar: GraphCalendar, graph: GraphServer) -> None:
    begins = datetime(2026, 12, 1, 8, tzinfo=UTC)
    await calendar.book("Lighthouse", begins, begins + timedelta(minutes=30))
    (one,) = await read(calendar)
    assert (one.title, one.is_own) == ("Lighthouse", True)
    await calendar.move_end(one, begins + timedelta(hours=1))
    (one,) = await read(calendar)
    assert one.ends_at == begins + timedelta(hours=1)
    await calendar.cancel(one)
    assert await read(calendar) == []


async def test_somebody_elses_meeting_is_declined_not_deleted(calendar: GraphCalendar, graph: GraphServer) -> None:
    graph.put(event("a", "2026-12-01T03:00:00.0000000", "2026-12-01T04:00:00.0000000"))
    (one,) = await read(calendar)
    with pytest.raises(CalendarTrouble):
        await calendar.move_end(one, one.ends_at)
    await calendar.cancel(one)
    assert graph.requests[-1][:2] == ("POST", "/v1.0/users/room@contoso.example/events/a/decline")


async def test_a_calendar_that_may_only_be_read(config: CalendarConfig, secret: Callable[..., Credential]) -> None:
    calendar = GraphCalendar(msgspec.structs.replace(config, writable=False), secret('{"client_secret": "x"}'), BERLIN)
    with pytest.raises(CalendarTrouble) as caught:
        await calendar.book("x", DAY.starts_at, DAY.ends_at)
    assert caught.value.reason == "read_only"
    await calendar.close()


async def test_signing_in_by_code_and_a_refresh_token_that_rotates(
    config: CalendarConfig, graph: GraphServer, secret: Callable[..., Credential]
) -> None:
    graph.pending = 2
    told: list[tuple[str, str]] = []
    browser = Web()
    kept = await sign_in(config, browser, lambda url, code: told.append((url, code)))
    await browser.close()
    assert told == [("https://microsoft.com/devicelogin", "ABCD-EFGH")]
    credential = secret(kept)
    calendar = GraphCalendar(msgspec.structs.replace(config, address=""), credential, BERLIN)
    assert await calendar.read(DAY) == []
    assert graph.requests[-1][1].startswith("/v1.0/me/calendarView/delta")
    assert credential.fields()["refresh_token"] == graph.refresh
    await calendar.close()


class Slow(web.Response):
    """An answer that does not come."""

    async def prepare(self, request: web.BaseRequest) -> None:
        await asyncio.sleep(5)


async def test_a_slow_server_is_given_up(calendar: GraphCalendar, graph: GraphServer, monkeypatch) -> None:
    monkeypatch.setattr("appliance.schedule.calendars.web.TIMEOUT", aiohttp.ClientTimeout(total=0.4))
    graph.faults = [Slow()]
    assert (await trouble(calendar)).reason == "timed_out"
