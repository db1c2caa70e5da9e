"""Property tests may take their time: the machine that runs them does other things too."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
