// Messages of a board's connection, see `appliance/ink/message.py`: y-websocket's, and Parlor's own from 100 on.

import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

export const SYNC = 0;
export const AWARENESS = 1;
export const QUERY_AWARENESS = 3;
export const WET = 101;
export const STORED = 102;
export const PERMISSION = 103;

export const EDIT = 0;
export const VIEW = 1;
export const REVOKED = 2;

export const DRAWING = 0;
export const CANCELLED = 1;
export const LASER = 2;
export const VANISHING = 3;
export const ENDED = 4;

/** The newest points of a stroke that is being drawn. */
export interface Wet {
  pageId: string;
  strokeId: string;
  /** Index of the first of these points in the stroke. */
  start: number;
  state: number;
  /** A packed stroke of just these points; empty where none are told. */
  packed: Uint8Array;
}

export function encodeWet(wet: Wet): Uint8Array {
  return encoding.encode((out) => {
    encoding.writeVarUint(out, WET);
    encoding.writeVarString(out, wet.pageId);
    encoding.writeVarString(out, wet.strokeId);
    encoding.writeVarUint(out, wet.start);
    encoding.writeVarUint(out, wet.state);
    encoding.writeVarUint8Array(out, wet.packed);
  });
}

/** What follows the type of a WET message. */
export function readWet(source: decoding.Decoder): Wet {
  return {
    pageId: decoding.readVarString(source),
    strokeId: decoding.readVarString(source),
    start: decoding.readVarUint(source),
    state: decoding.readVarUint(source),
    packed: decoding.readVarUint8Array(source),
  };
}

export function encodeAwareness(update: Uint8Array): Uint8Array {
  return encoding.encode((out) => {
    encoding.writeVarUint(out, AWARENESS);
    encoding.writeVarUint8Array(out, update);
  });
}
