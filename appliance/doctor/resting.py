"""A room that does not run: would it find its ports, certificate and devices?"""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

from appliance.config import Config
from appliance.doctor.finding import Finding
from appliance.server import tls
from drivers import registry
from drivers.capabilities import Kind
from drivers.errors import DriverError


def ports(config: Config) -> Iterator[Finding]:
    """Whether the ports are free."""
    network = config.network
    for name in ("https_port", "http_port"):
        port = getattr(network, name)
        if not port:
            continue
        for address in network.addresses or ("0.0.0.0",):  # noqa: S104  where the room itself would listen
            try:
                with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                    probe.bind((address, port))
            except OSError as error:
                yield Finding(name, "fail", f"{address}:{port}: {error.strerror}", f"choose another {name}")
                break
        else:
            yield Finding(name, "ok", f"{port} is free")


def certificate(config: Config) -> Finding:
    """Whether a given certificate can be used."""
    https = config.https
    try:
        if https.directory:
            tls.in_directory(Path(https.directory))
        elif https.certificate:
            tls.GivenTls(Path(https.certificate), Path(https.key))
        else:
            return Finding("certificate", "ok", "the room makes its own")
    except tls.CertificateError as error:
        return Finding("certificate", "fail", str(error), "mend the files or the table [https]")
    return Finding("certificate", "ok", https.directory or https.certificate)


def devices(config: Config) -> Iterator[Finding]:
    """Which devices the configured drivers see."""
    kinds: tuple[Kind, ...] = ("camera", "microphone", "speaker", "display")
    for kind in kinds:
        choice = getattr(config.devices, kind)
        if choice.driver == "none":
            yield Finding(kind, "ok", "switched off")
            continue
        try:
            found = registry.discover(kind, choice.driver)
        except DriverError as error:
            yield Finding(kind, "fail", str(error), f"mend [devices.{kind}]")
            continue
        if choice.device and choice.device not in [device.id for device in found]:
            seen = ", ".join(device.id for device in found) or "none"
            yield Finding(kind, "warn", f"{choice.device} is not there; found: {seen}", "plug it in")
        elif found:
            yield Finding(kind, "ok", ", ".join(device.name for device in found))
        else:
            yield Finding(kind, "warn", "none found", "plug one in, or take a virtual one with --virtual")


def airplay(config: Config) -> Finding:
    """Whether the helper for AirPlay is there; a room without one is well."""
    if not (config.airplay.enabled and config.discovery.enabled):
        return Finding("airplay", "ok", "switched off")
    found = shutil.which(config.airplay.command)
    if found is None:
        return Finding("airplay", "ok", f"{config.airplay.command} is not installed; README tells how")
    return Finding("airplay", "ok", found)
