"""The table of links: services, the forms of their links, redirects; read from TOML, extended by an administrator."""

from __future__ import annotations

import fnmatch
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import SplitResult, parse_qs

import msgspec

OWN_FILE = Path(__file__).with_name("links.toml")
WEB = ("https", "http")
MAX_FIELDS = 200

RedirectCode = Literal["", "proofpoint", "mimecast", "last_segment", "sophos", "underscores"]


class BadLinks(Exception):
    """A file of links cannot be used; the message names file, entry and what is wrong with it."""


class Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One shape of a link that joins; see the head of links.toml."""

    hosts: tuple[str, ...]
    not_hosts: tuple[str, ...] = ()
    path: str = ""
    not_path: str = ""
    query: tuple[str, ...] = ()
    fragment: str = ""
    schemes: tuple[str, ...] = WEB
    ports: tuple[int, ...] = ()

    def matches(self, url: SplitResult) -> bool:
        """Whether a link has this shape."""
        host = host_of(url)
        if url.scheme not in self.schemes or not on(host, self.hosts) or on(host, self.not_hosts):
            return False
        if self.ports and port_of(url) not in self.ports:
            return False
        if self.path and not _pattern(self.path).fullmatch(url.path):
            return False
        if self.not_path and _pattern(self.not_path).match(url.path):
            return False
        if self.fragment and not _pattern(self.fragment).fullmatch(url.fragment):
            return False
        return not self.query or set(self.query) <= set(fields(url))


class Service(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that one can meet on."""

    id: str
    name: str = ""
    is_address: bool = False
    form: tuple[Form, ...] = ()


class Redirect(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that puts itself before links."""

    id: str
    hosts: tuple[str, ...]
    path: str = ""
    query: str = ""
    code: RedirectCode = ""
    is_opaque: bool = False

    def matches(self, url: SplitResult) -> bool:
        """Whether a link is one of this redirect's."""
        return on(host_of(url), self.hosts) and (not self.path or bool(_pattern(self.path).fullmatch(url.path)))


class LinkTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that is known, in the order of the files."""

    service: tuple[Service, ...] = ()
    redirect: tuple[Redirect, ...] = ()

    def service_of(self, url: SplitResult) -> Service | None:
        """The service that a link joins."""
        return next((service for service in self.service if any(form.matches(url) for form in service.form)), None)

    def name_of(self, service_id: str) -> str:
        """How people call a service; its id where it has no name."""
        return next((service.name for service in self.service if service.id == service_id and service.name), service_id)


SELF_HOSTED = {
    "jitsi": Form(
        hosts=(), path="/(?:[^/]+/){0,2}[^/]{2,120}/?", not_path=r"/(?:static|libs|images)/|/.*\.(?:html?|js)$"
    ),
    "bigbluebutton": Form(hosts=(), path=r"/(?:[\w-]+/)*[\w-]{3,80}(?:/join)?/?", not_path="/(?:playback|recording)"),
    "nextcloud_talk": Form(hosts=(), path=r"(?:/[\w-]+)?(?:/index\.php)?/call/\w{4,32}/?"),
    "element_call": Form(hosts=(), path="/.*", not_path="/(?:login|register|assets)"),
    "galene": Form(hosts=(), path="/group/[^/]+(?:/[^/]+)*/?"),
    "livekit": Form(hosts=(), path=r"/rooms/[\w-]{2,80}/?"),
}
"""What joins on a host that an administrator names for a service which one can run oneself."""


def load(files: Iterable[Path] = (), hosts: Mapping[str, Iterable[str]] | None = None) -> LinkTable:
    """The table that Parlor brings, then each file that exists, then the hosts of self-hosted services by their id.

    Raises BadLinks.
    """
    table = _read(OWN_FILE)
    for file in files:
        if file.exists():
            table = _joined(table, _read(file))
    own = tuple(
        Service(id=service, form=(msgspec.structs.replace(SELF_HOSTED[service], hosts=tuple(names)),))
        for service, names in (hosts or {}).items()
        if tuple(names)
    )
    return _joined(table, LinkTable(service=own))


def host_of(url: SplitResult) -> str:
    """The host in small letters, without a final dot."""
    return (url.hostname or "").rstrip(".")


def port_of(url: SplitResult) -> int | None:
    """The port; None where none or nonsense is given."""
    try:
        return url.port
    except ValueError:
        return None


def on(host: str, globs: Iterable[str]) -> bool:
    """Whether a host is one of some globs; "*" is any that has a dot."""
    return any("." in host if glob == "*" else fnmatch.fnmatchcase(host, glob) for glob in globs)


def fields(url: SplitResult) -> dict[str, list[str]]:
    """The query's parameters; none where there are too many of them."""
    try:
        return parse_qs(url.query, max_num_fields=MAX_FIELDS)
    except ValueError:
        return {}


@lru_cache(maxsize=1024)
def _pattern(text: str) -> re.Pattern[str]:
    # \w and \d of links are ASCII: a Chinese word that follows one is no part of it
    return re.compile(text, re.ASCII)


def _joined(first: LinkTable, then: LinkTable) -> LinkTable:
    known = {service.id: service for service in first.service}
    for service in then.service:
        before = known.get(service.id)
        known[service.id] = (
            msgspec.structs.replace(before, name=service.name or before.name, form=(*before.form, *service.form))
            if before
            else service
        )
    # a service of the administrator's own is asked first: it knows the house's hosts better than a wild glob does
    mine = [known[service.id] for service in then.service]
    rest = [service for key, service in known.items() if key not in {service.id for service in mine}]
    return LinkTable(service=(*mine, *rest), redirect=(*then.redirect, *first.redirect))


def _read(file: Path) -> LinkTable:
    try:
        table = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), LinkTable)
    except OSError as error:
        raise BadLinks(f"{file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadLinks(f"{file}: not UTF-8 at byte {error.start}") from error
    except tomllib.TOMLDecodeError as error:
        raise BadLinks(f"{file}: not TOML: {error}") from error
    except msgspec.ValidationError as error:
        raise BadLinks(f"{file}: {error}") from error
    for service in table.service:
        for at, form in enumerate(service.form, 1):
            _check(f"{file}: service {service.id}, form {at}", form)
    for redirect in table.redirect:
        _compiles(f"{file}: redirect {redirect.id}", "path", redirect.path)
    return table


def _check(where: str, form: Form) -> None:
    if not form.hosts:
        raise BadLinks(f'{where}: hosts is empty; name them, or "*" for any')
    if not form.path and not form.fragment:
        raise BadLinks(f"{where}: path or fragment is needed, or every page of the host would join")
    for key in ("path", "not_path", "fragment"):
        _compiles(where, key, getattr(form, key))


def _compiles(where: str, key: str, text: str) -> None:
    try:
        _pattern(text)
    except re.error as error:
        raise BadLinks(f"{where}: {key} is no regular expression: {error}") from error
