"""Displays: a twin."""
