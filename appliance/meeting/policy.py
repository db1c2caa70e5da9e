"""Who may do what in a conference: one table, asked for every command, and what each role may see."""

from __future__ import annotations

from collections.abc import Mapping

from appliance.api.conference import ConferenceRole
from appliance.api.errors import Code, NotAllowed


def _roles(*roles: ConferenceRole) -> frozenset[ConferenceRole]:
    return frozenset(roles)


_HOST = _roles("host")
_CHAIRS = _HOST.union(_roles("cohost"))
_STAGE = _CHAIRS.union(_roles("presenter"))
_PEOPLE = _STAGE.union(_roles("participant"))
_ALL = _PEOPLE.union(_roles("recorder"))

POLICY: Mapping[str, frozenset[ConferenceRole]] = {
    "leave": _ALL,
    "publish": _PEOPLE,
    "receive": _ALL,
    "answer_reception": _ALL,
    "restart_reception": _ALL,
    "report_silence": _ALL,
    "set_muted": _PEOPLE,
    "set_camera": _PEOPLE,
    "set_sharing": _PEOPLE,
    "rename": _PEOPLE,
    "raise_hand": _PEOPLE,
    "react": _PEOPLE,
    "send_chat": _PEOPLE,
    "read_chat": _ALL,
    "caption": _PEOPLE,
    "answer_roll_call": _PEOPLE,
    "consent": _PEOPLE,
    "request_chair": _PEOPLE,
    "lower_hand": _STAGE,
    "stop_sharing": _STAGE,
    "set_spotlight": _STAGE,
    "set_shared_layout": _STAGE,
    "admit": _CHAIRS,
    "deny": _CHAIRS,
    "mute": _CHAIRS,
    "mute_all": _CHAIRS,
    "allow_unmute": _CHAIRS,
    "remove": _CHAIRS,
    "set_role": _CHAIRS,
    "set_locked": _CHAIRS,
    "set_lobby": _CHAIRS,
    "call_roll": _CHAIRS,
    "end_roll": _CHAIRS,
    "extend": _CHAIRS,
    "start_recording": _CHAIRS,
    "stop_recording": _CHAIRS,
    "give_chair": _HOST,
    "release_chair": _HOST,
    "end_conference": _HOST,
}
"""Verb of MeetingApi → the roles that may call it. What is not named is not a verb of conferences."""

OF_ANOTHER = frozenset({"deny", "mute", "remove", "set_role", "lower_hand", "give_chair"})
"""Verbs that name somebody; over the host only the host themselves may use them."""

FROM_THE_LOBBY = frozenset({"leave", "rename", "set_muted", "set_camera"})
"""What somebody who waits may do; nothing of them is forwarded yet."""


def check(role: ConferenceRole, verb: str) -> None:
    """Raises NotAllowed(meeting.forbidden, verb)."""
    if role not in POLICY.get(verb, frozenset()):
        raise NotAllowed(Code.MEETING_FORBIDDEN, verb=verb)


def sees_lobby(role: ConferenceRole) -> bool:
    """Whether somebody learns who waits: those who may admit them."""
    return role in POLICY["admit"]
