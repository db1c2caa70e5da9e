// A conference made up for tests.

import type { Conference, Person } from "./contract";

export function personOf(id: string, part: Partial<Person> = {}): Person {
  return {
    id, name: id, kind: "browser", role: "participant", phase: "present", since: "2026-01-01T00:00:00Z", muted: false, may_unmute: true,
    camera_on: true, sharing: false, has_screen_sound: false, hand_since: null, wants_chair: false, answered: false, consented: false, ...part,
  };
}

export function conferenceOf(...people: (Person | string)[]): Conference {
  return {
    number: "123456789", title: "", host_name: "Oak", since: "2026-01-01T00:00:00Z", ends_at: null,
    people: people.map((one) => (typeof one === "string" ? personOf(one) : one)), engine: { kind: "embedded", name: "", epoch: 1 },
    locked: false, has_lobby: true, spotlight: [], layout: null, sharer: "", speaker: "",
    recording: { phase: "off", since: null, by: "", percent: 0, failure: "" }, roll_call: null, chat_count: 0,
  };
}
