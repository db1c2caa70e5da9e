"""From the link of an invitation to the address that its recipe opens, and which addresses the page may go to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit, urlunsplit

from appliance.meeting.web.recipe import SAME_HOST, Recipe, Rewrite

MAX_FIELDS = 200


class BadAddress(Exception):
    """The link cannot be opened by this recipe."""


def page_of(recipe: Recipe, link: str, name: str) -> str:
    """The address to open for a room of that name. Raises BadAddress."""
    try:
        url = urlsplit(link)
        fields = dict(parse_qsl(url.query, keep_blank_values=True, max_num_fields=MAX_FIELDS))
    except ValueError as error:
        raise BadAddress(f"not an address: {error}") from error
    bare = urlunsplit((url.scheme, url.netloc, url.path, "", ""))
    for rewrite in recipe.rewrite:
        if found := re.fullmatch(rewrite.match, bare):
            groups = {key: value for key, value in found.groupdict().items() if value is not None}
            url = _rewritten(url, rewrite, fields, groups, name)
            break
    if url.scheme not in ("https", "http") or not url.hostname or "@" in url.netloc:
        raise BadAddress("no web page: only http and https are opened, without a user name")
    return urlunsplit(url)


def may_visit(recipe: Recipe, link: str, address: str) -> bool:
    """Whether the page that the link led to may go to an address."""
    return address == "about:blank" or _is_on(address, _own(recipe, link) | set(recipe.visits))


def may_capture(recipe: Recipe, link: str, address: str) -> bool:
    """Whether a page at that address gets camera and microphone."""
    return _is_on(address, _own(recipe, link))


def origin_of(address: str) -> str:
    """Scheme, host and port (RFC 6454)."""
    url = urlsplit(address)
    return f"{url.scheme}://{url.netloc}"


def host_of(address: str) -> str:
    """The host, or the scheme of what has none; never a path, which may hold passcodes."""
    try:
        url = urlsplit(address)
    except ValueError:
        return ""
    return (url.hostname or f"{url.scheme}:")[:253]


def _own(recipe: Recipe, link: str) -> set[str]:
    # the link itself is always opened: short addresses lead elsewhere by a redirect, which is then judged
    host = urlsplit(link).hostname or ""
    return {host if each == SAME_HOST else each for each in recipe.hosts} | {host}


def _is_on(address: str, hosts: Iterable[str]) -> bool:
    try:
        url = urlsplit(address)
        host = (url.hostname or "").rstrip(".")
    except ValueError:
        return False
    if url.scheme not in ("https", "http") or not host:
        return False
    return any(host == each or (each.startswith("*.") and host.endswith(each[1:])) for each in hosts)


def _rewritten(
    url: SplitResult, rewrite: Rewrite, fields: Mapping[str, str], groups: Mapping[str, str], name: str
) -> SplitResult:
    # groups are pieces of an address as they stood in it, parameters were decoded
    values = {key: quote(value, safe="") for key, value in fields.items()} | dict(groups)
    values |= {
        "host": url.netloc,
        "name": quote(name, safe=""),
        "name_json": quote(json.dumps(name, ensure_ascii=False), safe=""),
    }
    target = urlsplit(_fill(rewrite.to, values)) if rewrite.to else url
    kept = {key: value for key, value in fields.items() if rewrite.keep == "all" or key in rewrite.keep}
    plain = {**fields, **groups, "host": url.netloc, "name": name}
    kept |= {key: _fill(value, plain) for key, value in rewrite.add.items()}
    fragment = url.fragment if rewrite.fragment is None else _fill(rewrite.fragment, values)
    return SplitResult(target.scheme, target.netloc, target.path, urlencode(kept), fragment)


def _fill(template: str, values: Mapping[str, str]) -> str:
    # names only: neither attributes nor indices, whatever a file or a link says
    def value(found: re.Match[str]) -> str:
        if found[1] not in values:
            raise BadAddress(f"the link has no {found[1]}")
        return values[found[1]]

    return re.sub(r"\{(\w+)\}", value, template)
