// Coming in from elsewhere: a session for whoever knows a conference's number and passcode.

import { Line } from "../doctor/line";
import { ask, Refused } from "../room";
import type { Invitation } from "./contract";
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

/** The conference of the room that a guest's session belongs to; undefined while it holds none. Throws Refused or Unreachable. */
export async function findHere(token: string): Promise<Place | undefined> {
  const line = await Line.open(token);
  try {
    const { number, passcode } = (await line.call("meeting.get_invitation")) as Invitation;
    return { number, passcode };
  } catch (error) {
    if (error instanceof Refused && error.code === "meeting.no_call") return undefined;
    throw error;
  } finally {
    line.close();
  }
}
