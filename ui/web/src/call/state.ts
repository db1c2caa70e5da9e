// All that the page draws of a visit to a conference.

import type { CaptureFailure } from "../cast/capture";
import type { Conference, EndReason, Message, Person, Reaction } from "./contract";
import type { News } from "./difference";
import type { Grade } from "./flow";
import type { Received } from "./receiver";
import type { Device } from "./devices";

export type Notice =
  | News
  | { code: "muted_by" | "sharing_taken" | "captions_failed" | "refused" | "unreachable" | "may_not" }
  | { code: "lost_device" | "other_device"; device: Device }
  | { code: "not_captured"; reason: CaptureFailure }
  | { code: "chatted"; name: string; text: string };

export interface Caption {
  key: string;
  personId: string;
  text: string;
  atMs: number;
}

export interface Shown {
  key: number;
  personId: string;
  reaction: Reaction;
}

/** Why it is over: what the room told, or the code of what it refused. */
export type Over = EndReason | { refused: string; retryS: number };

export interface CallState {
  at: "entering" | "lobby" | "in" | "over";
  over: Over | undefined;
  /** Whether the room's line is up. */
  isConnected: boolean;
  /** Whether media should flow and does not. */
  isHealing: boolean;
  me: string;
  conference: Conference | undefined;
  speaking: readonly string[];
  messages: readonly Message[];
  captions: readonly Caption[];
  reactions: readonly Shown[];
  received: Received;
  frozen: ReadonlySet<string>;
  grade: Grade | "";
  muted: boolean;
  cameraOn: boolean;
  screen: MediaStream | undefined;
  isDictating: boolean;
  notices: readonly (Notice & { key: number })[];
}

export const FIRST: CallState = {
  at: "entering", over: undefined, isConnected: false, isHealing: false, me: "", conference: undefined, speaking: [], messages: [],
  captions: [], reactions: [], received: new Map(), frozen: new Set(), grade: "", muted: true, cameraOn: false, screen: undefined,
  isDictating: false, notices: [],
};

export function own(state: CallState): Person | undefined {
  return state.conference?.people.find((one) => one.id === state.me);
}
