"""Readers of foreign files, one a format: `read(data, name) -> Imported`."""
