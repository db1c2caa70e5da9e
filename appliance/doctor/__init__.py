"""What keeps a room from working on this machine, and what to do about it. English, for a terminal."""

from appliance.doctor.casting import examine_casting
from appliance.doctor.examination import examine
from appliance.doctor.finding import Finding

__all__ = ["Finding", "examine", "examine_casting"]
