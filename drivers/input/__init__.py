"""Capture cards and sticks: what is plugged into the room by a cable."""
