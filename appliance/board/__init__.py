"""Boards: documents with their journal, their guests, and files of other formats."""
