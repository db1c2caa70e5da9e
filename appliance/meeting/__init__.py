"""Meetings: what this room is in, and the conferences that it holds."""
