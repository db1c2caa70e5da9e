"""VP9 in RTP: the payload descriptor and the layers of one picture. Source: RFC 9628 section 4; VP9 annex B."""

from __future__ import annotations

MAX_LAYERS = 8


def join(payloads: list[bytes]) -> bytes:
    """Make one picture of its packets' payloads: a frame, or a superframe where it has spatial layers.

    Raises ValueError or IndexError for what is no VP9.
    """
    layers: list[bytearray] = []
    for payload in payloads:
        begins = bool(payload[0] & 0b1000)
        if begins or not layers:
            layers.append(bytearray())
        layers[-1] += payload[_descriptor_length(payload) :]
    frames = [bytes(layer) for layer in layers if layer]
    if not frames or len(frames) > MAX_LAYERS:
        raise ValueError(f"a VP9 picture of {len(frames)} layers")
    return frames[0] if len(frames) == 1 else _superframe(frames)


def is_key(picture: bytes) -> bool:
    """Whether a picture of profile 0 begins with a key frame that is shown or not: VP9 section 6.2."""
    # frame_marker 2, profile 0, show_existing_frame 0, frame_type 0
    return len(picture) > 1 and picture[0] & 0b1111_1100 == 0b1000_0000


def _descriptor_length(payload: bytes) -> int:
    first, at = payload[0], 1
    has_id, is_inter, has_layers, is_flexible = (bool(first & bit) for bit in (0x80, 0x40, 0x20, 0x10))
    if has_id:
        at += 2 if payload[at] & 0x80 else 1
    if has_layers:
        at += 1 if is_flexible else 2
    if is_flexible and is_inter:
        at = _after_references(payload, at)
    if first & 0x02:
        at = _after_structure(payload, at)
    if at > len(payload):
        raise ValueError("a VP9 descriptor is longer than its packet")
    return at


def _after_references(payload: bytes, at: int) -> int:
    for _ in range(3):
        is_followed = payload[at] & 1
        at += 1
        if not is_followed:
            return at
    raise ValueError("a VP9 picture refers to more than three others")


def _after_structure(payload: bytes, at: int) -> int:
    header = payload[at]
    at += 1
    if header & 0x10:
        at += 4 * ((header >> 5) + 1)
    if header & 0x08:
        pictures = payload[at]
        at += 1
        for _ in range(pictures):
            at += 1 + (payload[at] >> 2 & 3)
    return at


def _superframe(frames: list[bytes]) -> bytes:
    size_bytes = (max(map(len, frames)).bit_length() + 7) // 8
    marker = bytes([0b1100_0000 | (size_bytes - 1) << 3 | len(frames) - 1])
    sizes = b"".join(len(frame).to_bytes(size_bytes, "little") for frame in frames)
    return b"".join(frames) + marker + sizes + marker
