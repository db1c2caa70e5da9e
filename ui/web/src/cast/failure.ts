// How a cast can end, or not begin.

import { Refused, Unreachable } from "../room";
import { NotCaptured, type CaptureFailure } from "./capture";

export type EndReason =
  | CaptureFailure
  | "self" | "glass" | "elsewhere" | "declined" | "taken_over" // the room's side
  | "lost" | "blocked" // the network
  | "full" | "queue_full" | "missed" | "left" // the queue
  | "away" | "refused" | "expired" | "too_many";

/** The room answered, but media does not get through. */
export class Blocked extends Error {}

/** Why an attempt failed. */
export function reasonOf(error: unknown): EndReason {
  if (error instanceof NotCaptured) return error.reason;
  if (error instanceof Blocked) return "blocked";
  if (error instanceof Unreachable) return "lost";
  if (!(error instanceof Refused)) return "failed";
  switch (error.code) {
    case "cast.full":
      return "full";
    case "cast.queue_full":
      return "queue_full";
    case "session.rate_limited":
    case "access.too_many_tries":
      return "too_many";
    case "cast.bad_offer":
      return "refused";
    default:
      return error.code.startsWith("access.") ? "expired" : "away";
  }
}

/** Whether trying again shortly may help. */
export function isPassing(reason: EndReason): boolean {
  return reason === "lost" || reason === "blocked" || reason === "away" || reason === "too_many";
}
