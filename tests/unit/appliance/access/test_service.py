from __future__ import annotations

import asyncio
import stat
from pathlib import Path

import pytest

from appliance.access import code, service
from appliance.access.machine import Machines, UnreadableTokens
from appliance.access.service import AccessService
from appliance.api.cast import CastEnded
from appliance.api.errors import Busy, Code, NotAllowed, NotFound, Unavailable
from appliance.api.role import Role
from appliance.caller import Caller
from appliance.store import Store


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def access(store: Store, tmp_path: Path, clock: Clock) -> AccessService:
    return AccessService(store, tmp_path / "secrets", clock)


def other_than(current: str) -> str:
    return f"{(int(current) + 1) % 1_000_000:06}"


def test_the_code_is_six_digits_and_on_the_glass(access: AccessService, store: Store):
    shown = store.state.access.code
    assert len(shown) == 6
    assert shown.isdecimal()
    assert access.admit_guest(f"{shown[:3]} {shown[3:]}", "10.0.0.1")


def show_door(access: AccessService) -> None:
    access.show_door(urls=("https://10.0.0.5:8443", "https://room.local:8443"), fingerprint="AA:BB", is_trusted=False)


def scan(store: Store) -> str:
    start = "https://10.0.0.5:8443/#t."
    assert store.state.access.join_url.startswith(start)
    return store.state.access.join_url.removeprefix(start)


def test_the_address_carries_a_ticket_that_is_not_the_code(access: AccessService, store: Store):
    show_door(access)
    shown = store.state.access
    assert shown.code not in shown.join_url
    assert len(scan(store)) >= 22
    assert (shown.fingerprint, shown.trusted) == ("AA:BB", False)


def test_a_ticket_opens_once_and_the_glass_shows_another(access: AccessService, store: Store):
    show_door(access)
    ticket = scan(store)
    assert access.identify(access.admit_ticket(ticket, "10.0.0.1", "Anna")).name == "Anna"
    assert scan(store) != ticket
    with pytest.raises(NotAllowed) as refused:
        access.admit_ticket(ticket, "10.0.0.2")
    assert refused.value.code == Code.USED_TICKET
    assert access.admit_ticket(scan(store), "10.0.0.2")


def test_a_ticket_scanned_just_before_a_new_code_still_opens_once(access: AccessService, store: Store, clock: Clock):
    show_door(access)
    ticket = scan(store)
    store.emit(CastEnded(cast_id="c", reason="glass"))
    clock.now += 30
    assert access.admit_ticket(ticket, "10.0.0.1")
    with pytest.raises(NotAllowed):
        access.admit_ticket(ticket, "10.0.0.1")


@pytest.mark.parametrize("seconds", [0, 61])
def test_a_ticket_from_before_the_room_asked_for_a_new_code_is_worthless(
    access: AccessService, store: Store, clock: Clock, seconds: float
):
    show_door(access)
    ticket = scan(store)
    if seconds:
        store.emit(CastEnded(cast_id="c", reason="glass"))
        clock.now += seconds
    else:
        asyncio.run(access.renew_code())
    with pytest.raises(NotAllowed):
        access.admit_ticket(ticket, "10.0.0.1")


def test_who_guessed_codes_must_wait_with_tickets_too(access: AccessService, store: Store):
    show_door(access)
    for _ in range(5):
        with pytest.raises(NotAllowed):
            access.admit_guest(other_than(store.state.access.code), "10.0.0.1")
    with pytest.raises(Busy):
        access.admit_ticket(scan(store), "10.0.0.1")


def test_a_token_names_its_guest_and_outlives_a_restart(access: AccessService, store: Store, tmp_path: Path):
    token = access.admit_guest(store.state.access.code, "10.0.0.1", "Anna")
    guest = access.identify(token)
    assert guest is not None
    assert (guest.role, guest.name) == (Role.GUEST, "Anna")
    restarted = AccessService(Store(), tmp_path / "secrets")
    assert restarted.identify(token) == guest


def test_tokens_of_another_room_are_worthless(access: AccessService, store: Store, tmp_path: Path):
    token = access.admit_guest(store.state.access.code, "10.0.0.1")
    assert AccessService(Store(), tmp_path / "elsewhere").identify(token) is None


@pytest.mark.parametrize("bad", ["", ".", "a.b", "prl_", "prl_x", "ü.ü", "x" * 5000, "AAAA." + "A" * 43])
def test_nonsense_is_nobody(access: AccessService, bad: str):
    assert access.identify(bad) is None


def test_a_changed_token_is_nobody(access: AccessService, store: Store):
    token = access.admit_guest(store.state.access.code, "10.0.0.1", "Anna")
    body, _, signature = token.partition(".")
    for at in range(len(body)):
        changed = "A" if body[at] != "A" else "B"
        assert access.identify(f"{body[:at]}{changed}{body[at + 1 :]}.{signature}") is None


def test_a_token_ends_after_twelve_hours(access: AccessService, store: Store):
    sessions = access._sessions
    token = access.admit_guest(store.state.access.code, "10.0.0.1")
    now = sessions._clock()
    sessions._clock = lambda: now + 12 * 3600 - 10
    assert access.identify(token)
    sessions._clock = lambda: now + 12 * 3600 + 10
    assert access.identify(token) is None


def test_a_wrong_code_tells_the_tries_left(access: AccessService, store: Store):
    with pytest.raises(NotAllowed) as refused:
        access.admit_guest(other_than(store.state.access.code), "10.0.0.1")
    assert (refused.value.code, refused.value.data) == (Code.WRONG_CODE, {"tries_left": 4})


def test_even_the_right_code_waits_after_five_wrong(access: AccessService, store: Store, clock: Clock):
    for _ in range(5):
        with pytest.raises(NotAllowed):
            access.admit_guest(other_than(store.state.access.code), "10.0.0.1")
    with pytest.raises(Busy):
        access.admit_guest(store.state.access.code, "10.0.0.1")
    assert access.admit_guest(store.state.access.code, "10.0.0.2")
    clock.now += 6
    assert access.admit_guest(store.state.access.code, "10.0.0.1")


def test_the_code_renews_after_ten_minutes_while_nobody_is_in(access: AccessService, store: Store, clock: Clock):
    first = store.state.access.code
    clock.now += service.CODE_LIFETIME_S - 1
    access.renew_when_due()
    assert store.state.access.code == first
    clock.now += 2
    with access.presence(Caller(Role.GUEST, "g")), access.presence(Caller(Role.GUEST, "g")):
        access.renew_when_due()
        assert store.state.access.code == first
    access.renew_when_due()
    assert store.state.access.code != first


def test_whoever_was_typing_still_gets_in_for_a_minute(access: AccessService, store: Store, clock: Clock):
    first = store.state.access.code
    store.emit(CastEnded(cast_id="c", reason="sender"))
    assert store.state.access.code != first
    clock.now += code.GRACE_S - 1
    assert access.admit_guest(first, "10.0.0.1")
    clock.now += 2
    with pytest.raises(NotAllowed):
        access.admit_guest(first, "10.0.0.1")


async def test_a_code_renewed_on_purpose_is_dead_at_once(access: AccessService, store: Store):
    first = store.state.access.code
    token = access.admit_guest(first, "10.0.0.1")
    await access.renew_code()
    with pytest.raises(NotAllowed):
        access.admit_guest(first, "10.0.0.1")
    assert access.identify(token)


def test_the_admin_code_is_made_once_and_private(access: AccessService, tmp_path: Path):
    path = tmp_path / "secrets" / "admin-code"
    admin_code = path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [len(group) for group in admin_code.split("-")] == [4, 4, 4, 4]
    assert not set(admin_code) & set("0O1IL")
    caller = access.identify(access.admit_admin(admin_code.lower().replace("-", " "), "10.0.0.1"))
    assert caller is not None
    assert caller.role is Role.ADMIN
    assert AccessService(Store(), tmp_path / "secrets").admit_admin(admin_code, "10.0.0.1")
    with pytest.raises(NotAllowed):
        access.admit_admin("AAAA-AAAA-AAAA-AAAA", "10.0.0.1")


async def test_machines_tokens(access: AccessService, tmp_path: Path):
    created = await access.create_token("Crestron", "integrator")
    revoked: list[str] = []
    access.on_revoked(revoked.append)
    path = tmp_path / "secrets" / "tokens.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert created.secret not in path.read_text()
    assert await access.list_tokens() == [created.token]
    assert access.identify(created.secret) == Caller(Role.INTEGRATOR, created.token.id, "Crestron")
    restarted = AccessService(Store(), tmp_path / "secrets")
    assert restarted.identify(created.secret) is not None
    await access.revoke_token(created.token.id)
    assert access.identify(created.secret) is None
    assert revoked == [created.token.id]
    with pytest.raises(NotFound):
        await access.revoke_token(created.token.id)
    assert AccessService(Store(), tmp_path / "secrets").identify(created.secret) is None


async def test_a_full_disk_is_told_and_changes_nothing(access: AccessService, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("appliance.secret.write", full)
    with pytest.raises(Unavailable, match=Code.SETTINGS_NOT_SAVED):
        await access.create_token("x", "admin")
    assert await access.list_tokens() == []


def test_damaged_tokens_stop_the_start(tmp_path: Path):
    path = tmp_path / "tokens.json"
    path.write_text("[{]")
    with pytest.raises(UnreadableTokens, match=str(path)):
        Machines(path)
