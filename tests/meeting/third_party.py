"""A third party's meeting service on loopback: pages of our own that behave as such pages do."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any

from aiohttp import web

_HEAD = """<!doctype html><meta charset="utf-8"><title>Meeting</title>
<style>body{margin:0;font:32px sans-serif;background:#123;color:#fff} button,input{font:inherit;padding:20px}
video{width:640px;height:360px} [hidden]{display:none!important}
#late{position:absolute;left:100px;top:600px}</style>"""

JOIN = (
    _HEAD
    + """
<button data-id="continue">Go on in this browser</button>
<main hidden id="before"><input data-id="name"><button data-id="join" disabled>Join</button></main>
<p hidden data-id="lobby">Somebody will let you in</p>
<p hidden data-id="refused">No</p><p hidden data-id="over">It is over</p>
<section hidden data-id="stage"><video autoplay muted playsinline></video>
<button data-id="mic-on">mic</button><button data-id="mic-off" hidden>mic off</button>
<button data-id="cam-on">cam</button><button data-id="cam-off" hidden>cam off</button>
<button data-id="leave">Leave</button></section>
<script>
const options = new URLSearchParams(location.search);
const $ = (name) => document.querySelector(`[data-id="${name}"]`);
const tell = (what) => fetch(`/told/${encodeURIComponent(what)}`, { method: "POST" });
const show = (name, on = true) => { $(name).hidden = !on; };
let stream, trusted = true;
window.addEventListener("unhandledrejection", ({ reason }) => tell(`failed:${reason}`));
window.addEventListener("click", (event) => { trusted &&= event.isTrusted; }, true);
$("continue").onclick = () => { show("continue", false); before.hidden = false; };
if (options.has("straight")) { $("continue").click(); trusted = true; }
$("name").oninput = () => { $("join").disabled = !$("name").value; };
if (options.has("nameless")) $("name").remove(), $("join").disabled = false;
$("join").onclick = async () => {
  if (options.has("stubborn") && !options.get("late")) { options.set("late", 1); return; }
  await tell(`asked:${$("name")?.value ?? ""}:${trusted}`);
  before.hidden = true;
  if (options.has("lobby")) { show("lobby"); await (await fetch("/wait/admit")).text(); show("lobby", false); }
  if (options.has("refuse")) return show("refused");
  stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: !options.has("voice") });
  const here = new RTCPeerConnection(), there = new RTCPeerConnection();
  here.onicecandidate = ({ candidate }) => there.addIceCandidate(candidate);
  there.onicecandidate = ({ candidate }) => here.addIceCandidate(candidate);
  there.ontrack = ({ streams }) => { document.querySelector("video").srcObject = streams[0]; };
  stream.getTracks().forEach((track) => here.addTrack(track, stream));
  await here.setLocalDescription(); await there.setRemoteDescription(here.localDescription);
  await there.setLocalDescription(); await here.setRemoteDescription(there.localDescription);
  show("stage");
  await tell(`in:${stream.getAudioTracks()[0].label}`);
  const inputs = (await navigator.mediaDevices.enumerateDevices()).filter((each) => each.kind === "audioinput");
  await tell(`finds:${inputs.map((each) => each.label).join()}`);
  await tell(`works-on-it:${stream.getAudioTracks()[0].getSettings().echoCancellation}`);
  const meter = new AudioContext(), node = meter.createAnalyser();
  meter.createMediaStreamSource(stream).connect(node);
  node.fftSize = 8192;
  const samples = new Float32Array(node.fftSize), bins = new Float32Array(node.frequencyBinCount);
  if (options.has("sings")) {
    const voice = meter.createOscillator();
    voice.frequency.value = 1000;
    voice.connect(meter.destination);
    voice.start();
  }
  (async () => {
    for (;;) {
      let most = 0;
      for (let i = 0; i < 60; i++) {
        node.getFloatTimeDomainData(samples);
        most = Math.max(most, ...samples.map(Math.abs));
        await new Promise((done) => setTimeout(done, 20));
      }
      if (options.has("listens")) await tell(`loud:${most > 0.001}`);
      node.getFloatFrequencyData(bins);
      const pitch = bins.indexOf(Math.max(...bins)) * meter.sampleRate / node.fftSize;
      if (options.has("voice")) await tell(`pitch:${Math.round(pitch)}`);
    }
  })();
  if (options.has("selfish")) setTimeout(() => $("mic-on").click(), 1500);
  await (await fetch("/wait/end")).text();
  show("over");
};
const flip = (name, kind) => {
  for (const state of ["on", "off"]) $(`${name}-${state}`).onclick = () => {
    if (options.has("deaf")) return;
    const off = state === "on";
    stream.getTracks().filter((track) => track.kind === kind).forEach((track) => { track.enabled = !off; });
    show(`${name}-on`, !off); show(`${name}-off`, off); tell(`${name}:${off ? "off" : "on"}`);
  };
};
flip("mic", "audio"); flip("cam", "video");
$("leave").onclick = () => tell("left");
</script>"""
)
ASKS = """<!doctype html><script>
navigator.mediaDevices.getUserMedia({ audio: true }).then(() => "granted", (error) => error.name).then((answer) =>
  fetch(`/told/${location.hostname}:${answer}`, { method: "POST" }));
</script>"""
DOES = """<!doctype html><title>Does</title><script>
const tell = (what) => fetch(`/told/${encodeURIComponent(what)}`, { method: "POST" });
setTimeout(() => { new Function("tell", new URLSearchParams(location.search).get("script"))(tell); }, 100);
setTimeout(() => tell("still-here"), 900);
</script>"""


class ThirdParty:
    """Remembers what its pages told, and lets them wait."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.asked: dict[str, float] = {}
        """Host and page of what was fetched, and when last."""
        self.scenes: dict[str, str] = {}
        self.port = 0
        self._stack = AsyncExitStack()
        self._doors: dict[str, Any] = {}

    async def __aenter__(self) -> ThirdParty:
        self._doors = {"admit": asyncio.Event(), "end": asyncio.Event()}
        app = web.Application()
        app.router.add_get("/wait/{what}", self._wait)
        app.router.add_post("/told/{what}", self._hear)
        app.router.add_get("/{page}", self._page)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self._stack.push_async_callback(runner.cleanup)
        self.port = runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        for door in self._doors.values():
            door.set()
        await self._stack.aclose()

    def url(self, page: str, host: str = "meet.localhost") -> str:
        """The address of a page; *.localhost is the machine itself, and a secure context."""
        return f"http://{host}:{self.port}/{page}"

    def open_door(self, what: str) -> None:
        """Let go on what waits: admit, or end."""
        self._doors[what].set()

    async def _wait(self, request: web.Request) -> web.Response:
        await self._doors[request.match_info["what"]].wait()
        return web.Response(text="now")

    async def _hear(self, request: web.Request) -> web.Response:
        self.told.append(request.match_info["what"])
        return web.Response(headers={"Access-Control-Allow-Origin": "*"})

    async def _page(self, request: web.Request) -> web.StreamResponse:
        page = request.match_info["page"]
        self.asked[f"{request.host.partition(':')[0]}/{page}"] = time.monotonic()
        bodies = {"join": JOIN, "asks": ASKS, "does": DOES}
        if page == "frames":
            inner = f'<iframe src="{self.url("asks", "other.localhost")}"></iframe><iframe src="/asks"></iframe>'
            return web.Response(text=f"{_HEAD}{inner}", content_type="text/html")
        if page == "moved":
            raise web.HTTPFound(request.query["to"])
        if page == "file.zip":
            return web.Response(body=b"x" * 4096, headers={"Content-Disposition": "attachment"})
        if page == "recipe":
            return web.Response(text=self.scenes[request.query["id"]], content_type="text/html")
        if page in bodies:
            return web.Response(text=bodies[page], content_type="text/html")
        raise web.HTTPNotFound


async def until(holds: Callable[[], object], service: ThirdParty, within_s: float = 20.0) -> None:
    deadline = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < deadline, service.told
        await asyncio.sleep(0.02)
