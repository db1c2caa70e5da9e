// What a conference tells whoever is in it: the page's side of appliance/api/conference.py.

export type Source = "microphone" | "camera" | "camera_low" | "screen" | "screen_sound";
/** What is received; a camera in one of two qualities. */
export type Kind = Exclude<Source, "camera_low">;
export type Quality = "high" | "low";
export type Reaction = "applause" | "thumbs_up" | "heart" | "laugh" | "surprise";
export type ConferenceRole = "host" | "cohost" | "presenter" | "participant" | "recorder";
export type PersonKind = "room" | "browser" | "phone" | "recorder";
export type PersonPhase = "lobby" | "connecting" | "present" | "away";
export type Layout = "gallery" | "speaker" | "share";
export type EndReason = "left" | "ended" | "removed" | "denied" | "lost" | "elsewhere";

export interface Person {
  id: string;
  name: string;
  kind: PersonKind;
  role: ConferenceRole;
  phase: PersonPhase;
  since: string;
  muted: boolean;
  may_unmute: boolean;
  camera_on: boolean;
  sharing: boolean;
  has_screen_sound: boolean;
  hand_since: string | null;
  wants_chair: boolean;
  answered: boolean;
  consented: boolean;
}

export interface Recording {
  phase: "off" | "starting" | "on" | "paused" | "finishing";
  since: string | null;
  by: string;
  percent: number;
  failure: string;
}

export interface RollCall {
  since: string;
  ends_at: string;
}

export interface Engine {
  kind: "embedded" | "janus";
  name: string;
  epoch: number;
}

export interface Conference {
  number: string;
  title: string;
  host_name: string;
  since: string;
  ends_at: string | null;
  people: Person[];
  engine: Engine;
  locked: boolean;
  has_lobby: boolean;
  spotlight: string[];
  layout: Layout | null;
  sharer: string;
  speaker: string;
  recording: Recording;
  roll_call: RollCall | null;
  chat_count: number;
}

export interface Message {
  number: number;
  person_id: string;
  name: string;
  text: string;
  at: string;
}

export interface Want {
  person_id: string;
  source: Kind;
  quality: Quality;
}

export interface Track {
  mid: string;
  person_id: string;
  source: Kind;
}

export interface Reception {
  epoch: number;
  offer: string;
  tracks: Track[];
}

export interface Publication {
  epoch: number;
  answer: string;
}

export interface Entry {
  person_id: string;
  ticket: string;
  phase: PersonPhase;
}

export interface Invitation {
  number: string;
  passcode: string;
  url: string;
}

/** Events by their names. */
export interface MeetingEvents {
  "meeting.changed": { conference: Conference; person_id: string };
  "meeting.left": { person_id: string; reason: EndReason };
  "meeting.chatted": { message: Message };
  "meeting.reacted": { person_id: string; reaction: Reaction };
  "meeting.spoken": { speaking: string[] };
  "meeting.captioned": { person_id: string; number: number; text: string; is_final: boolean };
}

export type MeetingEvent = { [Name in keyof MeetingEvents]: { name: Name; params: MeetingEvents[Name] } }[keyof MeetingEvents];

/** Most that a page may ask to receive at once. */
export const MAX_WANTS = 64;
export const REACTIONS: readonly Reaction[] = ["applause", "thumbs_up", "heart", "laugh", "surprise"];

/** The verbs that the page calls. */
export const VERBS = [
  "enter", "leave", "publish", "receive", "answer_reception", "restart_reception", "report_silence", "set_muted", "set_camera",
  "set_sharing", "rename", "raise_hand", "react", "send_chat", "read_chat", "caption", "answer_roll_call", "consent", "request_chair",
  "admit", "deny", "mute", "mute_all", "allow_unmute", "stop_sharing", "remove", "set_role", "give_chair", "release_chair", "lower_hand",
  "set_locked", "set_lobby", "set_spotlight", "set_shared_layout", "call_roll", "end_roll", "extend", "start_recording", "stop_recording",
  "end_conference",
] as const;
export type Verb = (typeof VERBS)[number];
