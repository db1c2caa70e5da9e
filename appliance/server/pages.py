"""The browser pages: read once from where Vite built them, and served from memory under a strict policy."""

from __future__ import annotations

import base64
import hashlib
import html
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

import structlog
from aiohttp import hdrs, web

log = structlog.get_logger()

BUILT = Path(__file__).parents[2] / "ui" / "web" / "dist"
ADDRESSES = {
    "index.html": "/",
    "glass.html": "/glass",
    "board.html": "/board",
    "doctor.html": "/doctor",
    "watch.html": "/watch",
    "call.html": "/call",
}
PLAIN = "plain.html"
GROUP = len("00:") * 8
"""Characters of a fingerprint between which a line may break."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
    "connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
POLICIES = {"/doctor": POLICY.replace("connect-src 'self'", "connect-src 'self' https://*.local:*")}
"""The doctor's page tries the room under its name in .local too."""
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "display-capture=(self), camera=(), microphone=(), geolocation=()",
    hdrs.SERVER: "parlor",
}
CAPTURING = {"Permissions-Policy": "display-capture=(self), camera=(self), microphone=(self), geolocation=()"}
"""Of the call page, which alone may use a camera and a microphone."""


def security(path: str) -> dict[str, str]:
    """Headers of every answer at an address."""
    return SECURITY | CAPTURING if path in ("/call", "/call/") else SECURITY


@dataclass(frozen=True, slots=True)
class _File:
    body: bytes
    content_type: str
    etag: str
    cached: str


class Pages:
    """Serves the built pages; without them every address says so."""

    def __init__(self, directory: Path = BUILT) -> None:
        self._files: dict[str, _File] = {}
        for path in sorted(directory.rglob("*")) if directory.is_dir() else ():
            name = path.relative_to(directory).as_posix()
            if path.is_file() and name != PLAIN:
                self._files[ADDRESSES.get(name, f"/{name}")] = _load(
                    path, is_named_by_content=name.startswith("assets/")
                )
        self._plain = _plain(directory / PLAIN)
        if "/" not in self._files or not self._plain:
            log.error("pages.missing", directory=str(directory), remedy="npm ci && npm run build in ui/web")

    def routes(self) -> list[web.RouteDef]:
        """Where they are served; to be added last."""
        return [web.get("/{path:.*}", self._serve)]

    def holds(self, path: str) -> bool:
        """Whether a page or a part of one is served there."""
        return path in self._files

    def plain(self, url: str, fingerprint: str) -> web.Response:
        """The page of plain HTTP, which leads to the secure address."""
        groups = (fingerprint[at : at + GROUP] for at in range(0, len(fingerprint), GROUP))
        page = self._plain.replace("{url}", html.escape(url)).replace("{fingerprint}", "<wbr>".join(groups))
        style = re.search(r"<style>(.*?)</style>", self._plain, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256((style[1] if style else "").encode()).digest()).decode()
        policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; frame-ancestors 'none'"
        response = web.Response(text=page or url, content_type="text/html" if page else "text/plain")
        response.headers["Content-Security-Policy"] = policy
        return response

    async def _serve(self, request: web.Request) -> web.Response:
        # links into meetings end in a slash before their fragment
        path = request.path if request.path == "/" else request.path.removesuffix("/")
        file = self._files.get(path)
        if file is None:
            raise web.HTTPNotFound
        headers = {
            hdrs.ETAG: file.etag,
            hdrs.CACHE_CONTROL: file.cached,
            "Content-Security-Policy": POLICIES.get(path, POLICY),
        }
        if request.headers.get(hdrs.IF_NONE_MATCH) == file.etag:
            return web.Response(status=304, headers=headers)
        charset = "utf-8" if file.content_type.startswith("text/") else None
        return web.Response(body=file.body, content_type=file.content_type, charset=charset, headers=headers)


def _load(path: Path, *, is_named_by_content: bool) -> _File:
    content = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    cached = "public, max-age=31536000, immutable" if is_named_by_content else "no-cache"
    return _File(content, kind, f'"{hashlib.sha256(content).hexdigest()[:24]}"', cached)


def _plain(path: Path) -> str:
    try:
        return path.read_text()
    except FileNotFoundError:
        return ""
