from appliance.api.cast import CastEnded
from appliance.api.sound import SoundState
from appliance.store import Store


def test_replacing_a_domain_bumps_the_revision_and_names_it():
    store = Store()
    heard: list[frozenset[str]] = []
    store.subscribe(heard.append)
    store.replace(sound=SoundState(volume=10))
    assert store.state.sound.volume == 10
    assert store.rev == 1
    assert heard == [frozenset({"sound"})]


def test_an_equal_domain_changes_nothing():
    store = Store()
    heard: list[frozenset[str]] = []
    store.subscribe(heard.append)
    store.replace(sound=SoundState())
    assert store.rev == 0
    assert heard == []


def test_a_listener_that_left_hears_nothing():
    store = Store()
    heard: list[object] = []
    leave = store.listen(lambda event, to: heard.append((event, to)))
    event = CastEnded(cast_id="a", reason="sender")
    store.emit(event, to="guest-1")
    leave()
    store.emit(event, to="guest-1")
    assert heard == [(event, "guest-1")]
