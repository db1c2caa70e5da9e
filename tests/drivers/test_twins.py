"""Every twin passes its contract, in real time."""

from collections.abc import Iterator
from typing import Any

import pytest

from drivers.camera.twin import TwinCamera
from drivers.contract import CameraContract, DisplayContract, FaultyContract, MicrophoneContract, SpeakerContract
from drivers.display.twin import TwinDisplay
from drivers.errors import Unavailable
from drivers.microphone.twin import TwinMicrophone
from drivers.speaker.twin import TwinSpeaker
from drivers.world import World


@pytest.fixture(scope="module")
def world() -> World:
    return World()


class TestTwinCamera(FaultyContract, CameraContract):
    @pytest.fixture
    def device(self, world: World) -> Iterator[Any]:
        with TwinCamera(world=world) as camera:
            yield camera


class TestTwinMicrophone(FaultyContract, MicrophoneContract):
    @pytest.fixture
    def device(self, world: World) -> Iterator[Any]:
        with TwinMicrophone(world=world) as microphone:
            yield microphone


class TestTwinSpeaker(FaultyContract, SpeakerContract):
    @pytest.fixture
    def device(self, world: World) -> Iterator[Any]:
        with TwinSpeaker(world=world) as speaker:
            yield speaker


class TestTwinDisplay(DisplayContract):
    @pytest.fixture
    def device(self, world: World) -> Any:
        return TwinDisplay(world=world)

    def test_an_unplugged_display_answers_nothing(self, device: Any) -> None:
        device.inject("unplugged")
        assert not device.present
        with pytest.raises(Unavailable):
            device.set_power(True)
        device.clear()
        device.set_power(True)
