"""What the glass says to whoever cannot cast, and the addresses that it shows."""

from __future__ import annotations

from typing import Any, get_args

import msgspec
import pytest

from appliance.api.doctor import CastWay, Way, WayCode
from appliance.api.errors import Busy, Code
from tests.ui import scenes
from tests.ui.glass import Glass

ASK = "doctor.examine_casting"
URLS = ("https://192.168.20.14:8443", "https://lighthouse.local:8443")


def told(*troubled: CastWay) -> Any:
    return msgspec.to_builtins(scenes.ways(*troubled))


@pytest.fixture
def page(glass: Glass) -> Glass:
    """The instructions of casting."""
    glass.singleton("Parlor.Flow", "Pages").setProperty("current", "cast")
    return glass


def ask(page: Glass, qtbot, *troubled: CastWay) -> None:
    page.room.results[ASK] = told(*troubled)
    page.touch("Trouble?")
    qtbot.waitUntil(lambda: page.shows("Certificate: Take note"))


def test_trouble_is_told_first_and_with_a_remedy(page: Glass, qtbot) -> None:
    ask(page, qtbot, scenes.MEDIA_AWAY, scenes.NAME_TAKEN)
    words = page.words()
    assert "Receiving pictures: Does not work\nThe media program is not running.\nWait a moment." in words
    assert "lighthouse.local belongs to another machine. This room is lighthouse-2.local." in words
    order = [words.index(name) for name in ("Receiving pictures:", "Name on the network:", "Certificate:")]
    assert order == sorted(order)
    assert page.find("Laptop's browser: Works").rect.top() > page.find("AirPlay: Take note").rect.top()


def test_it_looks_again_when_asked(page: Glass, qtbot) -> None:
    ask(page, qtbot, scenes.MEDIA_AWAY)
    page.room.results[ASK] = told()
    page.touch("Check again")
    qtbot.waitUntil(lambda: not page.shows("Receiving pictures: Does not work"))
    assert page.room.methods().count(ASK) == 2


def test_a_room_that_refuses_or_is_away_says_so(page: Glass, qtbot) -> None:
    page.room.refusals[ASK] = Busy(Code.RATE_LIMITED)
    page.touch("Trouble?")
    qtbot.waitUntil(lambda: page.shows("That was too fast for the room. Try again in a moment."))
    del page.room.refusals[ASK]
    page.room.results[ASK] = told()
    page.touch("Check again")
    qtbot.waitUntil(lambda: page.shows("Laptop's browser: Works"))


def test_the_sheet_is_closed_by_its_cross(page: Glass, qtbot) -> None:
    ask(page, qtbot)
    page.touch("Close")
    qtbot.waitUntil(lambda: not page.shows("What works from this network"))


def test_every_address_is_told_and_followed(page: Glass, qtbot) -> None:
    assert page.shows("or https://lighthouse.local:8443")
    assert "Other addresses" not in page.words()
    page.room.amend("access", urls=(*URLS, "https://10.20.0.7:8443", "https://192.168.44.102:8443"))
    qtbot.waitUntil(lambda: page.shows("Other addresses: 2"))
    page.room.results[ASK] = told()
    page.touch("Other addresses: 2")
    qtbot.waitUntil(lambda: page.shows("https://192.168.44.102:8443"))
    assert page.shows("https://192.168.20.14:8443/doctor")
    page.room.amend("access", urls=URLS)
    qtbot.waitUntil(lambda: not page.shows("https://192.168.44.102:8443"))


def test_a_room_without_a_name_does_not_speak_of_one(page: Glass, qtbot) -> None:
    page.room.amend("access", urls=URLS[:1])
    qtbot.waitUntil(lambda: not page.shows("or https://lighthouse.local:8443"))


def test_every_finding_of_the_room_has_words(glass: Glass) -> None:
    words = glass.singleton("Parlor.Flow", "WayWords")
    titles, findings = (words.property(name).toVariant() for name in ("titles", "findings"))
    assert set(titles) == set(get_args(Way))
    assert set(findings) == set(get_args(WayCode))
    assert set(words.property("remedies").toVariant()) <= set(findings)
