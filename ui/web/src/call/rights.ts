// What a page offers to whom, by the room's own table (appliance/meeting/policy.py); the room decides.

import type { Person, Verb } from "./contract";
import policy from "./policy.json";

const ROLES: Partial<Record<Verb, string[]>> = policy.roles;
const OF_ANOTHER: readonly string[] = policy.of_another;

/** Whether somebody is offered a verb, and where it names somebody else, over them. */
export function may(me: Person | undefined, verb: Verb, over?: Person): boolean {
  if (!me || !ROLES[verb]?.includes(me.role)) return false;
  return !(over && OF_ANOTHER.includes(verb) && over.role === "host" && over.id !== me.id);
}
