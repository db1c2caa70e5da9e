"""parlor-sfu: forwards the media of conferences that this room holds; no decoding, no encoding, no names."""
