from __future__ import annotations

from pathlib import Path

import pytest

from appliance.access import pairing
from appliance.access.pairing import Pairings
from appliance.access.service import AccessService
from appliance.access.session import LIFETIME_S
from appliance.access.throttle import FREE_TRIES
from appliance.api.cast import CastEnded
from appliance.api.errors import Busy, Code, NotAllowed
from appliance.api.role import Role
from appliance.store import Store


class Clock:
    now = 1000.0

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


def test_the_code_makes_one_guest_of_an_address(access: AccessService, store: Store):
    code = store.state.access.code
    anna = access.identify_sender(code, "10.0.0.1")
    assert anna.role is Role.GUEST
    assert access.identify_sender(f" {code[:3]}-{code[3:]} ", "10.0.0.1") == anna
    assert access.identify_sender(code, "10.0.0.2").id != anna.id
    assert code not in anna.id


def test_an_outdated_code_still_serves_who_was_let_in_by_it(access: AccessService, store: Store, clock: Clock):
    code = store.state.access.code
    anna = access.identify_sender(code, "10.0.0.1")
    store.emit(CastEnded(cast_id="c", reason="sender"))
    clock.now += 61
    assert access.identify_sender(code, "10.0.0.1") == anna
    with pytest.raises(NotAllowed) as refused:
        access.identify_sender(code, "10.0.0.2")
    assert refused.value.code == Code.WRONG_CODE
    clock.now += LIFETIME_S
    with pytest.raises(NotAllowed):
        access.identify_sender(code, "10.0.0.1")


async def test_a_code_renewed_by_hand_lets_nobody_in_any_more(access: AccessService, store: Store):
    code = store.state.access.code
    access.identify_sender(code, "10.0.0.1")
    await access.renew_code()
    with pytest.raises(NotAllowed):
        access.identify_sender(code, "10.0.0.1")


def test_guesses_count_with_those_of_the_code_page(access: AccessService, store: Store):
    wrong = f"{(int(store.state.access.code) + 1) % 1_000_000:06}"
    for _ in range(FREE_TRIES - 1):
        with pytest.raises(NotAllowed):
            access.identify_sender(wrong, "10.0.0.1")
    with pytest.raises(NotAllowed):
        access.admit_guest(wrong, "10.0.0.1")
    with pytest.raises(Busy):
        access.identify_sender(store.state.access.code, "10.0.0.1")


def test_who_must_wait_cannot_guess_at_codes_that_others_were_let_in_by(access: AccessService, store: Store):
    code = store.state.access.code
    access.identify_sender(code, "10.0.0.1")
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _ in range(FREE_TRIES):
        with pytest.raises(NotAllowed):
            access.identify_sender(wrong, "10.0.0.1")
    with pytest.raises(Busy):
        access.identify_sender(code, "10.0.0.1")


def test_other_tokens_are_no_guesses(access: AccessService, store: Store):
    session = access.admit_guest(store.state.access.code, "10.0.0.1", "Anna")
    assert access.identify_sender(session, "10.0.0.1").name == "Anna"
    for token in ("prl_x", "12345", "1234567", "12345a", "１２３４５６", ""):
        for _ in range(FREE_TRIES + 1):
            assert access.identify_sender(token, "10.0.0.1") is None


def test_pairs_are_bounded(clock: Clock, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pairing, "MAX_PAIRED", 3)
    pairings = Pairings(clock)
    for number in range(5):
        pairings.add("123456", f"10.0.0.{number}")
    assert [pairings.find("123456", f"10.0.0.{number}") is not None for number in range(5)] == [False] * 2 + [True] * 3
