// What can be tried from this browser, in the order in which a guest needs it.

import { ability, canShareSound } from "../cast/capture";
import { info as askInfo, Refused } from "../room";
import { found, roomFindings, text, type Finding } from "./finding";
import { Line } from "./line";
import { BLOCKED, tryUdp, type Passage } from "./udp";

const LOSS_PERCENT = 10;
const SLOW_MS = 150;
const NAME_MS = 4000;

export interface Results {
  device: Finding[];
  room: Finding[];
  /** Whether some checks wait for the code on the glass. */
  needsCode: boolean;
}

/** Check everything; `onFound` hears of each step's results as they come. */
export async function check(token: string, onFound: (results: Results) => void): Promise<Results> {
  const results: Results = { device: [secure(), capture(), ...sound()], room: [], needsCode: false };
  const add = (...findings: Finding[]) => {
    results.device = [...results.device, ...findings];
    onFound({ ...results });
  };
  onFound({ ...results });
  const reached = await page();
  add(...reached);
  // without the room nothing else can be blamed
  if (reached.some((one) => one.status === "fail")) return results;
  add(await whip());
  const line = await openLine(token);
  add(line instanceof Line || line === "refused" ? found("ok", "socket.works") : found("fail", "socket.blocked"));
  results.needsCode = line === "refused";
  if (line instanceof Line) {
    results.room = roomFindings(await line.call("doctor.examine_casting").catch(() => []));
    const isThrough = await udp(line, results.room, add);
    await name(line, results.room, isThrough, add);
    line.close();
  }
  onFound({ ...results });
  return results;
}

function secure(): Finding {
  return window.isSecureContext ? found("ok", "secure.yes") : found("fail", "secure.no", { url: `https://${location.host}/doctor` });
}

function capture(): Finding {
  const able = ability();
  return found(able === "able" ? "ok" : "fail", `capture.${able}`);
}

function sound(): Finding[] {
  if (ability() !== "able") return [];
  return [canShareSound() ? found("ok", "sound.possible") : found("warn", "sound.none")];
}

async function page(): Promise<Finding[]> {
  const began = performance.now();
  try {
    const info = await askInfo();
    const ms = Math.round(performance.now() - began);
    const trust = info.trusted ? found("ok", "trust.known") : found("warn", "trust.accepted", { fingerprint: info.fingerprint.slice(0, 23) });
    return [found("ok", "page.answers", { ms, url: location.origin }), trust];
  } catch {
    return [found("fail", "page.silent", { url: location.origin })];
  }
}

async function whip(): Promise<Finding> {
  const url = `${location.origin}/whip`;
  const answer = await fetch(url, { method: "OPTIONS", cache: "no-store" }).catch(() => undefined);
  return answer?.headers.get("Accept-Post")?.includes("application/sdp") ? found("ok", "offers.taken", { url }) : found("fail", "offers.refused", { url });
}

async function openLine(token: string): Promise<Line | "refused" | "blocked"> {
  try {
    return await Line.open(token);
  } catch (error) {
    return error instanceof Refused ? "refused" : "blocked";
  }
}

async function udp(line: Line, room: Finding[], add: (finding: Finding) => void): Promise<boolean> {
  const where = room.find((one) => one.code.startsWith("udp."))?.data ?? {};
  if (typeof RTCPeerConnection === "undefined") {
    add(found("fail", "way.no_webrtc"));
    return false;
  }
  try {
    const passage = await tryUdp(line);
    add(judged(passage, where));
    return passage.passes;
  } catch (error) {
    const code = error instanceof Refused ? error.code : "";
    add(found("unsure", code === "session.rate_limited" ? "way.later" : "way.untested"));
    return false;
  }
}

function judged({ passes, delayMs, lostPercent }: Passage, where: Finding["data"]): Finding {
  if (!passes) return found("fail", "way.blocked", where);
  const data = { ms: delayMs, lost: lostPercent };
  return lostPercent > LOSS_PERCENT || delayMs > SLOW_MS ? found("warn", "way.poor", data) : found("ok", "way.open", data);
}

async function name(line: Line, room: Finding[], isThrough: boolean, add: (finding: Finding) => void): Promise<void> {
  const told = room.find((one) => one.code.startsWith("name."));
  const url = text(told?.data ?? {}, "url");
  const host = text(told?.data ?? {}, "name");
  if (!url || !host) return;
  if (location.hostname === host || (await answers(url))) return add(found("ok", "lookup.works", { url }));
  if (!isThrough) return add(found("unsure", "lookup.untested", { url }));
  // a browser that has not accepted the certificate for this name fails like one that does not know it: try by UDP
  const passage = await tryUdp(line, host).catch(() => BLOCKED);
  add(passage.passes ? found("ok", "lookup.works", { url }) : found("warn", "lookup.fails", { url, other: location.origin }));
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(`${url}/api/info`, { mode: "no-cors", cache: "no-store", signal: AbortSignal.timeout(NAME_MS) });
    return true;
  } catch {
    return false;
  }
}
