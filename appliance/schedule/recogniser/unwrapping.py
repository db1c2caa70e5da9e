"""Taking redirects off a link without asking their servers."""

from __future__ import annotations

import base64
import binascii
import re
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, unquote_to_bytes, urlsplit

from appliance.schedule.recogniser.table import LinkTable, Redirect, fields

MAX_LAYERS = 6
_RUNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


class Unwrapped(NamedTuple):
    """A link without its redirects."""

    url: str
    redirects: tuple[str, ...] = ()
    """Those taken off, the outermost first."""
    opaque: str = ""
    """The redirect that could not be taken off; `url` is its link then."""
    host: str = ""
    """The host that an opaque redirect names, where it does."""


def unwrap(link: str, table: LinkTable) -> Unwrapped:
    """The link inside, at most MAX_LAYERS deep."""
    taken: tuple[str, ...] = ()
    for _ in range(MAX_LAYERS):
        parsed = split(link)
        candidates = [redirect for redirect in table.redirect if parsed is not None and redirect.matches(parsed)]
        if parsed is None or not candidates:
            return Unwrapped(link, taken)
        inner = next(((redirect, url) for redirect in candidates if (url := _inner(redirect, link, parsed))), None)
        if inner is None:
            closed = next((each for each in candidates if each.is_opaque or each.code), None)
            named = fields(parsed).get("domain", [""])[0]
            return Unwrapped(link, taken, closed.id, named) if closed else Unwrapped(link, taken)
        taken = (*taken, inner[0].id)
        link = inner[1]
    return Unwrapped(link, taken)


def split(link: str) -> SplitResult | None:
    """A link's parts; None where it is none."""
    try:
        parsed = urlsplit(link)
        _ = parsed.hostname
    except ValueError:
        return None
    return parsed


def _inner(redirect: Redirect, link: str, parsed: SplitResult) -> str:
    if redirect.code == "proofpoint":
        return _web(_proofpoint(link, parsed))
    if redirect.code == "last_segment":
        return _web(unquote(parsed.path.rpartition("/")[2]))
    if redirect.code == "underscores":
        match = re.search(r"___(https?://?.+?)___", link)
        return _web(match[1]) if match else ""
    if redirect.code == "sophos":
        return _web(_based64(fields(parsed).get("u", [""])[0]))
    if redirect.code == "mimecast":
        given = fields(parsed)
        return _web(next((given[key][0] for key in ("u", "url") if key in given), ""))
    value = fields(parsed).get(redirect.query, [""])[0] if redirect.query else ""
    # a second encoding is common where two programs escaped the same link
    return _web(value) or _web(unquote(value))


def _web(url: str) -> str:
    url = re.sub(r"^(https?:)/(?=[^/])", r"\1//", url.strip(), flags=re.IGNORECASE)
    if re.match(r"(?:https?://|msteams:|zoommtg:|sips?:)", url, re.IGNORECASE):
        return url
    return f"https://{url}" if re.match(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+/", url, re.IGNORECASE) else ""


def _proofpoint(link: str, parsed: SplitResult) -> str:
    """URL Defense v1, v2 and v3, as Proofpoint's own decoder does (help.proofpoint.com, "URL Defense decoder")."""
    if parsed.path.startswith("/v3/"):
        return _proofpoint_v3(link)
    value = fields(parsed).get("u", [""])[0]
    if parsed.path.startswith("/v2/"):
        return unquote(value.replace("-", "%").replace("_", "/"))
    return value


def _proofpoint_v3(link: str) -> str:
    match = re.search(r"/v3/__(.+?)__;([^!]*)!", link)
    if match is None:
        plain = re.search(r"/v3/__(.+?)__(?:;|!|$)", link)
        return unquote(plain[1]) if plain else ""
    try:
        replaced = base64.urlsafe_b64decode(match[2] + "=" * (-len(match[2]) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
    characters = iter(replaced)

    def put_back(token: re.Match[str]) -> str:
        count = _RUNS.index(token[1]) + 2 if token[1] else 1
        return "".join(next(characters, "") for _ in range(count))

    return re.sub(r"\*(?:\*([A-Za-z0-9_-]))?", put_back, match[1])


def _based64(text: str) -> str:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_").decode()
    except (binascii.Error, ValueError):
        return unquote_to_bytes(text).decode(errors="replace")
