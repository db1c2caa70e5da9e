// Whether UDP from this browser reaches the room: a real WebRTC connection that carries a few small messages and back.

import type { Line } from "./line";

const OPEN_MS = 6000;
const MESSAGES = 20;
const EVERY_MS = 40;
const LAST_MS = 400;

export interface Passage {
  passes: boolean;
  /** Of the median message, there and back. */
  delayMs: number;
  lostPercent: number;
}

export const BLOCKED: Passage = { passes: false, delayMs: 0, lostPercent: 100 };

/**
 * Try the way; with a name, the room's addresses are replaced by it, so that the name must resolve too.
 * Throws what the room or the browser refuses.
 */
export async function tryUdp(line: Line, name = ""): Promise<Passage> {
  const connection = new RTCPeerConnection({ iceServers: [] });
  try {
    const channel = connection.createDataChannel("probe", { ordered: false, maxRetransmits: 0 });
    await connection.setLocalDescription();
    const told = (await line.call("doctor.answer_probe", { offer: connection.localDescription?.sdp ?? "" })) as { answer: string };
    await connection.setRemoteDescription({ type: "answer", sdp: name ? named(told.answer, name) : told.answer });
    return (await opened(channel)) ? await measure(channel) : BLOCKED;
  } finally {
    connection.close();
  }
}

/** An answer whose first address is replaced by a name, and whose other addresses are left out. */
export function named(sdp: string, name: string): string {
  let isFirst = true;
  return sdp
    .split(/\r?\n/)
    .flatMap((line) => {
      const parts = /^(a=candidate:\S+ \d+ udp \d+) \S+ (.*)$/i.exec(line);
      if (!parts) return [line];
      const isKept = isFirst;
      isFirst = false;
      return isKept ? [`${parts[1]} ${name} ${parts[2]}`] : [];
    })
    .join("\r\n");
}

function opened(channel: RTCDataChannel): Promise<boolean> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(false), OPEN_MS);
    channel.onopen = () => resolve(true);
  });
}

async function measure(channel: RTCDataChannel): Promise<Passage> {
  const delays: number[] = [];
  const sent = new Map<string, number>();
  channel.onmessage = (event) => {
    const at = sent.get(String(event.data));
    if (at !== undefined) delays.push(performance.now() - at);
    sent.delete(String(event.data));
  };
  for (let number = 0; number < MESSAGES; number++) {
    sent.set(String(number), performance.now());
    channel.send(String(number));
    await pause(EVERY_MS);
  }
  await pause(LAST_MS);
  return summary(delays);
}

/** The verdict on the messages that came back of those that were sent. */
export function summary(delays: number[]): Passage {
  const sorted = [...delays].sort((a, b) => a - b);
  return {
    passes: delays.length > 0,
    delayMs: Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0),
    lostPercent: Math.round(100 * (1 - delays.length / MESSAGES)),
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
