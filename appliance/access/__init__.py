"""Who may come in: the code on the glass, the admin code, sessions and machines' tokens."""
