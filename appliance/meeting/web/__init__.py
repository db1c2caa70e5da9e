"""Meetings of third parties: their page in a browser without a window, joined by a recipe, shown and touched here."""
