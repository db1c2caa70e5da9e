"""Which section carries what: what VideoRoom cannot tell apart is not put into the same one."""

from __future__ import annotations

from appliance.meeting.engines.janus.feed import Chosen, Stream
from appliance.meeting.engines.janus.sections import MANY, Section, plan


def chosen(feed: str, index: int = 1, *, is_carried: bool = False) -> Chosen:
    return Chosen(feed, feed, "camera", Stream(str(index), index, "video", "vp8"), is_carried=is_carried)


def test_a_free_section_is_switched_to_what_is_told_apart_from_what_it_carried() -> None:
    for before, wanted in (
        (chosen("a"), chosen("b")),
        (chosen("a"), chosen("b", is_carried=True)),
        (chosen("a", is_carried=True), chosen("b")),
        (chosen("a", 1, is_carried=True), chosen("b", 2, is_carried=True)),
    ):
        section = Section("0", before)
        found = plan([section], [wanted])
        assert (found.switched, found.added) == ([(section, wanted)], [])


def test_of_two_carried_streams_of_a_place_the_second_gets_a_section_of_its_own() -> None:
    section, wanted = Section("0", chosen("a", is_carried=True)), chosen("b", is_carried=True)
    found = plan([section], [wanted])
    assert (found.switched, found.added, found.paused) == ([], [wanted], [section])


def test_offers_do_not_grow_for_ever() -> None:
    many = [Section(str(at), chosen(f"a{at}", is_carried=True), is_paused=True) for at in range(MANY)]
    found = plan(many, [chosen("b", is_carried=True)])
    assert (len(found.switched), found.added) == (1, [])
