"""WHEP (draft-ietf-wish-whep-02): one test for each thing that a server must or should do, against the real engine.

What it shares with WHIP (throttles, tokens in the path, bounds) is tested there; here, that it is shared.
"""

# ruff: noqa: ASYNC110  what is waited for happens in other threads

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import ClientResponse, ClientSession

from appliance.api.watch import MAX_WATCHERS, Watcher
from appliance.server import signalling
from tests.media.watcher import Shell, watcher
from tests.media.watcher import Watcher as Player
from tests.web.media_door import MediaDoor

SDP = {"Content-Type": "application/sdp"}
FRAGMENT = {"Content-Type": "application/trickle-ice-sdpfrag"}


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[MediaDoor]:
    async with MediaDoor(tmp_path) as door:
        await door.attach_glass()
        await door.call("settings.change", watching=True)
        Shell(door.mirror).show(200, 60, 30)
        yield door


@dataclass
class Spectator:
    """Somebody who came in with a token, and what plays for them."""

    client: ClientSession
    token: dict[str, str]
    player: Player
    offer: str

    async def post(self, offer: str | None = None, path: str = "/whep", **headers: str) -> ClientResponse:
        data = self.offer if offer is None else offer
        return await self.client.post(path, data=data, headers=self.token | SDP | headers)

    async def start(self) -> tuple[str, str]:
        """Watch; returns the session's address and tag."""
        answer = await self.post()
        assert answer.status == 201, await answer.text()
        await self.player.take(await answer.text())
        return answer.headers["Location"], answer.headers["ETag"]

    def fragment(self, *candidates: str, user: str = "") -> str:
        found = {name: value(self.offer, name) for name in ("ice-ufrag", "ice-pwd", "mid")}
        lines = [
            f"a=ice-ufrag:{user or found['ice-ufrag']}",
            f"a=ice-pwd:{found['ice-pwd']}",
            "m=video 9 UDP/TLS/RTP/SAVPF 0",
            f"a=mid:{found['mid']}",
            *(f"a={candidate}" for candidate in candidates),
        ]
        return "\r\n".join(lines) + "\r\n"

    async def patch(self, location: str, fragment: str, **headers: str) -> ClientResponse:
        return await self.client.patch(location, data=fragment, headers=self.token | FRAGMENT | headers)


def value(sdp: str, name: str) -> str:
    return re.search(f"^a={name}:(.*?)\r?$", sdp, re.MULTILINE)[1]


@asynccontextmanager
async def spectating(door: MediaDoor, *kinds: str) -> AsyncIterator[Spectator]:
    async with door.client() as client, watcher(*kinds) as player:
        headers = {"Authorization": f"Bearer {door.access.admit_guest(door.code, '127.0.0.1')}"}
        yield Spectator(client, headers, player, await player.offer())


def watchers(door: MediaDoor) -> tuple[Watcher, ...]:
    return door.store.state.watch.watchers


async def until(is_so, timeout_s: float = 8) -> None:
    async with asyncio.timeout(timeout_s):
        while not is_so():
            await asyncio.sleep(0.02)


async def test_4_1_get_is_answered_2xx_without_content(door: MediaDoor):
    async with spectating(door) as one:
        location, _ = await one.start()
        for path in ("/whep", location):
            answer = await one.client.get(path)
            assert (answer.status, await answer.read()) == (204, b"")
        assert (await one.client.get("/whep/nobody")).status == 404


async def test_4_2_a_post_answers_201_and_pictures_and_sound_come(door: MediaDoor):
    async with spectating(door) as one:
        answer = await one.post(path="/whep?name=Jonas")
        assert (answer.status, answer.content_type) == (201, "application/sdp")
        assert re.fullmatch(r"/whep/[0-9a-f]{32}", answer.headers["Location"])
        assert re.fullmatch('"[0-9a-f]+"', answer.headers["ETag"])
        await one.player.take(await answer.text())
        await one.player.sees(200, 60, 30)
        await until(lambda: len(one.player.sound) > 10)
        (known,) = watchers(door)
        assert (known.name, known.phase, answer.headers["Location"]) == ("Jonas", "live", f"/whep/{known.id}")


async def test_4_2_another_content_type_is_refused(door: MediaDoor):
    async with spectating(door) as one:
        for kind in ("text/plain", "application/json", "application/trickle-ice-sdpfrag"):
            assert (await one.post(**{"Content-Type": kind})).status == 415


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: "",
        lambda _: "hello",
        lambda offer: offer[: len(offer) // 2],
        lambda offer: offer.replace("a=fingerprint", "a=fingerprin"),
        lambda offer: offer.replace("a=recvonly", "a=sendonly"),
        lambda offer: offer.replace("a=recvonly", "a=inactive"),
        lambda offer: offer.replace("H264/", "H265/"),
    ],
)
async def test_4_2_a_malformed_or_unfit_offer_is_refused_and_leaves_nothing(door: MediaDoor, spoil):
    async with spectating(door) as one:
        answer = await one.post(spoil(one.offer))
        assert (answer.status, (await answer.json())["code"]) == (422, "watch.bad_offer")
        assert watchers(door) == ()
        assert door.media.take_status().watchers == ()


@pytest.mark.parametrize("direction", ["recvonly", "sendrecv"])
async def test_4_2_the_answer_is_sendonly(door: MediaDoor, direction: str):
    async with spectating(door) as one:
        answer = await (await one.post(one.offer.replace("recvonly", direction))).text()
        assert answer.count("a=sendonly") == 2
        assert not re.search("a=(recvonly|sendrecv|inactive)", answer)


async def test_4_2_pictures_alone_may_be_asked_for(door: MediaDoor):
    async with spectating(door, "video") as one:
        await one.start()
        await one.player.sees(200, 60, 30)


async def test_4_2_with_nothing_to_see_409_says_when_to_come_back(door: MediaDoor):
    door.glass.leave(type("Gone", (), {"id": door.glass._shell})())  # type: ignore[arg-type]
    async with spectating(door) as one:
        answer = await one.post()
        assert (answer.status, (await answer.json())["code"]) == (409, "watch.no_picture")
        assert int(answer.headers["Retry-After"]) > 0


async def test_4_2_dtls_ends_the_session_from_the_other_side(door: MediaDoor):
    async with spectating(door) as one:
        await one.start()
        await one.player.sees(200, 60, 30)
        await one.player.close()
        await until(lambda: watchers(door) == (), 3)


async def test_4_3_delete_answers_200_and_ends_ice_and_dtls(door: MediaDoor):
    async with spectating(door) as one:
        location, _ = await one.start()
        await one.player.sees(200, 60, 30)
        answer = await one.client.delete(location, headers=one.token)
        assert (answer.status, await answer.read()) == (200, b"")
        assert watchers(door) == ()
        await until(lambda: one.player.connection.connectionState == "closed")
        assert (await one.client.delete(location, headers=one.token)).status == 404


async def test_4_3_options_serve_pages_of_any_site(door: MediaDoor):
    async with spectating(door) as one:
        location, _ = await one.start()
        for path, methods in (("/whep", {"POST"}), (location, {"PATCH", "DELETE"}), ("/whep/t/x", {"POST"})):
            answer = await one.client.options(path, headers={"Origin": "https://elsewhere.example"})
            assert (answer.status, answer.headers["Accept-Post"]) == (200, "application/sdp")
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert methods <= set(answer.headers["Access-Control-Allow-Methods"].split(", "))
        refused = await one.client.post("/whep")
        assert refused.status == 401
        assert {"Location", "ETag"} <= set(refused.headers["Access-Control-Expose-Headers"].split(", "))


async def test_4_4_1_patches_need_type_and_tag(door: MediaDoor):
    async with spectating(door) as one:
        location, tag = await one.start()
        wrong = {"If-Match": tag, "Content-Type": "application/sdp"}
        assert (await one.patch(location, one.fragment(), **wrong)).status == 415
        assert (await one.patch(location, one.fragment())).status == 428
        assert (await one.patch(location, one.fragment(), **{"If-Match": '"other"'})).status == 412
        assert (await one.patch(location, "hello", **{"If-Match": tag})).status == 400
        assert (await one.patch("/whep/nobody", one.fragment(), **{"If-Match": tag})).status == 404


async def test_4_4_2_trickled_candidates_are_tried(door: MediaDoor):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as place:
        place.bind(("127.0.0.1", 0))
        place.setblocking(False)
        async with spectating(door) as one:
            answer = await one.post()
            location, tag = answer.headers["Location"], answer.headers["ETag"]
            line = f"candidate:1 1 udp 2122260223 127.0.0.1 {place.getsockname()[1]} typ host"
            assert (await one.patch(location, one.fragment(line), **{"If-Match": tag})).status == 204
            async with asyncio.timeout(5):
                check = await asyncio.get_running_loop().sock_recv(place, 1500)
            assert value(one.offer, "ice-ufrag").encode() in check


async def test_4_4_3_an_ice_restart_is_refused_and_changes_nothing(door: MediaDoor):
    async with spectating(door) as one:
        location, tag = await one.start()
        answer = await one.patch(location, one.fragment(user="another"), **{"If-Match": tag})
        assert (answer.status, (await answer.json())["code"]) == (422, "cast.no_ice_restart")
        await one.player.sees(200, 60, 30)


async def test_5_guests_watch_only_while_the_room_lets_them(door: MediaDoor):
    await door.call("settings.change", watching=False)
    created = await door.access.create_token("Second display", "integrator")
    async with spectating(door) as one, spectating(door) as display:
        answer = await one.post()
        assert (answer.status, (await answer.json())["code"]) == (403, "watch.off")
        display.token = {}
        answer = await display.post(path=f"/whep/t/{created.secret}")
        assert answer.status == 201
        assert [known.name for known in watchers(door)] == ["Second display"]
        await door.call("settings.change", watching=True)
        await one.start()
        assert len(watchers(door)) == 2
        await door.call("settings.change", watching=False)
        await until(lambda: [known.name for known in watchers(door)] == ["Second display"])


async def test_5_who_comes_by_itself_after_a_stop_is_refused(door: MediaDoor):
    async with spectating(door) as one:
        location, _ = await one.start()
        id_ = location.rpartition("/")[2]
        await door.call("watch.stop_watching", watch_id=id_)
        async with spectating(door) as again:
            again.token = one.token
            answer = await again.post(path=f"/whep?after={id_}")
            assert (answer.status, (await answer.json())["code"]) == (403, "watch.stopped")
            assert watchers(door) == ()
            answer = await again.post(path="/whep?after=%3Cnonsense%3E")
            assert answer.status == 400
            await again.start()


async def test_5_a_stranger_and_a_wrong_code_stay_out(door: MediaDoor):
    async with spectating(door) as one:
        one.token = {"Authorization": "Bearer 000000"}
        assert (await one.post()).status in (401, 403)
        one.token = {}
        assert (await one.post()).status == 401
        assert watchers(door) == ()


async def test_5_somebody_elses_session_is_not_for_guests(door: MediaDoor):
    async with spectating(door) as one, spectating(door) as other:
        location, tag = await one.start()
        assert (await other.client.delete(location, headers=other.token)).status == 403
        assert (await other.patch(location, one.fragment(), **{"If-Match": tag})).status == 403
        assert len(watchers(door)) == 1


async def test_5_only_so_many_watch(door: MediaDoor):
    async with AsyncExitStack() as stack:
        several = [await stack.enter_async_context(spectating(door, "video")) for _ in range(MAX_WATCHERS)]
        for one in several:
            assert (await one.post()).status == 201
        late = await stack.enter_async_context(spectating(door, "video"))
        answer = await late.post()
        assert (answer.status, (await answer.json())["code"]) == (503, "watch.full")
        assert int(answer.headers["Retry-After"]) > 0
        oldest = watchers(door)[-1].id
        assert (await several[-1].post()).status == 201
        assert len(watchers(door)) == MAX_WATCHERS
        assert oldest not in {known.id for known in watchers(door)}


async def test_5_starts_are_throttled(door: MediaDoor):
    async with spectating(door) as one:
        seen = [(await one.post("hello")).status for _ in range(signalling.START_BURST + 10)]
        assert {*seen} == {422, 429}
