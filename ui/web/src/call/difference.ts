// What became of a conference that its people should be told: two states, compared.

import type { Conference } from "./contract";
import { seen } from "./arrangement";

export type News =
  | { code: "joined" | "left" | "hand" | "shares" | "waits" | "wants_chair"; name: string }
  | { code: "muted" | "may_unmute" | "may_not_unmute" | "host" | "cohost" | "presenter" | "participant" | "locked" | "unlocked" };

/** More people than this coming or going at once are not told one by one. */
const MOST_AT_ONCE = 3;

export function difference(before: Conference, after: Conference, me: string): News[] {
  const news: News[] = [];
  const [then, now] = [seen(before), seen(after)];
  const knew = new Map(then.map((one) => [one.id, one]));
  const here = new Set(now.map((one) => one.id));
  const came = now.filter((one) => !knew.has(one.id) && one.id !== me);
  const went = then.filter((one) => !here.has(one.id) && one.id !== me);
  for (const { name } of came.slice(0, MOST_AT_ONCE)) news.push({ code: "joined", name });
  for (const { name } of went.slice(0, MOST_AT_ONCE)) news.push({ code: "left", name });
  const waited = new Set(before.people.filter((one) => one.phase === "lobby").map((one) => one.id));
  for (const one of after.people) if (one.phase === "lobby" && one.id !== me && !waited.has(one.id)) news.push({ code: "waits", name: one.name });
  for (const one of now) {
    const former = knew.get(one.id);
    if (!former || one.id === me) continue;
    if (one.hand_since && !former.hand_since) news.push({ code: "hand", name: one.name });
    if (one.wants_chair && !former.wants_chair) news.push({ code: "wants_chair", name: one.name });
  }
  const sharer = now.find((one) => one.id === after.sharer);
  if (sharer && sharer.id !== me && before.sharer !== after.sharer) news.push({ code: "shares", name: sharer.name });
  if (before.locked !== after.locked) news.push({ code: after.locked ? "locked" : "unlocked" });
  const [own, was] = [now.find((one) => one.id === me), knew.get(me)];
  if (own && was) {
    if (own.role !== was.role && own.role !== "recorder") news.push({ code: own.role });
    if (own.may_unmute !== was.may_unmute) news.push({ code: own.may_unmute ? "may_unmute" : "may_not_unmute" });
  }
  return news;
}
