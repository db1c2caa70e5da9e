"""Casts on the glass: where their tiles lie, how large they are drawn, which stand still, who touches them."""
