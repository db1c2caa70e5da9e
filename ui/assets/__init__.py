"""Fonts and icons of the shell; they come from packages."""
