"""Every verb of a conference against every role; and no verb of the contract without a rule.

`python -m tests.unit.appliance.meeting.test_policy` writes the table anew by which pages offer verbs.
"""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import get_args

import pytest

from appliance.api.conference import ConferenceRole
from appliance.api.contract import VERBS
from appliance.api.errors import Code, NotAllowed
from appliance.meeting import policy
from appliance.meeting.verbs import ConferenceVerbs

PAGES = Path(__file__).parents[4] / "ui" / "web" / "src" / "call" / "policy.json"
ROLES: tuple[ConferenceRole, ...] = get_args(ConferenceRole)
OF_THE_ROOM = {
    "start_conference", "join_meeting", "join_address", "leave_call", "dismiss_failure", "set_layout", "set_tiles",
    "share", "take_call", "decline_call", "dismiss_missed",
}  # fmt: skip
AT_THE_DOOR = {"enter", "get_invitation"}
RANK = {"host": 4, "cohost": 3, "presenter": 2, "participant": 1, "recorder": 0}
LEAST = {
    4: {"give_chair", "release_chair", "end_conference"},
    3: {
        "admit", "deny", "mute", "mute_all", "allow_unmute", "remove", "set_role", "set_locked", "set_lobby",
        "call_roll", "end_roll", "extend", "start_recording", "stop_recording",
    },
    2: {"lower_hand", "stop_sharing", "set_spotlight", "set_shared_layout"},
    1: {
        "publish", "set_muted", "set_camera", "set_sharing", "rename", "raise_hand", "react", "send_chat", "caption",
        "answer_roll_call", "consent", "request_chair",
    },
    0: {"leave", "receive", "answer_reception", "restart_reception", "report_silence", "read_chat"},
}  # fmt: skip
"""The least role for each verb, written down a second time."""


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("verb", sorted(policy.POLICY))
def test_a_verb_is_for_those_of_at_least_its_rank(verb: str, role: ConferenceRole) -> None:
    least = next(rank for rank, verbs in LEAST.items() if verb in verbs)
    if RANK[role] >= least:
        policy.check(role, verb)
        return
    with pytest.raises(NotAllowed) as refused:
        policy.check(role, verb)
    assert (refused.value.code, refused.value.data) == (Code.MEETING_FORBIDDEN, {"verb": verb})


def test_every_verb_of_conferences_has_a_rule_and_nothing_else_has() -> None:
    verbs = {name.removeprefix("meeting.") for name in VERBS if name.startswith("meeting.")}
    assert set(policy.POLICY) == verbs - OF_THE_ROOM - AT_THE_DOOR - _of_pages(verbs)
    assert set(policy.POLICY) == set().union(*LEAST.values())


def test_every_rule_is_asked_for_a_verb_that_is_handed_on() -> None:
    handed_on = {
        name for name, _ in inspect.getmembers(ConferenceVerbs, inspect.isfunction) if not name.startswith("_")
    }
    assert handed_on | {"set_muted", "set_camera"} == set(policy.POLICY)


def test_a_verb_that_nobody_knows_is_nobodys() -> None:
    with pytest.raises(NotAllowed):
        policy.check("host", "__init__")


def test_only_those_who_may_admit_see_who_waits() -> None:
    assert [role for role in ROLES if policy.sees_lobby(role)] == ["host", "cohost"]


def _of_pages(verbs: set[str]) -> set[str]:
    return {verb for verb in verbs if "_page" in verb}


def table() -> dict[str, object]:
    roles = {verb: [role for role in ROLES if role in allowed] for verb, allowed in policy.POLICY.items()}
    return {"roles": roles, "of_another": sorted(policy.OF_ANOTHER)}


def test_pages_offer_what_the_room_allows():
    assert json.loads(PAGES.read_text()) == table()


if __name__ == "__main__":
    PAGES.write_text(json.dumps(table()) + "\n")
