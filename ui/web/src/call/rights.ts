// What a page offers to whom, as the room's own table (appliance/meeting/policy.py) has it; the room decides.

import type { ConferenceRole, Person, Verb } from "./contract";

const HOST: readonly ConferenceRole[] = ["host"];
const CHAIRS: readonly ConferenceRole[] = ["host", "cohost"];
const STAGE: readonly ConferenceRole[] = ["host", "cohost", "presenter"];

const RIGHTS: Partial<Record<Verb, readonly ConferenceRole[]>> = {
  lower_hand: STAGE,
  stop_sharing: STAGE,
  set_spotlight: STAGE,
  set_shared_layout: STAGE,
  admit: CHAIRS,
  deny: CHAIRS,
  mute: CHAIRS,
  mute_all: CHAIRS,
  allow_unmute: CHAIRS,
  remove: CHAIRS,
  set_role: CHAIRS,
  set_locked: CHAIRS,
  set_lobby: CHAIRS,
  call_roll: CHAIRS,
  end_roll: CHAIRS,
  extend: CHAIRS,
  start_recording: CHAIRS,
  stop_recording: CHAIRS,
  give_chair: HOST,
  release_chair: HOST,
  end_conference: HOST,
};
const OF_ANOTHER: readonly Verb[] = ["deny", "mute", "remove", "set_role", "lower_hand", "give_chair"];

/** Whether somebody is offered a verb, and where it names somebody else, over them. */
export function may(me: Person | undefined, verb: Verb, over?: Person): boolean {
  if (!me || me.role === "recorder" || !(RIGHTS[verb]?.includes(me.role) ?? true)) return false;
  return !(over && OF_ANOTHER.includes(verb) && over.role === "host" && over.id !== me.id);
}
