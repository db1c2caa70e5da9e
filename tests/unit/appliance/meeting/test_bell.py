"""Who calls the room rings until somebody settles what becomes of it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from appliance.api.errors import NotFound
from appliance.api.meeting import Call
from appliance.meeting import bell as ringing
from appliance.meeting.bell import Bell, Incoming, Refusal
from appliance.meeting.call import RoomCall
from appliance.meeting.provider import Provider


class Anna:
    """Fulfils Incoming."""

    address = "sip:anna@example.org"
    name = "Anna"

    def __init__(self) -> None:
        self.has_gone = asyncio.Event()
        self.told: Refusal | None = None

    async def gone(self) -> None:
        await self.has_gone.wait()

    async def refuse(self, refusal: Refusal) -> None:
        self.told = refusal

    def provider(self, call_id: str) -> Provider:
        raise AssertionError(call_id)


class Here:
    """A room with a bell; `taken` is whose call it became."""

    def __init__(self) -> None:
        self.taken: list[Incoming] = []
        self.answers_itself = False
        self.call = RoomCall(self.look)
        self.bell = Bell(self.call, self.taken.append, lambda: self.answers_itself, self.look)

    def look(self) -> None:
        self.bell.look()

    async def rings(self, caller: Incoming) -> asyncio.Task[None]:
        task = asyncio.create_task(self.bell.ring(caller))
        await asyncio.sleep(0)
        return task

    @property
    def id(self) -> str:
        assert self.bell.ringing is not None
        return self.bell.ringing.id

    def go_into_a_call(self) -> None:
        call = Call(id="c", kind="web", since=datetime.now(UTC))
        self.call.begin(call, Anna())  # pyright: ignore[reportArgumentType]  it never runs


async def test_who_is_answered_is_the_rooms_call() -> None:
    here, anna = Here(), Anna()
    ring = await here.rings(anna)
    assert (here.bell.ringing.name, here.bell.ringing.address) == ("Anna", "sip:anna@example.org")
    here.bell.take(here.id)
    await ring
    assert (here.taken, anna.told, here.bell.ringing, here.bell.missed) == ([anna], None, None, ())


async def test_who_is_turned_away_is_not_missed() -> None:
    here, anna = Here(), Anna()
    ring = await here.rings(anna)
    here.bell.decline(here.id)
    await ring
    assert (anna.told, here.bell.missed, here.taken) == ("declined", (), [])
    for verb in (here.bell.take, here.bell.decline):
        with pytest.raises(NotFound, match=r"meeting\.not_ringing"):
            verb("another")


async def test_who_gives_up_is_told_of_once(monkeypatch: pytest.MonkeyPatch) -> None:
    here, anna = Here(), Anna()
    ring = await here.rings(anna)
    anna.has_gone.set()
    await ring
    assert [(one.name, one.was_busy) for one in here.bell.missed] == [("Anna", False)]
    assert here.bell.ringing is None
    monkeypatch.setattr(ringing, "RING_S", 0.01)
    patient = Anna()
    await (await here.rings(patient))
    assert patient.told == "no_answer"
    assert len(here.bell.missed) == 2
    here.bell.dismiss()
    assert here.bell.missed == ()


async def test_a_room_that_is_in_a_call_or_goes_into_one_is_busy() -> None:
    here, first, second = Here(), Anna(), Anna()
    ring = await here.rings(first)
    here.go_into_a_call()
    await ring
    await here.bell.ring(second)
    assert (first.told, second.told, here.bell.ringing) == ("busy", "busy", None)
    assert [one.was_busy for one in here.bell.missed] == [True, True]


async def test_a_room_may_answer_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ringing, "AUTO_ANSWER_S", 0.01)
    here, anna = Here(), Anna()
    here.answers_itself = True
    await asyncio.wait_for(await here.rings(anna), 1)
    assert here.taken == [anna]


async def test_no_more_than_twenty_are_remembered() -> None:
    here = Here()
    for at in range(25):
        here.bell.miss(f"sip:{at}@example.org", "", was_busy=False)
    assert [one.address for one in here.bell.missed][::19] == ["sip:24@example.org", "sip:5@example.org"]
