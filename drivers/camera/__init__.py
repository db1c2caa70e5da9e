"""Cameras: V4L2, network or file sources, and a twin that looks into the virtual room."""
