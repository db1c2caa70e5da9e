from pathlib import Path

import pytest

from appliance.api.errors import Unavailable
from appliance.settings import Memory, SettingsFile, SettingsService
from appliance.store import Store


async def test_a_change_is_on_disk_and_in_the_state(tmp_path: Path):
    store = Store()
    service = SettingsService(store, SettingsFile(tmp_path / "settings.json", Memory()))
    await service.change(room_name="Ocean", language="zh_CN", airplay=False)
    settings = store.state.settings
    assert (settings.room_name, settings.language, settings.airplay) == ("Ocean", "zh_CN", False)
    again = SettingsFile(tmp_path / "settings.json", Memory())
    assert again.memory.settings.room_name == "Ocean"
    assert again.memory.version == 1


async def test_an_unreadable_file_is_kept_aside(tmp_path: Path):
    path = tmp_path / "settings.json"
    path.write_bytes(b'{"volume": "loud"}')
    file = SettingsFile(path, Memory(volume=7))
    assert file.memory.volume == 7
    assert [kept.read_bytes() for kept in tmp_path.glob("settings.json.unreadable-*")] == [b'{"volume": "loud"}']


async def test_a_newer_versions_file_is_read_as_far_as_it_is_known(tmp_path: Path):
    path = tmp_path / "settings.json"
    path.write_bytes(b'{"version": 2, "volume": 9, "scent": "pine"}')
    assert SettingsFile(path, Memory()).memory.volume == 9


async def test_what_cannot_be_saved_changes_nothing(tmp_path: Path):
    store = Store()
    folder = tmp_path / "data"
    folder.mkdir()
    service = SettingsService(store, SettingsFile(folder / "settings.json", Memory()))
    folder.rmdir()
    with pytest.raises(Unavailable, match=r"settings\.not_saved"):
        await service.change(room_name="Ocean")
    assert store.state.settings.room_name == "Meeting room"
