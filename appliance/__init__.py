"""The headless room: daemon, media worker and the contract they speak."""
