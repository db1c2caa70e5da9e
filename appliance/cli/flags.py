"""What the command line says about a room: where it lives, and what it overrides in its configuration."""

from __future__ import annotations

import functools
import ipaddress
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from appliance.config import Config
    from appliance.meeting.web.recipe import Recipes
    from appliance.paths import Paths
    from appliance.schedule.recogniser import LinkTable

Command = Callable[..., Any]


class Refusal(click.ClickException):
    """The room cannot work like this, and trying again changes nothing (EX_CONFIG)."""

    exit_code = 78


@dataclass(frozen=True, kw_only=True)
class Flags:
    """The options that every process of a room understands."""

    data: Path | None = None
    config: Path | None = None
    https_port: int | None = None
    http_port: int | None = None
    address: tuple[str, ...] = ()
    virtual: bool = False
    no_discovery: bool = False

    def paths(self) -> Paths:
        """The room's directories."""
        from appliance.paths import locate

        with refusals():
            return locate(self.data)

    def configuration(self) -> Config:
        """The files' configuration with this command line's changes."""
        from appliance.config import load

        with refusals():
            return self._override(load(self.config))

    def links(self) -> LinkTable:
        """The table of meeting links, with the administrator's beside the configuration."""
        from appliance.config.files import links_file
        from appliance.schedule.recogniser import load

        config = self.configuration()
        with refusals():
            return load([links_file(self.config)], config.schedule.own_hosts())

    def recipes(self) -> Recipes:
        """How pages of other services are joined, with the administrator's beside the configuration."""
        from appliance.config.files import recipes_directory
        from appliance.meeting.web.recipe import load

        with refusals():
            return load([recipes_directory(self.config)])

    def _override(self, config: Config) -> Config:
        from msgspec.structs import asdict, replace

        from appliance.config.schema import DevicesConfig, InputConfig
        from appliance.media.engine import DriverChoice

        ports = {"https_port": self.https_port, "http_port": self.http_port}
        given: dict[str, Any] = {name: port for name, port in ports.items() if port is not None}
        if self.address:
            given["addresses"] = self.address
        config = replace(config, network=replace(config.network, **given))
        if self.virtual:
            chosen = asdict(config.devices)
            twins = {kind: one if one.driver == "twin" else DriverChoice(driver="twin") for kind, one in chosen.items()}
            config = replace(config, devices=DevicesConfig(**twins), input=InputConfig(driver="twin"))
        if self.no_discovery:
            config = replace(config, discovery=replace(config.discovery, enabled=False))
        return config

    def arguments(self) -> list[str]:
        """The same options for a child process."""
        pairs = [("--data", self.data), ("--config", self.config), ("--https-port", self.https_port)]
        pairs += [("--http-port", self.http_port), *(("--address", address) for address in self.address)]
        found = [str(part) for name, value in pairs if value is not None for part in (name, value)]
        return found + ["--virtual"] * self.virtual + ["--no-discovery"] * self.no_discovery


@contextmanager
def refusals() -> Iterator[None]:
    """Turn everything that a person must mend into one plain line."""
    from appliance.config import ConfigError
    from appliance.meeting.web.recipe import BadRecipe
    from appliance.paths import PathError
    from appliance.schedule.recogniser import BadLinks
    from appliance.supervisor import AlreadyRunning

    try:
        yield
    except (ConfigError, PathError, BadLinks, BadRecipe, AlreadyRunning) as error:
        raise Refusal(str(error)) from error


def _ip_addresses(_context: click.Context, _option: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    for value in values:
        try:
            ipaddress.ip_address(value)
        except ValueError:
            raise click.BadParameter(f"{value!r} is no IP address") from None
    return tuple(values)


data_option = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="PARLOR_DATA",
    help="The room's folder (default ~/.local/share/parlor; also PARLOR_DATA).",
)
config_option = click.option(
    "--config", type=click.Path(path_type=Path), help="Default /etc/parlor/parlor.toml where it exists."
)
_port = click.IntRange(0, 65_535)
_OPTIONS = (
    data_option,
    config_option,
    click.option("--https-port", type=_port, help="Port of the guests' pages; 0: any free one."),
    click.option("--http-port", type=_port, help="Port of the page that leads to them; 0: none."),
    click.option("--address", multiple=True, callback=_ip_addresses, help="Listen on this address; may be repeated."),
    click.option("--virtual", is_flag=True, help="Use virtual devices instead of real ones."),
    click.option("--no-discovery", is_flag=True, help="Do not announce the room on the network."),
)
_NAMES = tuple(Flags.__dataclass_fields__)


def room_options(command: Command) -> Command:
    """Give a command the options of a room, collected in its parameter `flags`."""

    @functools.wraps(command)
    def collected(**given: Any) -> Any:
        flags = Flags(**{name: given.pop(name) for name in _NAMES})
        return command(flags=flags, **given)

    for option in reversed(_OPTIONS):
        collected = option(collected)
    return collected
