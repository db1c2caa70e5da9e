"""What takes long to load, and is loaded when it is needed: WebRTC, codecs, and what stands on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.media.engine import EngineConfig

if TYPE_CHECKING:
    from appliance.media.picture import PictureForm
    from appliance.media.sound.chain import SoundChain


def load() -> None:
    """Load all of it, in a thread: some hundred milliseconds."""
    import appliance.media.cast
    import appliance.media.loan.loan
    import appliance.media.spectator
    import appliance.media.switchboard
    import appliance.media.voice  # noqa: F401


def make_chain() -> SoundChain:
    """The chain between microphones and calls that this room uses."""
    from appliance.media.sound.webrtc import WebRtcChain

    return WebRtcChain()


def form_of(config: EngineConfig) -> PictureForm:
    """How pictures are wanted."""
    from appliance.media.picture import PictureForm

    return PictureForm(config.frame_format, config.max_width, config.max_height)
