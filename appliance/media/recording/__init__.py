"""Recording: what a connection receives, packet by packet to disk, without decoding it."""
