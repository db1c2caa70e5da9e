"""Microphone arrays: PortAudio, and a twin that listens to the virtual room."""
