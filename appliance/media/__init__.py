"""The media worker: devices' handles, WebRTC, decoding and sound, in a process without secrets."""
