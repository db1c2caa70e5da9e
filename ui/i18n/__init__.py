"""Translations of the shell: sources as Qt Linguist files, compiled beside them."""
