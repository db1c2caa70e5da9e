"""Loudspeakers: PortAudio, and a twin that sounds in the virtual room."""
