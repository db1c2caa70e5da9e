"""Casting: which senders there are and what becomes of them."""
