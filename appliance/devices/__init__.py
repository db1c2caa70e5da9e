"""The room's view of its devices: which there are, which are chosen, which are away."""
