"""Recordings over HTTPS: whole, in ranges, and for nobody but admins."""

from __future__ import annotations

from appliance.api.errors import Code, NotFound
from appliance.api.role import Role
from appliance.caller import Caller
from appliance.meeting.recording.folder import Folder
from tests.api.test_http import admin, guest
from tests.web.door import Door

ADMIN = Caller(Role.ADMIN, "test")
CONTENT = bytes(range(256)) * 40


def kept(door: Door) -> Folder:
    folder = Folder.make(door.folder / "recordings", "Weekly", "123456789")
    (folder.path / "ab-camera-1.mkv").write_bytes(CONTENT)
    (folder.path / ".meeting.mp4.part").write_bytes(b"half")
    return folder


async def test_an_admin_lists_and_fetches_in_ranges(door: Door):
    folder = kept(door)
    (found,) = await door.call("recording.list_recordings", ADMIN)
    assert (found.id, found.title, found.number, found.film) == (folder.id, "Weekly", "123456789", "none")
    assert {file.name: file.size_bytes for file in found.files if file.name.endswith(".mkv")} == {
        "ab-camera-1.mkv": len(CONTENT)
    }
    path = f"/recordings/{folder.id}/ab-camera-1.mkv"
    async with door.client() as client:
        headers = await admin(door, client)
        async with client.get(path, headers=headers) as answer:
            assert answer.status == 200
            assert await answer.read() == CONTENT
            assert answer.content_type == "video/x-matroska"
            assert folder.id in answer.headers["Content-Disposition"]
        async with client.get(path, headers=headers | {"Range": "bytes=1000-1099"}) as answer:
            assert answer.status == 206
            assert await answer.read() == CONTENT[1000:1100]


async def test_nobody_else_fetches_and_nothing_else_is_fetched(door: Door):
    folder = kept(door)
    path = f"/recordings/{folder.id}/ab-camera-1.mkv"
    async with door.client() as client:
        async with client.get(path) as answer:
            assert answer.status == 401
        async with client.get(path, headers=await guest(door, client)) as answer:
            assert answer.status == 403
        headers = await admin(door, client)
        for worthless in (
            f"/recordings/{folder.id}/.meeting.mp4.part",
            f"/recordings/{folder.id}/..%2f..%2fsecrets%2fadmin-code",
            "/recordings/..%2fsecrets/admin-code",
            "/recordings/20260101-000000-00000000/ab-camera-1.mkv",
        ):
            async with client.get(worthless, headers=headers) as answer:
                assert answer.status == 404, worthless


async def test_what_was_deleted_is_gone(door: Door):
    folder = kept(door)
    await door.call("recording.delete_recording", ADMIN, recording_id=folder.id)
    assert not folder.path.exists()
    assert await door.call("recording.list_recordings", ADMIN) == ()
    try:
        await door.call("recording.delete_recording", ADMIN, recording_id=folder.id)
    except NotFound as error:
        assert error.code is Code.RECORDING_UNKNOWN
    else:
        raise AssertionError("deleted twice")
