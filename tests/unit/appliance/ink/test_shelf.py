"""Things kept while memory allows."""

from appliance.ink.shelf import Shelf


def test_a_thing_is_its_owners():
    shelf: Shelf[str] = Shelf(100)
    owner, other = object(), object()
    shelf.put("key", owner, "thing", 10)
    assert shelf.get("key", owner) == "thing"
    assert shelf.get("key", other) is None
    assert shelf.get("none", owner) is None


def test_the_first_in_are_the_first_out():
    shelf: Shelf[int] = Shelf(100)
    for number in range(10):
        shelf.put(number, None, number, 30)
        assert shelf.held_bytes <= 100
    assert [shelf.get(number, None) for number in range(10)] == [None] * 7 + [7, 8, 9]


def test_what_is_replaced_is_counted_once():
    shelf: Shelf[str] = Shelf(100)
    for cost in (90, 40, 60):
        shelf.put("key", None, "thing", cost)
        assert shelf.held_bytes == cost


def test_what_is_larger_than_all_is_kept_alone():
    shelf: Shelf[str] = Shelf(100)
    shelf.put("small", None, "small", 10)
    shelf.put("large", None, "large", 1000)
    assert shelf.get("large", None) == "large"
    assert shelf.get("small", None) is None
