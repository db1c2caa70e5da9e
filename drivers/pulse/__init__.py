"""Sound that programs of one machine hand each other, by PulseAudio or PipeWire in its place."""
