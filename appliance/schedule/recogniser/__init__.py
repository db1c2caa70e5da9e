"""Finds the one link of an invitation that joins its meeting. Pure: nothing is fetched, nothing is guessed."""

from appliance.schedule.recogniser.invitation import Invitation, Part
from appliance.schedule.recogniser.recognition import Found, Missing, recognise
from appliance.schedule.recogniser.table import BadLinks, LinkTable, load

__all__ = ["BadLinks", "Found", "Invitation", "LinkTable", "Missing", "Part", "load", "recognise"]
