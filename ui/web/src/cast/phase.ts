// The steps of a cast, as its sender sees them.

import type { Content } from "./content";
import type { EndReason } from "./failure";

export type Phase =
  | { at: "choosing" }
  | { at: "starting" }
  /** The glass is full; nobody sees the stream yet. */
  | { at: "full"; stream: MediaStream }
  /** In the queue; with `untilMs` (performance.now) it is their turn, but there is no stream to show. */
  | { at: "waiting"; stream: MediaStream | undefined; ticket: string; untilMs: number }
  | { at: "live"; stream: MediaStream; castId: string; isReconnecting: boolean; isPaused: boolean; content: Content }
  /** `by` names whoever took over; it may have ended before anybody saw it. */
  | { at: "ended"; reason: EndReason; by: string; hasBegun: boolean };

/** What somebody wants to share, and how. */
export interface Wish {
  name: string;
  content: Content;
  withSound: boolean;
}
