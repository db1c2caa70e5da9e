import { useEffect, useState } from "preact/hooks";
import { Refused, Unreachable } from "../room";
import type { Words } from "../words";

/** A failure in the user's words; empty where there is none. */
export function told(error: unknown, waitS: number, words: Words): string {
  if (waitS > 0) return words.wait(waitS);
  if (error instanceof Unreachable) return words.unreachable;
  if (!(error instanceof Refused)) return "";
  if (error.code === "access.wrong_code") return words.wrongCode(error.number("tries_left"));
  if (error.code === "access.used_ticket") return words.usedTicket;
  // the wait that it told is over
  return error.code === "access.too_many_tries" ? "" : words.refused;
}

/** Counts the seconds down that the room wants us to wait after a refusal. */
export function useWait(error: unknown): number {
  const [waitS, setWaitS] = useState(0);
  useEffect(() => {
    setWaitS(error instanceof Refused ? Math.ceil(error.number("retry_after_s")) : 0);
    const timer = setInterval(() => setWaitS((left) => Math.max(0, left - 1)), 1000);
    return () => clearInterval(timer);
  }, [error]);
  return waitS;
}
