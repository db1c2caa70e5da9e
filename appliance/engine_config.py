"""What the media worker is told, derived from the deployment, the state and what people chose."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from appliance.api.state import RoomState
from appliance.config import Config
from appliance.media.engine import DriverChoice, EngineConfig

SHAPING = frozenset({"sound", "glass", "power", "devices", "meeting"})
"""Domains whose change may change the worker's configuration."""


def engine_config(config: Config, state: RoomState, chosen: Mapping[str, str]) -> EngineConfig:
    """The worker's configuration now; `chosen` maps a kind to the device people chose for it."""
    glass, call = state.glass, state.meeting.call
    return EngineConfig(
        camera=_choice(config.devices.camera, chosen.get("camera", "")),
        microphone=_choice(config.devices.microphone, chosen.get("microphone", "")),
        speaker=_choice(config.devices.speaker, chosen.get("speaker", "")),
        input=DriverChoice(driver=config.input.driver, device=config.input.device),
        volume=state.sound.volume,
        muted=state.sound.muted,
        ringing=state.meeting.ringing is not None,
        # a microphone without a sound server is one program's
        listening=not state.power.asleep and (call is None or call.page_hears != "device"),
        addresses=config.network.addresses,
        frame_format="bgrx" if glass.renderer == "software" else "i420",
        max_width=glass.width or 3840,
        max_height=glass.height or 2160,
    )


def _choice(configured: DriverChoice, device: str) -> DriverChoice:
    # an address is configured, never chosen: the id that people see of it leaves out its password
    is_address = "://" in configured.device
    return msgspec.structs.replace(configured, device=device) if device and not is_address else configured
