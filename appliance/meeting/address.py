"""What people type, or a booking holds, to join something: a number, a link, a SIP address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import urlsplit

import msgspec

from appliance.api.errors import Code, Invalid

_SPACING = re.compile(r"[\s\-‐-―.·()_/]+")
_NUMBER = re.compile(r"[1-9][0-9]{8}")
_FRAGMENT = re.compile(r"n\.([1-9][0-9]{8})(?:\.([0-9]{0,10}))?")
_SIP = re.compile(r"(?i)sips?:[^\s@<>\"]{1,128}(?:@[^\s@<>\"]{1,255})?")
_SIP_BARE = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.)+[\w-]{1,63}(?::\d{2,5})?", re.ASCII)
PARLOR, SIP = "parlor", "sip"


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A link that the recogniser knows."""

    service: str
    name: str
    url: str


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be joined."""

    service: str
    """parlor, sip, or what the recogniser calls it."""
    name: str = "Parlor"
    url: str = ""
    """Of a third party's meeting; the SIP address; or the host of a room, as https://host:port; empty: to be found."""
    number: str = ""
    passcode: str = ""


Recognise = Callable[[str], Link | None]


def parse(text: str, passcode: str, recognise: Recognise) -> Target:
    """What somebody means. Raises Invalid(meeting.bad_address)."""
    plain = unicodedata.normalize("NFKC", text).strip()
    digits = _SPACING.sub("", plain)
    if _NUMBER.fullmatch(digits):
        return Target(service=PARLOR, number=digits, passcode=passcode)
    if _SIP.fullmatch(plain):
        return Target(service=SIP, name="SIP", url=plain)
    link = recognise(plain)
    if link is not None:
        return of_link(link, passcode)
    if _SIP_BARE.fullmatch(plain):
        return Target(service=SIP, name="SIP", url=f"sip:{plain}")
    raise Invalid(Code.MEETING_ADDRESS)


def of_link(link: Link, passcode: str = "") -> Target:
    """What a recognised link joins. Raises Invalid(meeting.bad_address)."""
    if link.service == PARLOR:
        return _of_room(link.url, passcode)
    if re.match(r"(?i)sips?:", link.url):
        return Target(service=SIP, name=link.name, url=link.url)
    return Target(service=link.service, name=link.name, url=link.url, passcode=passcode)


def link_of(base: str, number: str, passcode: str) -> str:
    """The address that opens the call page; what is after "#" never reaches a server."""
    return f"{base.rstrip('/')}/call/#n.{number}" + (f".{passcode}" if passcode else "")


def _of_room(url: str, passcode: str) -> Target:
    parsed = urlsplit(url)
    found = _FRAGMENT.fullmatch(parsed.fragment)
    if found is None or parsed.scheme != "https" or not parsed.hostname:
        raise Invalid(Code.MEETING_ADDRESS)
    return Target(service=PARLOR, url=f"https://{parsed.netloc}", number=found[1], passcode=found[2] or passcode)
