"""A recipe: how a service's page is joined, as data that is updated apart from the program.

One TOML file a service, `ID.toml`. Parlor's own lie beside this module; files of the same name in
/usr/share/parlor/recipes and then in recipes.d beside parlor.toml take their place whole.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal

import msgspec

OWN = Path(__file__).with_name("recipes")
SYSTEM = Path("/usr/share/parlor/recipes")
MAX_FILE_BYTES = 65_536
SAME_HOST = "{host}"
"""In `hosts`: the host of the link, for services that anybody may run."""

Selector = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
Selectors = Annotated[tuple[Selector, ...], msgspec.Meta(max_length=20)]
SignalName = Literal["lobby", "live", "ended", "refused", "captcha", "sign_in"]
_HOST = re.compile(r"(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,31}")


class BadRecipe(Exception):
    """A recipe cannot be used; the message names file, key and what is wrong with it."""


class Rewrite(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What becomes of a link of one form."""

    match: str
    """Must match the whole link up to its query; named groups, the query's parameters, {host} and {name} fill `to`."""
    to: str = ""
    """Scheme, host and path; empty: as they were."""
    keep: Literal["all", "none"] | tuple[str, ...] = "all"
    """Which parameters of the query stay."""
    add: dict[str, str] = {}
    """Parameters to set, filled likewise."""
    fragment: str | None = None
    """None: as it was. Filled likewise, and by {name_json}, the name as a JSON string."""


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something to do once one of the selectors shows."""

    do: Literal["fill", "click", "wait"]
    at: Selectors
    """CSS, the first that shows; also within frames and open shadow roots."""
    optional: bool = False
    """It need not come: a later step may be done instead."""
    step: Literal["page", "name", "ask"] = "page"
    """What the glass tells meanwhile."""

    def __post_init__(self) -> None:
        if not self.at:
            raise ValueError("at is empty; name a selector")


class Signal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What tells how things stand: a selector that shows, or the page's address."""

    at: Selectors = ()
    url: str = ""
    """Expression that is looked for in the address."""
    connected: bool = False
    """Also while the page has a WebRTC connection; not for services that connect before one is let in."""


class Control(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A switch: what shows while it is on, what shows while it is off; each is what one presses to change it."""

    on: Selectors
    off: Selectors


class Recipe(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One service."""

    id: str
    web_client: bool = True
    """False: its meetings cannot be joined in a browser."""
    hosts: tuple[str, ...] = (SAME_HOST,)
    """Where its pages are: they get camera and microphone. "*." stands for any subdomain."""
    visits: tuple[str, ...] = ()
    """Where they may lead, as to sign in, without camera and microphone."""
    load_s: Annotated[float, msgspec.Meta(gt=0, le=120)] = 30.0
    rewrite: tuple[Rewrite, ...] = ()
    """The first that matches is applied; none: the link as it is."""
    step: tuple[Step, ...] = ()
    signal: dict[SignalName, Signal] = {}
    microphone: Control | None = None
    camera: Control | None = None
    leave: Selectors = ()

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.id):
            raise ValueError(f"id: {self.id[:40]!r} is no name of small letters, digits and underscores")
        for key, hosts in (("hosts", self.hosts), ("visits", self.visits)):
            for host in hosts:
                if host != SAME_HOST and not _HOST.fullmatch(host):
                    raise ValueError(f'{key}: {host[:80]!r} is no host, "*.host" or "{SAME_HOST}"')
        for at, rewrite in enumerate(self.rewrite, 1):
            _compiles(f"rewrite {at}: match", rewrite.match)
        for name, signal in self.signal.items():
            _compiles(f"signal.{name}: url", signal.url)
            if not (signal.at or signal.url or signal.connected):
                raise ValueError(f"signal.{name}: at, url or connected is needed")
        if self.web_client and self.step and "live" not in self.signal:
            raise ValueError("signal.live is needed: without it nobody knows that the room is in")


Recipes = Mapping[str, Recipe]


def load(directories: Iterable[Path] = ()) -> Recipes:
    """Parlor's own recipes, the system's, and those of further directories; a later file takes an earlier's place.

    Raises BadRecipe.
    """
    found: dict[str, Recipe] = {}
    for directory in (OWN, SYSTEM, *directories):
        for file in sorted(directory.glob("*.toml")):
            recipe = read(file)
            found[recipe.id] = recipe
    return found


def read(file: Path) -> Recipe:
    """One file. Raises BadRecipe."""
    try:
        if file.stat().st_size > MAX_FILE_BYTES:
            raise BadRecipe(f"{file}: larger than {MAX_FILE_BYTES} bytes")
        recipe = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Recipe)
    except OSError as error:
        raise BadRecipe(f"{file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadRecipe(f"{file}: not UTF-8 at byte {error.start}") from error
    except tomllib.TOMLDecodeError as error:
        raise BadRecipe(f"{file}: not TOML: {error}") from error
    except msgspec.ValidationError as error:
        raise BadRecipe(f"{file}: {error}") from error
    if file.stem != recipe.id:
        raise BadRecipe(f"{file}: id is {recipe.id!r}; name the file {recipe.id}.toml")
    return recipe


def plain(service: str) -> Recipe:
    """For a service that nobody wrote a recipe for: its page is shown, and people join themselves."""
    name = service if _CODE.fullmatch(service) else "page"
    return Recipe(id=name, signal={"live": Signal(connected=True)})


def _compiles(where: str, text: str) -> None:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"{where}: no regular expression: {error}") from error
