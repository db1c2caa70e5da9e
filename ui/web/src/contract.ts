// What the room tells its guests: the part of its state that they see, and its events.

export interface RoomCast {
  id: string;
  name: string;
  kind: "browser" | "whip" | "airplay" | "input";
  phase: "connecting" | "live" | "reconnecting";
  started_at: string;
  has_sound: boolean;
  admitted: boolean;
  muted: boolean;
  paused: boolean;
  touchable: boolean;
}

/** Somebody who waits for a place on a full glass. */
export interface Waiting {
  id: string;
  name: string;
  called: boolean;
}

export interface RoomState {
  room: { started_at: string };
  settings: { room_name: string; casting: "together" | "ask" | "take_over"; watching: boolean };
  cast: { casts: RoomCast[]; queue: Waiting[]; enlarged: string };
  watch: { watchers: { id: string; name: string }[]; drawn: boolean };
}

export interface CastEnded {
  cast_id: string;
  reason: "sender" | "glass" | "lost" | "refused" | "taken_over";
}

/** Somebody watches the glass no longer. */
export interface WatchEnded {
  watch_id: string;
  reason: "watcher" | "glass" | "lost" | "off";
}

/** A finger or pen on a cast's picture; places are fractions of the picture. */
export interface Contact {
  id: number;
  phase: "down" | "move" | "up";
  x: number;
  y: number;
  pointing: boolean;
  colour: string;
}

export interface CastTouched {
  cast_id: string;
  contacts: Contact[];
}

/** Casts that a glass holds at once. */
export const MAX_CASTS = 6;
/** How long a place is kept for whoever was called. */
export const CALLED_MS = 30_000;
