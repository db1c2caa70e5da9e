from __future__ import annotations

from appliance.media.lead import AFTER_A_GAP, AFTER_NEAR, CALM, FIRST, MAX, MAX_CALM, MIN, NEAR, RATE, SPARE, Lead

BLOCK = RATE // 100


def play(lead: Lead, seconds: float, late: int = 0) -> None:
    """Mix every 10 ms, each time so many frames too late."""
    for _ in range(round(seconds * 100)):
        lead.note(lead.frames - BLOCK - late, BLOCK)


def test_a_calm_machine_is_trusted_with_less_slowly() -> None:
    lead = Lead()
    play(lead, CALM / RATE - 0.1)
    assert lead.frames == FIRST
    play(lead, 0.2)
    assert MIN <= lead.frames < FIRST
    play(lead, 120)
    assert MIN <= lead.frames <= BLOCK + SPARE + RATE * 5 // 1000


def test_one_that_is_late_now_and_then_keeps_what_that_needs() -> None:
    lead = Lead()
    for _ in range(100):
        play(lead, 1.5)
        play(lead, 0.01, late=RATE * 15 // 1000)
    assert lead.frames - BLOCK - RATE * 15 // 1000 >= NEAR


def test_a_gap_and_what_nearly_was_one_are_answered_at_once_and_within_bounds() -> None:
    lead = Lead()
    lead.note(NEAR - 1, BLOCK)
    assert lead.frames == FIRST + AFTER_NEAR
    lead.miss()
    assert lead.frames == FIRST + AFTER_NEAR + AFTER_A_GAP
    for _ in range(10):
        lead.miss()
    assert lead.frames == MAX


def test_one_that_had_gaps_is_trusted_later() -> None:
    lead = Lead()
    lead.miss()
    grown = lead.frames
    play(lead, CALM / RATE * 1.9)
    assert lead.frames == grown
    play(lead, CALM / RATE * 0.2)
    assert lead.frames < grown
    for _ in range(20):
        lead.miss()
    play(lead, MAX_CALM / RATE + 1)
    assert lead.frames < MAX, "but for ever nobody is punished"


def test_the_silence_between_two_openings_is_no_calm() -> None:
    lead = Lead()
    for _ in range(10):
        play(lead, CALM / RATE * 0.9)
        lead.settle()
    assert lead.frames == FIRST
