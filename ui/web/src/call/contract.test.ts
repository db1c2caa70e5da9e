import { expect, test } from "vitest";
import schema from "../../../../appliance/api/schema.json";
import {
  MAX_WANTS, REACTIONS, VERBS, type Conference, type Engine, type Entry, type Invitation, type MeetingEvents, type Message, type Person,
  type Publication, type Reception, type Recording, type RollCall, type Track, type Want,
} from "./contract";

type Shape = { properties: Record<string, { maxItems?: number; enum?: string[] }> };
const shapes = schema.$defs as unknown as Record<string, Shape>;
const verbs = schema.verbs as Record<string, { roles: string[] }>;

// the page's interfaces, whole: a field that one side has and the other lacks fails here or in the compiler
const KEYS: Record<string, object> = {
  Person: {
    id: 1, name: 1, kind: 1, role: 1, phase: 1, since: 1, muted: 1, may_unmute: 1, camera_on: 1, sharing: 1, has_screen_sound: 1,
    hand_since: 1, wants_chair: 1, answered: 1, consented: 1,
  } satisfies Record<keyof Person, 1>,
  Conference: {
    number: 1, title: 1, host_name: 1, since: 1, ends_at: 1, people: 1, engine: 1, locked: 1, has_lobby: 1, spotlight: 1, layout: 1,
    sharer: 1, speaker: 1, recording: 1, roll_call: 1, chat_count: 1,
  } satisfies Record<keyof Conference, 1>,
  Recording: { phase: 1, since: 1, by: 1, percent: 1, failure: 1 } satisfies Record<keyof Recording, 1>,
  RollCall: { since: 1, ends_at: 1 } satisfies Record<keyof RollCall, 1>,
  Engine: { kind: 1, name: 1, epoch: 1 } satisfies Record<keyof Engine, 1>,
  Message: { number: 1, person_id: 1, name: 1, text: 1, at: 1 } satisfies Record<keyof Message, 1>,
  Want: { person_id: 1, source: 1, quality: 1 } satisfies Record<keyof Want, 1>,
  Track: { mid: 1, person_id: 1, source: 1 } satisfies Record<keyof Track, 1>,
  Reception: { epoch: 1, offer: 1, tracks: 1 } satisfies Record<keyof Reception, 1>,
  Publication: { epoch: 1, answer: 1 } satisfies Record<keyof Publication, 1>,
  Entry: { person_id: 1, ticket: 1, phase: 1 } satisfies Record<keyof Entry, 1>,
  Invitation: { number: 1, passcode: 1, url: 1 } satisfies Record<keyof Invitation, 1>,
  ConferenceChanged: { conference: 1, person_id: 1 } satisfies Record<keyof MeetingEvents["meeting.changed"], 1>,
  ConferenceLeft: { person_id: 1, reason: 1 } satisfies Record<keyof MeetingEvents["meeting.left"], 1>,
  Chatted: { message: 1 } satisfies Record<keyof MeetingEvents["meeting.chatted"], 1>,
  Reacted: { person_id: 1, reaction: 1 } satisfies Record<keyof MeetingEvents["meeting.reacted"], 1>,
  Spoken: { speaking: 1 } satisfies Record<keyof MeetingEvents["meeting.spoken"], 1>,
  Captioned: { person_id: 1, number: 1, text: 1, is_final: 1 } satisfies Record<keyof MeetingEvents["meeting.captioned"], 1>,
};

test.each(Object.keys(KEYS))("%s has the fields that the page knows, and no others", (name) => {
  const fields = Object.keys(shapes[name]?.properties ?? {}).filter((field) => field !== "type");
  expect(fields.sort()).toEqual(Object.keys(KEYS[name]!).sort());
});

test.each(VERBS)("members and guests may call meeting.%s", (verb) => {
  expect(verbs[`meeting.${verb}`]?.roles).toEqual(expect.arrayContaining(["guest", "member"]));
});

test("bounds and reactions are the room's", () => {
  expect(shapes["meeting.receive"]?.properties["wants"]?.maxItems).toBe(MAX_WANTS);
  expect(shapes["meeting.react"]?.properties["reaction"]?.enum).toEqual(expect.arrayContaining([...REACTIONS]));
  expect(verbs["meeting.get_invitation"]?.roles).toEqual(["guest"]);
});
