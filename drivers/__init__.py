"""Drivers: leaves that reach real or virtual devices."""
