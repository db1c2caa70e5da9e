"""The room's processed sound and its camera's picture as devices of this machine, for pages of third parties."""
