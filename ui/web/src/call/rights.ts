// What a page offers to whom; the room decides, this only keeps buttons away that it would refuse.

import type { ConferenceRole, Verb } from "./contract";

const CHAIR: readonly ConferenceRole[] = ["host"];
const LEADERS: readonly ConferenceRole[] = ["host", "cohost"];
const SHOWING: readonly ConferenceRole[] = ["host", "cohost", "presenter", "participant"];

const RIGHTS: Partial<Record<Verb, readonly ConferenceRole[]>> = {
  set_sharing: SHOWING,
  admit: LEADERS,
  deny: LEADERS,
  mute: LEADERS,
  mute_all: LEADERS,
  allow_unmute: LEADERS,
  stop_sharing: LEADERS,
  remove: LEADERS,
  lower_hand: LEADERS,
  set_locked: LEADERS,
  set_lobby: LEADERS,
  set_spotlight: LEADERS,
  set_shared_layout: LEADERS,
  call_roll: LEADERS,
  end_roll: LEADERS,
  extend: LEADERS,
  start_recording: LEADERS,
  stop_recording: LEADERS,
  set_role: CHAIR,
  give_chair: CHAIR,
  release_chair: CHAIR,
  end_conference: CHAIR,
};

/** Whether somebody of a role is offered a verb. */
export function may(role: ConferenceRole, verb: Verb): boolean {
  return RIGHTS[verb]?.includes(role) ?? true;
}
