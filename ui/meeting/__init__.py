"""The room's call on the glass: who is drawn where, how large, and the board that is shared into it."""
