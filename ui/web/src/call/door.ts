// Coming in from elsewhere: a session for whoever knows a conference's number and passcode.

import { ask } from "../room";
import type { Place } from "./place";

/** Exchange number and passcode for a session's token. Throws Refused or Unreachable. */
export async function enterMember({ number, passcode }: Place): Promise<string> {
  const response = await ask("/api/member", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ number, passcode }),
  });
  return ((await response.json()) as { token: string }).token;
}
