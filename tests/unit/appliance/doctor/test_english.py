"""Every finding can be told in a terminal."""

from typing import get_args

from appliance.api.doctor import CastWay, WayCode
from appliance.doctor import english


def test_every_code_has_words_that_its_facts_fill() -> None:
    assert set(english.WORDS) == set(get_args(WayCode))


def test_facts_are_filled_in_and_lists_joined() -> None:
    way = CastWay(way="certificate", status="warn", code="certificate.names_missing", data={"missing": ("a", "b")})
    told = english.finding(way)
    assert (told.name, told.text) == ("certificate", "not for a, b")
    assert told.remedy
