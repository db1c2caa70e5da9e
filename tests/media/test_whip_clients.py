"""Senders that nobody here wrote cast to the room: FFmpeg, libdatachannel as in OBS, and two clients of pages."""

# ruff: noqa: ASYNC110  what is waited for happens in other processes

from __future__ import annotations

import asyncio
import shutil
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import psutil
import pytest
from aiohttp import web
from playwright.async_api import Page

from appliance.cast import roster
from tests.media.ffmpeg import HEIGHT, SOUND, VIDEO, WIDTH, ffmpeg, paint_slides, running
from tests.media.test_browser import FLAGS
from tests.web.browser import chromium, tab
from tests.web.door import free_port
from tests.web.media_door import MediaDoor

CLIENTS = Path(__file__).parent / "whip_clients"
BUNDLE = CLIENTS / "dist" / "browser.js"

needs_clients = pytest.mark.skipif(
    not BUNDLE.exists() or not shutil.which("node"), reason="no WHIP clients: ./packaging/setup test fetches them"
)


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[MediaDoor]:
    """A room that takes casts on its plain port too."""
    door = MediaDoor(tmp_path)
    network = msgspec.structs.replace(door.config.network, plain_whip=True)
    door.config = msgspec.structs.replace(door.config, network=network)
    async with door:
        giving_up = asyncio.create_task(door.cast.run())
        yield door
        giving_up.cancel()


@pytest.fixture
def slides(tmp_path: Path) -> Path:
    return paint_slides(tmp_path)


async def gone(process: asyncio.subprocess.Process, number: int = signal.SIGTERM) -> int:
    process.send_signal(number)
    async with asyncio.timeout(10):
        return await process.wait()


async def test_ffmpeg_casts_with_the_code_as_token_to_the_plain_port(door: MediaDoor, slides: Path):
    whip = ("-authorization", door.code, "-f", "whip", f"{door.plain_url}/whip")
    async with running(*ffmpeg(slides, *VIDEO, *SOUND, *whip)) as process:
        cast = await door.live(15)
        assert (cast.kind, cast.has_sound, cast.width, cast.height) == ("whip", True, WIDTH, HEIGHT)
        await door.picture(cast.stream)
        await gone(process, signal.SIGINT)
        await door.idle(3)


async def test_ffmpeg_casts_with_a_token_in_the_address_over_tls(door: MediaDoor, slides: Path):
    created = await door.access.create_token("Stage camera", "integrator")
    url = f"{door.url}/whip/t/{created.secret}?name=Stage"
    trust = str(door.folder / "tls" / "certificate.pem")
    async with running(*ffmpeg(slides, *VIDEO, *SOUND, "-f", "whip", url), SSL_CERT_FILE=trust) as process:
        cast = await door.live(15)
        assert cast.name == "Stage"
        await door.picture(cast.stream)
        await gone(process, signal.SIGINT)
        await door.idle(3)


async def test_rfc9725_4_2_a_sender_that_died_is_given_up(
    door: MediaDoor, slides: Path, monkeypatch: pytest.MonkeyPatch
):
    whip = ("-authorization", door.code, "-f", "whip", f"{door.plain_url}/whip")
    async with running(*ffmpeg(slides, *VIDEO, "-an", *whip)) as process:
        cast = await door.live(15)
        monkeypatch.setattr(roster, "GRACE_S", 1.0)
        await gone(process, signal.SIGKILL)
        await door.idle(10)
    assert cast.id not in {one.id for one in door.media.take_status().casts}
    async with asyncio.timeout(5):
        while psutil.Process().net_connections("udp"):
            await asyncio.sleep(0.05)


@needs_clients
async def test_libdatachannel_casts_as_obs_does(door: MediaDoor, slides: Path):
    video, sound = free_port(), free_port()
    trust = str(door.folder / "tls" / "certificate.pem")
    sender = ("node", CLIENTS / "datachannel.js", f"{door.url}/whip", door.code, str(video), str(sound))
    pictures = ("-map", "0:v", *VIDEO, "-f", "rtp", f"rtp://127.0.0.1:{video}?pkt_size=1200")
    tone = ("-map", "1:a", *SOUND, "-f", "rtp", f"rtp://127.0.0.1:{sound}?pkt_size=1200")
    film = ffmpeg(slides, *pictures, *tone)
    async with running(*sender, NODE_EXTRA_CA_CERTS=trust) as process, running(*film):
        cast = await door.live(15)
        assert cast.has_sound
        await door.picture(cast.stream)
        assert await gone(process) == 0
        await door.idle(1)


@pytest.fixture
async def studio(tmp_path: Path) -> AsyncIterator[Page]:
    """A page of another site, in Chromium, that has the clients."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("<!doctype html><script type=module src=browser.js></script>")
    shutil.copy(BUNDLE, site)
    app = web.Application()
    app.router.add_static("/", site)
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        async with chromium(*FLAGS) as browser, tab(browser) as page:
            await page.goto(f"http://127.0.0.1:{port}/index.html")
            yield page
    finally:
        await runner.cleanup()


def answers(page: Page) -> list[tuple[str, int]]:
    """The method and status of every answer that the page gets."""
    found: list[tuple[str, int]] = []
    page.on("response", lambda response: found.append((response.request.method, response.status)))
    return found


async def answered(answers: list[tuple[str, int]], wanted: tuple[str, int]) -> None:
    """Wait until the page got such an answer."""
    async with asyncio.timeout(5):
        while wanted not in answers:
            await asyncio.sleep(0.05)


@needs_clients
@pytest.mark.browser
async def test_medoozes_client_trickles_from_another_sites_page(door: MediaDoor, studio: Page):
    asked = answers(studio)
    await studio.evaluate("url => medooze(...url)", [f"{door.url}/whip", door.code])
    cast = await door.live(15)
    await door.picture(cast.stream)
    assert cast.has_sound
    await answered(asked, ("PATCH", 204))
    assert "428" not in str(asked)
    restart = await studio.evaluate("restart().then(() => 'restarted', error => error.message)")
    assert restart == "Request rejected with status 422"
    await studio.evaluate("stop()")
    await door.idle(3)
    await answered(asked, ("DELETE", 200))


@needs_clients
@pytest.mark.browser
@pytest.mark.parametrize("is_whole", [True, False])
async def test_eyevinns_client_casts_from_another_sites_page(door: MediaDoor, studio: Page, is_whole: bool):
    asked = answers(studio)
    await studio.evaluate("wish => eyevinn(...wish)", [f"{door.url}/whip", door.code, is_whole])
    cast = await door.live(15)
    await door.picture(cast.stream)
    await answered(asked, ("OPTIONS", 200))
    await studio.evaluate("stop()")
    await door.idle(3)
    await answered(asked, ("DELETE", 200))
